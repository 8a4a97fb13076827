#pragma once
// Type 6: binary message to one station (M.1371-5 annex 8 §3.4). ais/application.h reads the bits of an
// application; the message keeps them as they came.

#include <cstdint>

#include "ais/application_id.h"
#include "ais/fields/terms.h"
#include "ais/message_header.h"
#include "base/bits.h"

namespace selat::ais {

struct AddressedBinary : MessageOf<6> {
  AddressedBinary() : MessageOf(6) {}
  static constexpr MessageForm kForm = {.min_bits = 88, .usual_min_bits = 88, .usual_max_bits = 1008};

  std::uint8_t sequence = 0;  // 0–3, which its acknowledgement repeats
  model::Mmsi destination;
  bool is_retransmitted = false;
  ApplicationId application;
  Bits data;
  friend bool operator==(const AddressedBinary&, const AddressedBinary&) = default;

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    fields.header(message);
    fields.number("seqno", 2_bits, message.sequence);
    fields.mmsi("dest_mmsi", message.destination);
    fields.flag("retransmit", message.is_retransmitted);
    fields.spare(1_bits);
    fields.application(message.application);
    fields.application_data(true, message.application, message.data);
  }
};

}  // namespace selat::ais
