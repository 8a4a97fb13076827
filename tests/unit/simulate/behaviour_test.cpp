#include "simulate/behaviour.h"

#include <cmath>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "geo/local_plane.h"
#include "simulate/environment.h"
#include "simulate/fleet.h"

namespace selat::simulate {
namespace {

const Instant kStart = Instant::unix_seconds(1'767'225'600);

// The speed and course that a vessel reports must be those of its positions.
TEST(Behaviour, speed_and_course_are_those_of_the_positions) {
  const Environment environment = strait();
  Registry registry(7);
  const Fleet fleet = make_fleet(environment, registry, 7, 220, kStart);
  ASSERT_GE(fleet.vessels.size(), 200U);
  for (const SimulatedVessel& vessel : fleet.vessels) {
    for (int minute = 0; minute < 180; minute += 7) {
      const Instant now = kStart + Span::minutes(minute);
      const Span tick = Span::milliseconds(500);
      const Movement movement = vessel.reported_at(now);
      const geo::Offset way =
          geo::step(vessel.reported_at(now - tick).position, vessel.reported_at(now + tick).position);
      const double sog_ms = movement.sog.in_metres_per_second();
      ASSERT_NEAR(way.length_m(), sog_ms, 0.12 + 0.02 * sog_ms)
          << vessel.identity.name.view() << " minute " << minute;
      if (sog_ms > 1) {
        const Bearing made_good = Bearing::radians(std::atan2(way.east_m, way.north_m));
        ASSERT_LT(std::abs((made_good - movement.cog).in_degrees()), 5)
            << vessel.identity.name.view() << " minute " << minute;
      }
    }
  }
}

TEST(Behaviour, a_ferry_leaves_stays_and_comes_back) {
  const std::vector<geo::Position> line = {geo::Position::degrees(1.30, 104.0),
                                           geo::Position::degrees(1.15, 104.0)};
  Shuttle plan;
  plan.path = std::make_shared<const Path>(line, false, Distance::metres(100));
  plan.start = kStart;
  plan.speed = Speed::knots(25);
  plan.stay = Span::minutes(10);
  const BehaviourPtr ferry = shuttle(plan);

  EXPECT_EQ(ferry->at(kStart).position, line[0]);
  const Movement midway = ferry->at(kStart + Span::minutes(12));
  EXPECT_NEAR(midway.sog.in_knots(), 25, 0.01);
  EXPECT_NEAR(midway.cog.in_degrees(), 180, 0.1);
  const Movement there = ferry->at(kStart + Span::minutes(27));
  EXPECT_EQ(there.position, line[1]);
  EXPECT_EQ(there.status, model::NavigationStatus::moored);
  EXPECT_EQ(there.sog, Speed{});
  const Movement coming_back = ferry->at(kStart + Span::minutes(45));
  EXPECT_NEAR(coming_back.cog.in_degrees(), 0, 0.1);
  // Before the start it did the same.
  EXPECT_TRUE(ferry->at(kStart - Span::hours(5)).position.is_valid());
}

TEST(Behaviour, a_ship_at_anchor_stays_within_its_swing) {
  const auto anchor = geo::Position::degrees(1.28, 103.95);
  const BehaviourPtr ship = ride_at_anchor({anchor, Distance::metres(110), 0.37});
  for (int minute = 0; minute < 24 * 60; ++minute) {
    const Movement movement = ship->at(kStart + Span::minutes(minute));
    ASSERT_NEAR(geo::distance(anchor, movement.position).in_metres(), 110, 0.1);
    ASSERT_LT(movement.sog, Speed::knots(1));
  }
}

}  // namespace
}  // namespace selat::simulate
