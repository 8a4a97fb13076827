#pragma once
// Closed list of what can be wrong with the payload of a message; nmea/problem.h lists what can be wrong with
// the sentences that carried it.

#include <array>
#include <cstdint>
#include <string_view>

#include "base/enum_names.h"

namespace selat::ais {

// Why a payload gave no message. Counts are of sentences: a message of two parts that is too short counts 2,
// so that the sums of ReceiverCounters match exactly.
enum class MessageProblem : std::uint8_t {
  too_short,     // fewer bits than its type needs
  unknown_type,  // type 0, or over 27
};

}  // namespace selat::ais

namespace selat {
template <>
inline constexpr auto enum_names<ais::MessageProblem> =
    std::to_array<std::string_view>({"too_short", "unknown_type"});
}  // namespace selat
