#pragma once
// Type 26: binary message of up to five slots, with communication state (M.1371-5 annex 8 §3.24). The data
// holds all bits before that state, including up to four that may fill up its last byte: the message does not
// say how many.

#include <optional>

#include "ais/application_id.h"
#include "ais/fields/field_values.h"
#include "ais/fields/terms.h"
#include "ais/message_header.h"
#include "ais/messages/msg_25.h"
#include "base/bits.h"

namespace selat::ais {

struct MultiSlotBinary : MessageOf<26> {
  MultiSlotBinary() : MessageOf(26) {}
  static constexpr MessageForm kForm = {.min_bits = 60, .usual_min_bits = 60, .usual_max_bits = 1064};
  static constexpr std::size_t kCommunicationBits = 20;

  std::optional<model::Mmsi> destination;
  std::optional<ApplicationId> application;
  Bits data;
  CommunicationState communication;
  friend bool operator==(const MultiSlotBinary&, const MultiSlotBinary&) = default;

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    SingleSlotBinary::walk_up_to(kCommunicationBits, fields, message);
    fields.communication_with_selector("radio", message.communication);
  }
};

}  // namespace selat::ais
