#pragma once
// Type 8: binary broadcast (M.1371-5 annex 8 §3.6). ais/application.h reads the bits of an application; the
// message keeps them as they came.

#include "ais/application_id.h"
#include "ais/fields/terms.h"
#include "ais/message_header.h"
#include "base/bits.h"

namespace selat::ais {

struct BroadcastBinary : MessageOf<8> {
  BroadcastBinary() : MessageOf(8) {}
  static constexpr MessageForm kForm = {.min_bits = 56, .usual_min_bits = 56, .usual_max_bits = 1008};

  ApplicationId application;
  Bits data;
  friend bool operator==(const BroadcastBinary&, const BroadcastBinary&) = default;

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    fields.header(message);
    fields.spare(2_bits);
    fields.application(message.application);
    fields.application_data(false, message.application, message.data);
  }
};

}  // namespace selat::ais
