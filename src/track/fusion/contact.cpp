#include "track/fusion/contact.h"

#include <algorithm>
#include <cmath>

#include "geo/local_plane.h"

namespace selat::track::fusion {
namespace {

// A uniform error of one step has this part of it as its standard deviation: 1/√12.
constexpr double kSigmaOfStep = 0.2887;
// AIS: GNSS, and a rounding to 0.0001 minute; the antenna is not the middle of the hull.
constexpr Distance kAisSigma = Distance::metres(10);
constexpr Distance kAisCoarseSigma = Distance::metres(30);
// Type 27 rounds to 0.1 minute.
constexpr Distance kLongRangeSigma = Distance::metres(100);
// Of sightings: what a craft makes of which nobody says how fast it is, and how fast wind and stream carry one
// that does not go.
constexpr Speed kUsualSpeed = Speed::knots(10);
constexpr Speed kDrift = Speed::knots(2);
const Angle kSeenBearingSigma = Angle::degrees(5);  // as people estimate one
constexpr Distance kVaguestPlace = Distance::nautical_miles(3);

double root_of_squares(double a, double b) {
  return std::sqrt(a * a + b * b);
}

// Where the antenna was: as the report says, else as the settings do.
std::optional<geo::Position> antenna_of(const model::RadarReport& report, const SensorSettings& settings) {
  return report.measured_from ? report.measured_from : settings.antenna;
}

}  // namespace

std::optional<Contact> contact_of(const model::RadarReport& report, SensorIndex sensor,
                                  const SensorSettings& settings) {
  if (!report.position || !report.position->is_valid() || report.is_test ||
      report.state == model::RadarTargetState::lost ||
      report.detection == model::RadarDetection::transponder) {
    return std::nullopt;
  }
  Contact contact{
      .observed_at = report.observed_at,
      .sensor = sensor,
      .kind = report.state == model::RadarTargetState::plot ? ContactKind::plot : ContactKind::radar_track,
      .position = *report.position,
      .number = report.number,
      .speed = report.speed,
      .course = report.course};
  // Where the antenna was is not known: half-way out.
  double range_m = settings.max_range.in_metres() / 2;
  if (const auto antenna = antenna_of(report, settings)) {
    const geo::Offset line = geo::step(*antenna, *report.position);
    range_m = line.length_m();
    contact.axis = Bearing::radians(std::atan2(line.east_m, line.north_m));
    contact.range = Distance::metres(range_m);
  }
  const double step_m = report.range_step.value_or(Distance()).in_metres() * kSigmaOfStep;
  const double step_rad = report.bearing_step.value_or(Angle()).in_radians() * kSigmaOfStep;
  contact.sigma_along = Distance::metres(root_of_squares(settings.range_sigma.in_metres(), step_m));
  contact.sigma_across = Distance::metres(
      std::max(1.0, range_m * root_of_squares(settings.azimuth_sigma.in_radians(), step_rad)));
  if (report.sigma_east && report.sigma_north && *report.sigma_east > Distance() &&
      *report.sigma_north > Distance()) {
    contact.sigma_along = std::max(*report.sigma_north, Distance::metres(1));
    contact.sigma_across = std::max(*report.sigma_east, Distance::metres(1));
    contact.axis = Bearing();
    contact.range = Distance();
  }
  return contact;
}

std::optional<Contact> contact_of(const model::PositionReport& report, SensorIndex sensor) {
  const bool is_vessel =
      report.transponder == model::Transponder::class_a || report.transponder == model::Transponder::class_b;
  if (!report.position || !report.position->is_valid() || !is_vessel ||
      report.mmsi.kind() == model::MmsiKind::invalid) {
    return std::nullopt;
  }
  const Distance sigma = report.message_type == 27 ? kLongRangeSigma
                         : report.is_high_accuracy ? kAisSigma
                                                   : kAisCoarseSigma;
  return Contact{.observed_at = report.observed_at,
                 .sensor = sensor,
                 .kind = ContactKind::ais,
                 .position = *report.position,
                 .sigma_along = sigma,
                 .sigma_across = sigma,
                 .speed = report.is_sog_at_limit ? std::nullopt : report.sog,
                 .course = report.cog,
                 .mmsi = report.mmsi};
}

std::optional<Contact> contact_of(const model::Sighting& sighting, SensorIndex sensor) {
  if (!model::raises_alert(sighting) || !sighting.place.is_valid() || sighting.sigma > kVaguestPlace) {
    return std::nullopt;
  }
  Contact contact{.observed_at = sighting.seen_at,
                  .sensor = sensor,
                  .kind = ContactKind::sighting,
                  .position = sighting.place,
                  .speed = sighting.speed,
                  .course = sighting.course};
  double across_m = sighting.sigma.in_metres();
  if (sighting.from) {
    contact.axis = sighting.from->bearing;
    across_m = std::min(across_m, sighting.from->range.in_metres() * std::sin(kSeenBearingSigma.in_radians()));
    across_m = std::max(across_m, model::kLeastPlaceSigma.in_metres());
  }
  const bool goes = sighting.condition == model::SeenCondition::unknown ||
                    sighting.condition == model::SeenCondition::under_way;
  const Speed speed = sighting.speed.value_or(goes ? kUsualSpeed : kDrift);
  const double moved_m = (speed * sighting.time_sigma).in_metres();
  contact.sigma_along = Distance::metres(root_of_squares(sighting.sigma.in_metres(), moved_m));
  contact.sigma_across = Distance::metres(root_of_squares(across_m, moved_m));
  return contact;
}

}  // namespace selat::track::fusion
