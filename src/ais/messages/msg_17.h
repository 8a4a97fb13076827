#pragma once
// Type 17: corrections to satellite navigation (ITU-R M.823), with the place of their reference station
// (M.1371-5 annex 8 §3.15).

#include <cstdint>
#include <optional>

#include "ais/fields/terms.h"
#include "ais/message_header.h"
#include "base/bits.h"
#include "geo/position.h"

namespace selat::ais {

struct DgnssBroadcast : MessageOf<17> {
  DgnssBroadcast() : MessageOf(17) {}
  static constexpr MessageForm kForm = {.min_bits = 75,
                                        .usual_min_bits = 80,
                                        .usual_max_bits = 816,
                                        .sent_by = model::Transponder::base_station};

  // The head of the corrections: table 68.
  struct Correction {
    std::uint8_t message_type = 0;  // of M.823
    std::uint16_t station = 0;      // M.823 station identifier
    std::uint16_t z_count = 0;      // in units of 0.6 s
    std::uint8_t sequence = 0;      // 0–7
    std::uint8_t word_count = 0;    // words of 24 bits that follow
    std::uint8_t health = 0;        // of the reference station, 0–7
    friend constexpr bool operator==(const Correction&, const Correction&) = default;
  };
  std::optional<geo::Position> position;  // 1/10 min
  Bits data;                              // 40 bits of head and its words; empty if there is no service
  friend bool operator==(const DgnssBroadcast&, const DgnssBroadcast&) = default;

  // The head of the data; empty if they are too short for one.
  [[nodiscard]] constexpr std::optional<Correction> correction() const {
    if (!data.has(0, 40)) {
      return std::nullopt;
    }
    return Correction{.message_type = static_cast<std::uint8_t>(data.unsigned_at(0, 6)),
                      .station = static_cast<std::uint16_t>(data.unsigned_at(6, 10)),
                      .z_count = static_cast<std::uint16_t>(data.unsigned_at(16, 13)),
                      .sequence = static_cast<std::uint8_t>(data.unsigned_at(29, 3)),
                      .word_count = static_cast<std::uint8_t>(data.unsigned_at(32, 5)),
                      .health = static_cast<std::uint8_t>(data.unsigned_at(37, 3))};
  }

  SELAT_FOLDED static void walk(auto& fields, auto& message) {
    fields.header(message);
    fields.spare(2_bits);
    fields.coarse_position(message.position);
    fields.spare(5_bits);
    fields.data("data", message.data);
  }
};

}  // namespace selat::ais
