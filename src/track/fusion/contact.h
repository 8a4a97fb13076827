#pragma once
// A contact: what one sensor measured of one thing at one time. Everything that the tracker of the surface
// picture takes in has this form. Plain values, pure functions.

#include <cstdint>
#include <optional>

#include "base/enum_names.h"
#include "geo/position.h"
#include "model/mmsi.h"
#include "model/radar_report.h"
#include "model/report.h"
#include "model/sighting.h"
#include "track/fusion/sensor.h"
#include "units/angle.h"
#include "units/distance.h"
#include "units/instant.h"
#include "units/speed.h"

namespace selat::track::fusion {

enum class ContactKind : std::uint8_t {
  plot,         // one echo
  radar_track,  // a state of the radar's own track
  ais,
  sighting,
};

struct Contact {
  Instant observed_at{};
  SensorIndex sensor = 0;
  ContactKind kind = ContactKind::plot;
  geo::Position position{};
  // The error ellipse: one standard deviation along the axis and across it. Of a radar the axis is its line
  // of sight, and `range` how far along it the antenna was.
  Distance sigma_along{}, sigma_across{};
  Bearing axis{};
  Distance range{};
  std::optional<std::uint32_t> number{};  // of the radar's track
  std::optional<Speed> speed{};           // over ground
  std::optional<Bearing> course{};
  model::Mmsi mmsi{};  // 0: none
};

// Nothing where the report has no position, is a test, says that the target is lost, or is an answer of a
// target's own transponder alone (an aircraft's).
[[nodiscard]] std::optional<Contact> contact_of(const model::RadarReport& report, SensorIndex sensor,
                                                const SensorSettings& settings);
// Nothing where the report has no position or is not a vessel's (a base station, an aid, an aircraft).
[[nodiscard]] std::optional<Contact> contact_of(const model::PositionReport& report, SensorIndex sensor);

// Nothing where the place is too vague to follow anything from, or a satellite found it hours ago.
[[nodiscard]] std::optional<Contact> contact_of(const model::Sighting& sighting, SensorIndex sensor);

}  // namespace selat::track::fusion

namespace selat {
template <>
inline constexpr auto enum_names<track::fusion::ContactKind> =
    std::to_array<std::string_view>({"plot", "radar_track", "ais", "sighting"});
}  // namespace selat
