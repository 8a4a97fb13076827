#pragma once
// Closed lists of what can be wrong with what a radar sends, and of what is unusual about what was kept. Each
// is counted by kind; none stops the stream.

#include <cstdint>

#include "base/enum_names.h"
#include "base/enum_set.h"

namespace selat::radar {

// Why a sentence was dropped.
enum class SentenceProblem : std::uint8_t {
  checksum_missing,
  checksum_bad,
  malformed,     // a field has a value it cannot have
  unit_missing,  // a distance or a speed without its unit: it could be a third or two thirds of what it is
};

// Why a record was dropped.
enum class RecordProblem : std::uint8_t {
  truncated,        // it ends before its last item
  unknown_item,     // an item whose length nobody knows: what follows cannot be found
  source_missing,   // nothing says which radar it is
  value_impossible  // a position that is not on Earth
};

// What is unusual about a report that was kept.
enum class Warning : std::uint8_t {
  own_position_missing,       // of the radar, at that time: no position could be computed
  heading_missing,            // to which a relative bearing could be added
  bearing_reference_assumed,  // it does not say whether the bearing is true
  relative_motion,            // speed and course relative to the own ship's: not taken
  time_of_day,                // a time of day that cannot be: received_at was taken
  time_ahead,                 // its time lies in the future: received_at was taken
  clock_behind,               // so are all of its radar's times, by as much: received_at was taken
  checksum_not_held,          // checksum bad or missing, on a feed configured as lenient
  tag_ignored,                // its TAG block had a problem
};

}  // namespace selat::radar

namespace selat {
template <>
inline constexpr auto enum_names<radar::SentenceProblem> =
    std::to_array<std::string_view>({"checksum_missing", "checksum_bad", "malformed", "unit_missing"});
template <>
inline constexpr auto enum_names<radar::RecordProblem> =
    std::to_array<std::string_view>({"truncated", "unknown_item", "source_missing", "value_impossible"});
template <>
inline constexpr auto enum_names<radar::Warning> = std::to_array<std::string_view>(
    {"own_position_missing", "heading_missing", "bearing_reference_assumed", "relative_motion", "time_of_day",
     "time_ahead", "clock_behind", "checksum_not_held", "tag_ignored"});
}  // namespace selat

namespace selat::radar {

using Warnings = EnumSet<Warning>;

}  // namespace selat::radar
