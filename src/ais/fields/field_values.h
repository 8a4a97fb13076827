#pragma once
// Values of fields that several messages share (ITU-R M.1371-5 annex 8). "Not available", "undefined" and
// reserved values are empty optionals.

#include <cstdint>
#include <optional>

#include "base/enum_names.h"
#include "geo/position.h"

namespace selat::ais {

// How the position was determined, from the time stamp field.
enum class PositioningMode : std::uint8_t { automatic, manual, dead_reckoning, inoperative };

// The time stamp: UTC second (0–59) when the position was taken, or why there is none (60–63).
struct TimeStamp {
  std::optional<std::uint8_t> utc_second;
  PositioningMode mode = PositioningMode::automatic;
  friend constexpr bool operator==(const TimeStamp&, const TimeStamp&) = default;
};

// Type of electronic position fixing device; "undefined" and the reserved values are absence.
enum class FixingDevice : std::uint8_t {
  gps,
  glonass,
  gps_and_glonass,
  loran_c,
  chayka,
  integrated_navigation_system,
  surveyed,
  galileo,
  internal_gnss,  // 15 on the air
};

enum class Side : std::uint8_t { port, starboard };

// Date and time of day, UTC; each part may be missing.
struct DateAndTime {
  std::optional<std::uint16_t> year;
  std::optional<std::uint8_t> month, day, hour, minute, second;
  friend constexpr bool operator==(const DateAndTime&, const DateAndTime&) = default;
};

// Month and day, hour and minute, UTC; each part may be missing.
struct Eta {
  std::optional<std::uint8_t> month, day, hour, minute;
  friend constexpr bool operator==(const Eta&, const Eta&) = default;
};

// The 19 bits of the communication state, as transmitted (annex 2 §3.3.7.2).
struct CommunicationState {
  bool is_itdma = false;   // else SOTDMA
  std::uint32_t bits = 0;  // 19 bits
  friend constexpr bool operator==(const CommunicationState&, const CommunicationState&) = default;
};

// A rectangle of region messages, by two of its corners (1/10 min).
struct Region {
  std::optional<geo::Position> north_east;
  std::optional<geo::Position> south_west;
  friend constexpr bool operator==(const Region&, const Region&) = default;
};

}  // namespace selat::ais

namespace selat {
template <>
inline constexpr auto enum_names<ais::PositioningMode> =
    std::to_array<std::string_view>({"automatic", "manual", "dead_reckoning", "inoperative"});
template <>
inline constexpr auto enum_names<ais::FixingDevice> =
    std::to_array<std::string_view>({"gps", "glonass", "gps_and_glonass", "loran_c", "chayka",
                                     "integrated_navigation_system", "surveyed", "galileo", "internal_gnss"});
template <>
inline constexpr auto enum_names<ais::Side> = std::to_array<std::string_view>({"port", "starboard"});
}  // namespace selat
