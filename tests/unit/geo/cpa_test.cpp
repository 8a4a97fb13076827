#include "geo/cpa.h"

#include <gtest/gtest.h>

#include "geo/local_plane.h"

namespace selat::geo {
namespace {

const Position kRaffles = Position::degrees(1.16, 103.74);

Motion motion(Position position, double speed_kn, double course_deg) {
  return {position, Speed::knots(speed_kn), Bearing::degrees(course_deg)};
}

Position off(double bearing_deg, double distance_nm) {
  return destination(kRaffles, Bearing::degrees(bearing_deg), Distance::nautical_miles(distance_nm));
}

TEST(ClosestApproach, HeadOnIsACollisionHalfway) {
  const auto cpa = closest_approach(motion(kRaffles, 10, 90), motion(off(90, 4), 10, 270));
  ASSERT_TRUE(cpa);
  EXPECT_NEAR(cpa->distance.in_metres(), 0, 1);
  EXPECT_NEAR(cpa->time_to.in_seconds(), 720, 0.1);
}

TEST(ClosestApproach, PassingShipsMeetAbeamAtTheirDistance) {
  const Position other = destination(off(90, 4), Bearing::degrees(0), Distance::nautical_miles(0.5));
  const auto cpa = closest_approach(motion(kRaffles, 10, 90), motion(other, 14, 270));
  ASSERT_TRUE(cpa);
  EXPECT_NEAR(cpa->distance.in_nautical_miles(), 0.5, 0.001);
  EXPECT_NEAR(cpa->time_to.in_seconds(), 600, 0.5);
}

TEST(ClosestApproach, CrossingAtRightAngles) {
  // One ship 2 nm north of the crossing and going south, the other 1 nm west of it going east, both 10 kn:
  // relative motion is south-east; they are nearest after 9 minutes, 0.5 √2 nm apart.
  const auto cpa = closest_approach(motion(off(0, 2), 10, 180), motion(off(270, 1), 10, 90));
  ASSERT_TRUE(cpa);
  EXPECT_NEAR(cpa->distance.in_nautical_miles(), 0.7071, 0.001);
  EXPECT_NEAR(cpa->time_to.in_seconds(), 540, 0.5);
}

TEST(ClosestApproach, ShipsThatDrawApartWereNearestInThePast) {
  const auto cpa = closest_approach(motion(kRaffles, 10, 270), motion(off(90, 1), 10, 90));
  ASSERT_TRUE(cpa);
  EXPECT_NEAR(cpa->time_to.in_seconds(), -180, 0.1);
}

TEST(ClosestApproach, AStoppedShipIsPassedBy) {
  const auto cpa = closest_approach(motion(kRaffles, 0, 0), motion(off(180, 3), 12, 0));
  ASSERT_TRUE(cpa);
  EXPECT_NEAR(cpa->distance.in_metres(), 0, 1);
  EXPECT_NEAR(cpa->time_to.in_seconds(), 900, 0.1);
}

TEST(ClosestApproach, EqualMotionHasNone) {
  EXPECT_FALSE(closest_approach(motion(kRaffles, 12.3, 77), motion(off(90, 1), 12.3, 77)));
  EXPECT_FALSE(closest_approach(motion(kRaffles, 0, 10), motion(off(90, 1), 0, 200)));
}

TEST(ClosestApproach, DoesNotMindWhoIsOwnShip) {
  const Motion a = motion(kRaffles, 9, 34);
  const Motion b = motion(off(77, 6), 17, 250);
  EXPECT_NEAR(closest_approach(a, b)->distance.in_metres(), closest_approach(b, a)->distance.in_metres(),
              1e-6);
  EXPECT_EQ(closest_approach(a, b)->time_to, closest_approach(b, a)->time_to);
}

}  // namespace
}  // namespace selat::geo
