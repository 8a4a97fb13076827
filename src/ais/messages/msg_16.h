#pragma once
// Type 16: assigned mode command: gives one or two stations their time slots (M.1371-5 annex 8 §3.14).

#include <cstdint>
#include <optional>

#include "ais/fields/terms.h"
#include "ais/message_header.h"

namespace selat::ais {

struct AssignmentOrder {
  model::Mmsi station;
  std::uint16_t offset = 0;     // slots; with increment 0: reports in ten minutes
  std::uint16_t increment = 0;  // slots; 0: a rate is ordered, not slots
  friend constexpr bool operator==(const AssignmentOrder&, const AssignmentOrder&) = default;
};

struct ModeAssignment : MessageOf<16> {
  ModeAssignment() : MessageOf(16) {}
  static constexpr MessageForm kForm = {.min_bits = 92,
                                        .usual_min_bits = 96,
                                        .usual_max_bits = 144,
                                        .sent_by = model::Transponder::base_station};

  using Order = AssignmentOrder;
  Order first_order;
  std::optional<Order> second_order;
  friend bool operator==(const ModeAssignment&, const ModeAssignment&) = default;

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    fields.header(message);
    fields.spare(2_bits);
    walk_order(fields, 1, message.first_order);
    const bool has_second =
        fields.part(message.second_order, 52_bits, [&fields](auto& order) { walk_order(fields, 2, order); });
    if (!has_second) {
      fields.spare(4_bits);
    }
  }

 private:
  SELAT_FOLDED static void walk_order(auto& fields, std::size_t number, auto& order) {
    fields.mmsi(Name("mmsi").numbered(number), order.station);
    fields.number(Name("offset").numbered(number), 12_bits, order.offset);
    fields.number(Name("increment").numbered(number), 10_bits, order.increment);
  }
};

}  // namespace selat::ais
