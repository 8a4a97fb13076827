#pragma once
// A small sea for tests of the tracker: boats that keep course and speed, what radars and AIS measure of
// them.

#include <cmath>
#include <vector>

#include "base/random.h"
#include "geo/local_plane.h"
#include "track/fusion/surface_picture.h"

namespace selat::track::fusion {

inline const geo::Position kAntenna = geo::Position::degrees(2.5, 101.8);
inline const geo::LocalPlane kSea{kAntenna};
inline const Instant kBegin = Instant::unix_seconds(1'800'000'000);
inline constexpr SensorIndex kWest = 0, kEast = 1, kAis = 2, kPerson = 3;

struct Boat {
  geo::Offset begin;  // metres from kAntenna
  double east_ms = 0;
  double north_ms = 0;
  model::Mmsi mmsi{};
  [[nodiscard]] geo::Offset at(double t_s) const { return begin + geo::Offset{east_ms, north_ms} * t_s; }
};

inline SensorSettings radar_at(geo::Offset place, std::string_view name) {
  SensorSettings radar;
  radar.name = name;
  radar.antenna = kSea.to_position(place);
  radar.max_range = Distance::kilometres(30);
  radar.azimuth_sigma = Angle::degrees(0.3);
  radar.detection_probability = 0.9;
  return radar;
}

inline PictureOptions sea_options() {
  PictureOptions options;
  options.sensors = {radar_at({0, 0}, "west"), radar_at({12'000, 3'000}, "east"), {}, {}};
  options.sensors[kAis].kind = model::SensorKind::ais;
  options.sensors[kPerson].kind = model::SensorKind::sighting;
  options.sensors[kPerson].name = "vts";
  return options;
}

inline Instant after(double t_s) {
  return kBegin + Span::seconds(t_s);
}

// The plot of a radar of something at that place, without errors.
inline Contact plot(const PictureOptions& options, SensorIndex sensor, geo::Offset place, double t_s) {
  model::RadarReport report;
  report.observed_at = after(t_s);
  report.position = kSea.to_position(place);
  return *contact_of(report, sensor, options.sensors[sensor]);
}

// With the errors of the radar.
inline Contact noisy_plot(const PictureOptions& options, SensorIndex sensor, geo::Offset place, double t_s,
                          Random& random) {
  const SensorSettings& radar = options.sensors[sensor];
  const geo::Offset antenna = kSea.to_plane(*radar.antenna);
  const geo::Offset line = place - antenna;
  const double range_m = line.length_m() + random.normal(0, radar.range_sigma.in_metres());
  const double bearing_rad =
      std::atan2(line.east_m, line.north_m) + random.normal(0, radar.azimuth_sigma.in_radians());
  return plot(options, sensor, antenna + geo::Offset{std::sin(bearing_rad), std::cos(bearing_rad)} * range_m,
              t_s);
}

inline Contact ais_of(const Boat& boat, double t_s) {
  model::PositionReport report;
  report.mmsi = boat.mmsi;
  report.message_type = 1;
  report.observed_at = after(t_s);
  report.position = kSea.to_position(boat.at(t_s));
  report.sog = Speed::metres_per_second(std::hypot(boat.east_ms, boat.north_ms));
  report.cog = Bearing::radians(std::atan2(boat.east_ms, boat.north_ms));
  return *contact_of(report, kAis);
}

// The track nearest to a place, at most 300 m away; null: none.
inline const FusedTrack* track_near(const std::vector<FusedTrack>& tracks, geo::Offset place) {
  const FusedTrack* nearest = nullptr;
  double least_m = 300;
  for (const FusedTrack& track : tracks) {
    const double apart_m = (kSea.to_plane(track.position) - place).length_m();
    if (track.is_confirmed && apart_m < least_m) {
      nearest = &track;
      least_m = apart_m;
    }
  }
  return nearest;
}

}  // namespace selat::track::fusion
