// The boat that a demo's fisherman tells of is there, and radars see it.

#include "service/demo_sighting.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "geo/local_plane.h"
#include "simulate/environment.h"
#include "simulate/radar_traffic.h"

namespace selat::service {
namespace {

TEST(DemoSighting, ThereIsOneAtAnyHourAndItIsWhereRadarsSeeIt) {
  int told = 0;
  for (int hour = 0; hour < 24; ++hour) {
    const Instant now = Instant::unix_seconds(1'767'268'800) + Span::hours(hour);
    const auto sighting = demo_sighting(7, now);
    if (!sighting) {
      continue;
    }
    ++told;
    simulate::RadarTraffic traffic(simulate::strait(), {.seed = 7, .crosses_by_day = true, .from = now});
    const auto truth = traffic.truth(now, {});
    EXPECT_TRUE(std::ranges::any_of(truth, [&](const simulate::TrueObject& object) {
      return !object.corridor.empty() &&
             geo::distance(object.movement.position, sighting->place) < Distance::metres(20);
    })) << hour;
    EXPECT_EQ(model::severity_of(*sighting), model::Severity::warning);
  }
  EXPECT_EQ(told, 24);
}

}  // namespace
}  // namespace selat::service
