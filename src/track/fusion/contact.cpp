#include "track/fusion/contact.h"

#include <algorithm>

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

}  // namespace selat::track::fusion
