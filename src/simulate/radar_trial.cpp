#include "simulate/radar_trial.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/random.h"
#include "geo/local_plane.h"

namespace selat::simulate {
namespace {

constexpr double kTurn_rad_s = 3 * std::numbers::pi / 180;  // a boat that turns
constexpr double kAcceleration_ms2 = 0.5;
constexpr double kSlowest_ms = 4;     // 8 kn
constexpr double kFastest_ms = 18;    // 35 kn
constexpr double kSteadyFor_s = 240;  // on average
const Instant kBegin = Instant::unix_seconds(1'800'000'000);

struct Boat {
  geo::Offset place;
  double course_rad = 0;
  double speed_ms = 0;
  double wanted_course_rad = 0;
  double wanted_speed_ms = 0;
};

Boat random_boat(const RadarTrialOptions& options, Random& random) {
  const double range_m = options.max_range.in_metres() * 0.8 * std::sqrt(random.uniform(0.01, 1));
  const double bearing_rad = random.uniform(0, 2 * std::numbers::pi);
  Boat boat{.place = {range_m * std::sin(bearing_rad), range_m * std::cos(bearing_rad)}};
  boat.course_rad = boat.wanted_course_rad = random.uniform(0, 2 * std::numbers::pi);
  boat.speed_ms = boat.wanted_speed_ms = random.uniform(kSlowest_ms, kFastest_ms);
  return boat;
}

void decide(Boat& boat, const RadarTrialOptions& options, double dt_s, Random& random) {
  if (boat.place.length_m() > 0.9 * options.max_range.in_metres()) {
    boat.wanted_course_rad = std::atan2(-boat.place.east_m, -boat.place.north_m);
  } else if (random.chance(dt_s / kSteadyFor_s)) {
    boat.wanted_course_rad += random.normal(0, 0.8);
    boat.wanted_speed_ms = random.uniform(kSlowest_ms, kFastest_ms);
  }
}

void move(Boat& boat, double dt_s) {
  const double off_rad = std::remainder(boat.wanted_course_rad - boat.course_rad, 2 * std::numbers::pi);
  boat.course_rad += std::clamp(off_rad, -kTurn_rad_s * dt_s, kTurn_rad_s * dt_s);
  const double slow_ms = boat.wanted_speed_ms - boat.speed_ms;
  boat.speed_ms += std::clamp(slow_ms, -kAcceleration_ms2 * dt_s, kAcceleration_ms2 * dt_s);
  boat.place =
      boat.place + geo::Offset{std::sin(boat.course_rad), std::cos(boat.course_rad)} * (boat.speed_ms * dt_s);
}

// Knuth's; for small means.
std::uint32_t poisson(double mean, Random& random) {
  const double limit = std::exp(-mean);
  std::uint32_t count = 0;
  for (double product = random.uniform(); product > limit; product *= random.uniform()) {
    ++count;
  }
  return count;
}

class Antenna {
 public:
  Antenna(const RadarTrialOptions& options, Random& random)
      : options_(options), random_(random), plane_(options.antenna) {}

  [[nodiscard]] geo::Position position_of(const Boat& boat) const { return plane_.to_position(boat.place); }

  // The antenna passes a craft when it points there.
  void look_at(const Boat& boat, Instant turn_begin, TrialScan& scan) {
    if (boat.place.length_m() < options_.max_range.in_metres() &&
        random_.chance(options_.detection_probability)) {
      const double bearing_rad = std::atan2(boat.place.east_m, boat.place.north_m);
      show(std::max(boat.place.length_m() + random_.normal(0, options_.range_sigma.in_metres()), 1.0),
           bearing_rad + random_.normal(0, options_.azimuth_sigma.in_radians()), turn_begin, scan);
    }
  }
  void show_false(Instant turn_begin, TrialScan& scan) {
    for (std::uint32_t left = poisson(options_.false_plots, random_); left > 0; --left) {
      const double range_m = options_.max_range.in_metres() * std::sqrt(random_.uniform());
      show(std::max(range_m, 1.0), random_.uniform(0, 2 * std::numbers::pi), turn_begin, scan);
    }
  }

 private:
  void show(double range_m, double bearing_rad, Instant turn_begin, TrialScan& scan) {
    model::RadarReport plot;
    plot.format = model::RadarFormat::asterix_048;
    plot.detection = model::RadarDetection::primary;
    plot.source = "trial";
    plot.range = Distance::metres(range_m);
    plot.bearing = Bearing::radians(bearing_rad);
    plot.observed_at = turn_begin + options_.scan * (plot.bearing->in_degrees() / 360.0);
    plot.received_at = plot.observed_at;
    plot.measured_from = options_.antenna;
    plot.position = plane_.to_position({range_m * std::sin(bearing_rad), range_m * std::cos(bearing_rad)});
    plot.is_position_computed = true;
    scan.plots.push_back(plot);
  }

  const RadarTrialOptions& options_;
  Random& random_;
  geo::LocalPlane plane_;
};

}  // namespace

std::vector<TrialScan> radar_trial(const RadarTrialOptions& options) {
  Random random(options.seed);
  Antenna antenna(options, random);
  std::vector<Boat> boats;
  for (std::uint32_t i = 0; i < options.craft; ++i) {
    boats.push_back(random_boat(options, random));
  }
  const double scan_s = options.scan.in_seconds();
  std::vector<TrialScan> scans;
  for (std::uint32_t turn = 0; turn < options.scans; ++turn) {
    const Instant begin = kBegin + options.scan * turn;
    TrialScan scan{.ends_at = begin + options.scan, .plots = {}, .craft = {}};
    for (std::uint32_t i = 0; i < boats.size(); ++i) {
      Boat& boat = boats[i];
      decide(boat, options, scan_s, random);
      const double bearing_rad = std::atan2(boat.place.east_m, boat.place.north_m);
      const double passed_s = Bearing::radians(bearing_rad).in_degrees() / 360.0 * scan_s;
      move(boat, passed_s);
      antenna.look_at(boat, begin, scan);
      move(boat, scan_s - passed_s);
      scan.craft.push_back({.id = i + 1, .position = antenna.position_of(boat)});
    }
    antenna.show_false(begin, scan);
    scans.push_back(std::move(scan));
  }
  return scans;
}

}  // namespace selat::simulate
