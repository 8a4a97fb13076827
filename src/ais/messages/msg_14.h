#pragma once
// Type 14: safety-related broadcast (M.1371-5 annex 8 §3.12).

#include "ais/fields/terms.h"
#include "ais/message_header.h"
#include "base/short_text.h"

namespace selat::ais {

struct SafetyBroadcast : MessageOf<14> {
  SafetyBroadcast() : MessageOf(14) {}
  static constexpr MessageForm kForm = {
      .min_bits = 40, .usual_min_bits = 40, .usual_max_bits = 1008, .sent_by = model::Transponder::class_b};

  ShortText<161> text;
  friend bool operator==(const SafetyBroadcast&, const SafetyBroadcast&) = default;

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    fields.header(message);
    fields.spare(2_bits);
    fields.remaining_text("text", message.text);
  }
};

}  // namespace selat::ais
