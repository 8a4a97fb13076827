#pragma once
// Type 26: binary message of up to five slots, with communication state (M.1371-5 annex 8 §3.24). Four spare
// bits stand between the data and that state.

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
  static constexpr MessageForm kForm = {.min_bits = 64, .usual_min_bits = 64, .usual_max_bits = 1064};
  static constexpr std::size_t kBitsBehindData = 24;

  std::optional<model::Mmsi> destination;
  std::optional<ApplicationId> application;
  Bits data;
  CommunicationState communication;
  friend bool operator==(const MultiSlotBinary&, const MultiSlotBinary&) = default;

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    SingleSlotBinary::walk_up_to(kBitsBehindData, fields, message);
    fields.spare(4_bits);
    fields.communication_with_selector("radio", message.communication);
  }
};

}  // namespace selat::ais
