#include "simulate/radar_trial.h"

#include <gtest/gtest.h>

#include "geo/local_plane.h"

namespace selat::simulate {
namespace {

TEST(RadarTrial, IsTheSameForTheSameSeed) {
  const auto places = [](std::uint64_t seed) {
    std::vector<geo::Position> all;
    for (const auto& scan : radar_trial({.seed = seed, .scans = 20})) {
      for (const auto& plot : scan.plots) {
        all.push_back(*plot.position);
      }
    }
    return all;
  };
  EXPECT_EQ(places(4), places(4));
  EXPECT_NE(places(4), places(5));
}

TEST(RadarTrial, ShowsWhatItSaysItDoes) {
  const RadarTrialOptions options{.scans = 400, .craft = 5, .max_range = Distance::kilometres(20)};
  double plots = 0;
  for (const auto& scan : radar_trial(options)) {
    EXPECT_EQ(scan.craft.size(), 5U);
    plots += static_cast<double>(scan.plots.size()) / 400;
    for (const auto& plot : scan.plots) {
      EXPECT_GE(plot.observed_at, scan.ends_at - options.scan);
      EXPECT_LE(plot.observed_at, scan.ends_at);
      EXPECT_NEAR(geo::distance(*plot.measured_from, *plot.position).in_metres(), plot.range->in_metres(),
                  15);
    }
  }
  EXPECT_NEAR(plots, 20 + 5 * 0.7, 0.8);
}

}  // namespace
}  // namespace selat::simulate
