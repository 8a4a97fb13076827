#pragma once
// Type 20: data link management: slots that base stations keep for themselves (M.1371-5 annex 8 §3.18).

#include <array>
#include <cstdint>
#include <optional>

#include "ais/fields/terms.h"
#include "ais/message_header.h"

namespace selat::ais {

struct SlotReservation {
  std::optional<std::uint16_t> offset;     // slots from here, 1–4095
  std::optional<std::uint8_t> slots;       // in a row, 1–15
  std::optional<std::uint8_t> timeout;     // minutes, 1–7
  std::optional<std::uint16_t> increment;  // slots to the next block, 1–2047
  friend constexpr bool operator==(const SlotReservation&, const SlotReservation&) = default;
};

struct LinkManagement : MessageOf<20> {
  LinkManagement() : MessageOf(20) {}
  static constexpr MessageForm kForm = {.min_bits = 70,
                                        .usual_min_bits = 72,
                                        .usual_max_bits = 160,
                                        .sent_by = model::Transponder::base_station};

  using Reservation = SlotReservation;
  std::array<std::optional<Reservation>, 4> reservations;  // one to four, without gap
  friend bool operator==(const LinkManagement&, const LinkManagement&) = default;

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    fields.header(message);
    fields.spare(2_bits);
    std::size_t number = 0;
    for (auto& item : message.reservations) {
      ++number;
      const bool is_there = fields.part(item, 30_bits, [&fields, number](auto& own) {
        fields.number_or_absent(Name("offset").numbered(number), 12_bits, own.offset, 1, 4095, 0);
        fields.number_or_absent(Name("number").numbered(number), 4_bits, own.slots, 1, 15, 0);
        fields.number_or_absent(Name("timeout").numbered(number), 3_bits, own.timeout, 1, 7, 0);
        fields.number_or_absent(Name("increment").numbered(number), 11_bits, own.increment, 1, 2047, 0);
      });
      if (!is_there) {
        break;
      }
    }
    fields.byte_boundary();
  }
};

}  // namespace selat::ais
