#pragma once
// What a radar says of one target at one time: a plot of one scan, or a state of a track of its own. It names
// no vessel: a number is the radar's, and is given to another target later. What was not sent is an empty
// optional. Plain values; thread-safe as such. Sources: IEC 61162-1 (TTM, TLL), EUROCONTROL-SPEC-0149
// (ASTERIX) parts 4, 7, 9.

#include <cstdint>
#include <optional>
#include <variant>

#include "base/enum_names.h"
#include "base/short_text.h"
#include "geo/position.h"
#include "model/report.h"
#include "units/angle.h"
#include "units/distance.h"
#include "units/instant.h"
#include "units/speed.h"

namespace selat::model {

// What it was read from.
enum class RadarFormat : std::uint8_t { ttm, tll, asterix_010, asterix_048, asterix_062 };

enum class RadarTargetState : std::uint8_t {
  plot,       // one echo; the radar does not follow it
  acquiring,  // a track of too few echoes to be sure of
  tracking,
  lost,  // the track ends: no echo any more, or the radar shows the target by its AIS from now on
};

enum class RadarDetection : std::uint8_t {
  unknown,
  primary,      // an echo
  transponder,  // an answer of the target's own equipment, such as aircraft have
  both,
};

struct RadarReport {
  RadarFormat format = RadarFormat::ttm;
  RadarTargetState state = RadarTargetState::plot;
  RadarDetection detection = RadarDetection::unknown;
  bool is_test = false;  // a test target, or a simulated one
  Instant observed_at;   // when the radar saw it, if it says so
  Instant received_at;
  SourceName source;                    // the radar: feed or TAG s:, or SAC/SIC in ASTERIX
  std::optional<std::uint32_t> number;  // of the radar's track
  ShortText<20> name;                   // given to the target by the radar's operator

  // As measured, from the radar's antenna; the bearing is true.
  std::optional<Distance> range;
  std::optional<Bearing> bearing;
  // What one in the last digit sent is worth: no measurement is better than that.
  std::optional<Distance> range_step;
  std::optional<Angle> bearing_step;
  std::optional<geo::Position> measured_from;  // where the antenna was at that time
  // Where the target is: as sent, else computed of those three.
  std::optional<geo::Position> position;
  bool is_position_computed = false;
  // Standard deviations of that, as the radar estimates them.
  std::optional<Distance> sigma_east, sigma_north;

  std::optional<Speed> speed;  // over ground
  std::optional<Bearing> course;
  std::optional<Distance> length, width;
  std::optional<Bearing> orientation;  // of the length

  friend bool operator==(const RadarReport&, const RadarReport&) = default;
};

// What a radar, or a system that joins several, says of itself.
enum class RadarEvent : std::uint8_t {
  north_marker,     // its antenna points north
  sector_crossing,  // … to the beginning of a sector
  start_of_cycle,   // the reports of another turn begin
  end_of_batch,     // what was known at one time has been sent
  status,
  filtering,     // it leaves out targets within a window
  interference,  // something disturbs it: a jammer, the sun
  other,
};

struct RadarStatus {
  std::uint8_t category = 34;  // of ASTERIX
  RadarEvent event = RadarEvent::status;
  Instant observed_at;
  Instant received_at;
  SourceName source;                 // what speaks
  std::optional<SourceName> sensor;  // of which it speaks, if not of itself
  std::optional<Bearing> sector;     // where the antenna points
  std::optional<Span> turn;          // of the antenna, once around
  std::optional<geo::Position> position;
  std::optional<bool> is_operational;
  std::optional<bool> is_overloaded;
  std::optional<bool> is_time_valid;
  friend bool operator==(const RadarStatus&, const RadarStatus&) = default;
};

// As they are handed on: in the order in which they came.
using RadarMessage = std::variant<RadarReport, RadarStatus>;

}  // namespace selat::model

namespace selat {
template <>
inline constexpr auto enum_names<model::RadarFormat> =
    std::to_array<std::string_view>({"ttm", "tll", "asterix_010", "asterix_048", "asterix_062"});
template <>
inline constexpr auto enum_names<model::RadarTargetState> =
    std::to_array<std::string_view>({"plot", "acquiring", "tracking", "lost"});
template <>
inline constexpr auto enum_names<model::RadarDetection> =
    std::to_array<std::string_view>({"unknown", "primary", "transponder", "both"});
template <>
inline constexpr auto enum_names<model::RadarEvent> =
    std::to_array<std::string_view>({"north_marker", "sector_crossing", "start_of_cycle", "end_of_batch",
                                     "status", "filtering", "interference", "other"});
}  // namespace selat
