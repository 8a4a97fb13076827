#pragma once
// Type 12: safety-related text to one station (M.1371-5 annex 8 §3.10).

#include <cstdint>

#include "ais/fields/terms.h"
#include "ais/message_header.h"
#include "base/short_text.h"

namespace selat::ais {

struct AddressedSafety : MessageOf<12> {
  AddressedSafety() : MessageOf(12) {}
  static constexpr MessageForm kForm = {.min_bits = 72, .usual_min_bits = 72, .usual_max_bits = 1008};

  std::uint8_t sequence = 0;  // 0–3
  model::Mmsi destination;
  bool is_retransmitted = false;
  ShortText<156> text;
  friend bool operator==(const AddressedSafety&, const AddressedSafety&) = default;

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    fields.header(message);
    fields.number("seqno", 2_bits, message.sequence);
    fields.mmsi("dest_mmsi", message.destination);
    fields.flag("retransmit", message.is_retransmitted);
    fields.spare(1_bits);
    fields.remaining_text("text", message.text);
  }
};

}  // namespace selat::ais
