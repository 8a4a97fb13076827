#pragma once
// Types 7 (of a type 6) and 13 (of a type 12): acknowledgement (M.1371-5 annex 8 §3.5 and §3.11).

#include <array>
#include <cstdint>
#include <optional>

#include "ais/fields/terms.h"
#include "ais/message_header.h"

namespace selat::ais {

struct AcknowledgedMessage {
  model::Mmsi sender;         // of the message acknowledged
  std::uint8_t sequence = 0;  // of the message acknowledged, 0–3
  friend constexpr bool operator==(const AcknowledgedMessage&, const AcknowledgedMessage&) = default;
};

struct Acknowledgement : MessageOf<7, 13> {
  Acknowledgement() : MessageOf(7) {}
  static constexpr MessageForm kForm = {.min_bits = 72, .usual_min_bits = 72, .usual_max_bits = 168};

  using Received = AcknowledgedMessage;
  std::array<std::optional<Received>, 4> received;  // one to four, without gap
  friend bool operator==(const Acknowledgement&, const Acknowledgement&) = default;

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    fields.header(message);
    fields.spare(2_bits);
    std::size_t number = 0;
    for (auto& item : message.received) {
      ++number;
      const bool is_there = fields.part(item, 32_bits, [&fields, number](auto& received) {
        fields.mmsi(Name("mmsi").numbered(number), received.sender);
        fields.number(Name("seqno").numbered(number), 2_bits, received.sequence);
      });
      if (!is_there) {
        break;
      }
    }
  }
};

}  // namespace selat::ais
