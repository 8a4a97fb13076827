#pragma once
// What every AIS message begins with, and what a message's struct says of its kind (ITU-R M.1371-5).

#include <array>
#include <cstdint>

#include "model/mmsi.h"
#include "model/report.h"

namespace selat::ais {

inline constexpr std::uint8_t kLastType = 27;

struct MessageHeader {
  std::uint8_t type = 0;    // 1–27
  std::uint8_t repeat = 0;  // how often a repeater has sent it on; 3 = do not repeat
  model::Mmsi mmsi;
  friend constexpr bool operator==(const MessageHeader&, const MessageHeader&) = default;
};

// The message types that a struct represents. The constructor takes the one that a new struct has; the others
// are set by the caller. (Each struct calls it in a constructor of its own: without one, a struct made by
// std::variant::emplace() would first have all its bytes set to zero.)
template <std::uint8_t... kType>
struct MessageOf : MessageHeader {
  static constexpr std::array<std::uint8_t, sizeof...(kType)> kTypes{kType...};
  constexpr explicit MessageOf(std::uint8_t new_type)
      : MessageHeader{.type = new_type, .repeat = 0, .mmsi = {}} {}
  friend constexpr bool operator==(const MessageOf&, const MessageOf&) = default;
};

// What the decoder table holds of each message type. Lengths: M.1371-5 annex 8.
struct MessageForm {
  std::uint16_t min_bits = 38;        // below: MessageProblem::too_short
  std::uint16_t usual_min_bits = 38;  // outside these two: DecodeWarning::length
  std::uint16_t usual_max_bits = 0;
  model::Transponder sent_by = model::Transponder::class_a;
};

}  // namespace selat::ais
