#pragma once
// What one radar shows of a few craft, scan by scan, with the truth beside it: for judging a tracker. Craft
// keep course and speed for minutes, then turn or change speed as boats do; the radar misses some each time
// around, measures with errors, and shows false plots all over its range. Seeded: the same seed gives the
// same trial. Pure.

#include <cstdint>
#include <vector>

#include "geo/position.h"
#include "model/radar_report.h"
#include "units/angle.h"
#include "units/distance.h"
#include "units/instant.h"

namespace selat::simulate {

struct RadarTrialOptions {
  std::uint64_t seed = 1;
  std::uint32_t scans = 720;
  std::uint32_t craft = 6;
  geo::Position antenna = geo::Position::degrees(2.5, 101.8);
  Span scan = Span::seconds(2.5);
  Distance max_range = Distance::nautical_miles(12);
  Distance range_sigma = Distance::metres(20);
  Angle azimuth_sigma = Angle::degrees(0.5);
  double detection_probability = 0.7;
  double false_plots = 20;  // each time around, on average
};

struct TrialCraft {
  std::uint32_t id = 0;
  geo::Position position;
};

// Once around.
struct TrialScan {
  Instant ends_at;
  std::vector<model::RadarReport> plots;
  std::vector<TrialCraft> craft;  // where they are when the turn ends
};

[[nodiscard]] std::vector<TrialScan> radar_trial(const RadarTrialOptions& options);

}  // namespace selat::simulate
