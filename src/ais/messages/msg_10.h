#pragma once
// Type 10: inquiry for UTC and date to one station, which answers with type 11 (M.1371-5 annex 8 §3.8).

#include "ais/fields/terms.h"
#include "ais/message_header.h"

namespace selat::ais {

struct TimeInquiry : MessageOf<10> {
  TimeInquiry() : MessageOf(10) {}
  static constexpr MessageForm kForm = {.min_bits = 70, .usual_min_bits = 72, .usual_max_bits = 72};

  model::Mmsi destination;
  friend bool operator==(const TimeInquiry&, const TimeInquiry&) = default;

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    fields.header(message);
    fields.spare(2_bits);
    fields.mmsi("dest_mmsi", message.destination);
    fields.spare(2_bits);
  }
};

}  // namespace selat::ais
