#include "geo/polygon.h"

#include <algorithm>
#include <stdexcept>

#include <gtest/gtest.h>

#include "base/random.h"
#include "geo/local_plane.h"

namespace selat::geo {
namespace {

Ring rectangle(double south, double west, double north, double east) {
  return {Position::degrees(south, west), Position::degrees(south, east), Position::degrees(north, east),
          Position::degrees(north, west)};
}

Position at(double latitude_deg, double longitude_deg) {
  return Position::degrees(latitude_deg, longitude_deg);
}

// A zone of 300 m by 300 m off Batam.
Polygon small_zone() {
  return Polygon(rectangle(1.2, 104.0, 1.2 + 300 / 110'574.0, 104.0 + 300 / 111'300.0));
}

Polygon with_lake() {
  return Polygon(rectangle(1, 100, 3, 103), {rectangle(1.5, 101, 2.5, 102)});
}

void expect_crossings(const std::vector<Crossing>& found, const std::vector<Crossing>& wanted) {
  ASSERT_EQ(found.size(), wanted.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_NEAR(found[i].fraction, wanted[i].fraction, 1e-6) << "crossing " << i;
    EXPECT_EQ(found[i].is_entry, wanted[i].is_entry) << "crossing " << i;
  }
}

TEST(Polygon, HoldsItsInsideAndNotItsHoles) {
  const Polygon polygon = with_lake();
  EXPECT_TRUE(polygon.contains(at(1.2, 100.5)));
  EXPECT_TRUE(polygon.contains(at(2, 102.5)));
  EXPECT_FALSE(polygon.contains(at(2, 101.5)));
  EXPECT_FALSE(polygon.contains(at(3.5, 101.5)));
  EXPECT_FALSE(polygon.contains(at(2, 99.9)));
}

TEST(Polygon, HoldsItsEdgesAndCornersAndThoseOfItsHoles) {
  const Polygon polygon = with_lake();
  for (const Position p : {at(1, 100), at(3, 103), at(1, 101.7), at(2.2, 100), at(2.2, 103), at(1.5, 101),
                           at(2.5, 102), at(1.5, 101.3), at(2.1, 102)}) {
    EXPECT_TRUE(polygon.contains(p)) << p.latitude_deg() << ' ' << p.longitude_deg();
  }
}

TEST(Polygon, IsExactToTheLastDigit) {
  const Polygon triangle(
      {Position::e7(0, 0), Position::e7(10'000'000, 30'000'000), Position::e7(0, 30'000'000)});
  EXPECT_TRUE(triangle.contains(Position::e7(5'000'000, 15'000'000)));   // on the slope
  EXPECT_FALSE(triangle.contains(Position::e7(5'000'001, 15'000'000)));  // 1.1 cm north of it
  EXPECT_TRUE(triangle.contains(Position::e7(4'999'999, 15'000'000)));
}

TEST(Polygon, DoesNotMindTheOrderOfItsVertices) {
  Ring reversed = rectangle(1, 100, 3, 103);
  std::ranges::reverse(reversed);
  const Polygon polygon(reversed);
  EXPECT_TRUE(polygon.contains(at(2, 101)));
  EXPECT_NEAR(polygon.area_km2(), Polygon(rectangle(1, 100, 3, 103)).area_km2(), 1e-6);
}

TEST(Polygon, RefusesRingsThatAreNone) {
  EXPECT_THROW(Polygon({at(1, 1), at(1, 2)}), std::invalid_argument);
  EXPECT_THROW(Polygon({at(1, 1), at(1, 2), at(91, 2)}), std::invalid_argument);
  EXPECT_THROW(Polygon(rectangle(1, 1, 2, 2), {{at(1.2, 1.2)}}), std::invalid_argument);
}

TEST(Polygon, EmptyHoldsNothing) {
  EXPECT_FALSE(Polygon().contains(at(0, 0)));
  EXPECT_FALSE(Area().contains(at(0, 0)));
  EXPECT_TRUE(Polygon().crossings(at(-1, 0), at(1, 0)).empty());
  EXPECT_EQ(Polygon().area_km2(), 0);
}

TEST(Polygon, SteppingInIsAnEntryAndOutAnExit) {
  const Polygon polygon(rectangle(1, 100, 2, 101));
  expect_crossings(polygon.crossings(at(1.5, 99.5), at(1.5, 100.5)), {{0.5, true}});
  expect_crossings(polygon.crossings(at(1.5, 100.5), at(1.5, 101.5)), {{0.5, false}});
  expect_crossings(polygon.crossings(at(1.5, 100.2), at(1.5, 100.8)), {});
  expect_crossings(polygon.crossings(at(2.5, 100.2), at(2.5, 100.8)), {});
}

TEST(Polygon, AFastBoatThatHopsASmallZoneBetweenTwoFixesIsSeenTwice) {
  const Polygon zone = small_zone();
  const Position before = destination(zone.centroid(), Bearing::degrees(225), Distance::metres(600));
  const Position after = destination(zone.centroid(), Bearing::degrees(45), Distance::metres(600));
  ASSERT_FALSE(zone.contains(before));
  ASSERT_FALSE(zone.contains(after));
  const auto found = zone.crossings(before, after);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_TRUE(found[0].is_entry);
  EXPECT_FALSE(found[1].is_entry);
  // The diagonal is 424 m of 1200 m, in the middle.
  EXPECT_NEAR(found[0].fraction, 0.5 - 212.1 / 1200, 0.002);
  EXPECT_NEAR(found[1].fraction, 0.5 + 212.1 / 1200, 0.002);
}

TEST(Polygon, CrossingAHoleGivesFour) {
  expect_crossings(with_lake().crossings(at(2, 99), at(2, 104)),
                   {{0.2, true}, {0.4, false}, {0.6, true}, {0.8, false}});
}

TEST(Polygon, TouchingACornerIsNoCrossing) {
  const Polygon diamond({at(1, 100), at(2, 101), at(3, 100), at(2, 99)});
  expect_crossings(diamond.crossings(at(3, 99), at(3, 101)), {});
  expect_crossings(diamond.crossings(at(2, 98), at(2, 102)),
                   {{0.25, true}, {0.75, false}});  // through two corners
}

TEST(Polygon, RunningAlongAnEdgeIsInside) {
  const Polygon polygon(rectangle(1, 100, 2, 101));
  expect_crossings(polygon.crossings(at(1, 99), at(1, 103)), {{0.25, true}, {0.5, false}});
  expect_crossings(polygon.crossings(at(1, 100.2), at(1, 100.7)), {});
}

TEST(Polygon, EndingOnAnEdgeIsInsideAndLeavingFromItIsAnExit) {
  const Polygon polygon(rectangle(1, 100, 2, 101));
  expect_crossings(polygon.crossings(at(1.5, 99), at(1.5, 100)), {{1, true}});
  expect_crossings(polygon.crossings(at(1.5, 100), at(1.5, 99)), {{0, false}});
  expect_crossings(polygon.crossings(at(1.5, 100), at(1.5, 100.5)), {});
}

// The promise zone rules rest on: crossings always lead from contains(a) to contains(b), in order.
TEST(Polygon, CrossingsAgreeWithContainsOnEveryStep) {
  const std::uint64_t seed = 20;
  Random random(seed);
  const Ring star = {at(0.2, 0), at(1, 2),  at(3, 2),    at(1.4, 3), at(2, 5),
                     at(0, 3.8), at(-2, 5), at(-1.4, 3), at(-3, 2),  at(-1, 2)};
  const Polygon polygon(star, {{at(0.3, 2), at(0.3, 3), at(-0.3, 3), at(-0.3, 2)}});
  const auto place = [&random] {
    // A coarse grid, so that steps often start, end, touch and run on edges and corners.
    return at(static_cast<double>(random.below(41)) * 0.2 - 4,
              static_cast<double>(random.below(41)) * 0.2 - 1.4);
  };
  for (int i = 0; i < 50'000; ++i) {
    const Position a = place();
    const Position b = place();
    bool is_inside = polygon.contains(a);
    double last = 0;
    for (const Crossing& crossing : polygon.crossings(a, b)) {
      ASSERT_NE(crossing.is_entry, is_inside) << "seed " << seed << " step " << i;
      ASSERT_GE(crossing.fraction, last) << "seed " << seed << " step " << i;
      is_inside = crossing.is_entry;
      last = crossing.fraction;
    }
    ASSERT_EQ(is_inside, polygon.contains(b)) << "seed " << seed << " step " << i;
  }
}

TEST(Polygon, DistanceToEdgeIsMeasuredFromBothSides) {
  const Polygon polygon = with_lake();
  const double one_degree_north_m = 110'578;  // at latitude 2°
  EXPECT_NEAR(polygon.distance_to_edge(at(1.1, 100.5)).in_metres(), 0.1 * one_degree_north_m, 10);
  EXPECT_NEAR(polygon.distance_to_edge(at(0.9, 100.5)).in_metres(), 0.1 * one_degree_north_m, 10);
  EXPECT_NEAR(polygon.distance_to_edge(at(2.4, 101.5)).in_metres(), 0.1 * one_degree_north_m,
              10);  // in the lake
  EXPECT_NEAR(polygon.distance_to_edge(at(3, 101)).in_metres(), 0, 1e-6);
}

TEST(Polygon, CentroidCountsHoles) {
  EXPECT_EQ(Polygon(rectangle(1, 100, 3, 103)).centroid(), at(2, 101.5));
  // Taking 1 of 6 away half a degree west of the middle moves it 0.1° east.
  const Polygon lopsided(rectangle(1, 100, 3, 103), {rectangle(1.5, 100.5, 2.5, 101.5)});
  EXPECT_NEAR(lopsided.centroid().longitude_deg(), 101.6, 1e-6);
  EXPECT_NEAR(lopsided.centroid().latitude_deg(), 2, 1e-6);
}

TEST(Area, SharedEdgesAreNoBoundary) {
  const Area area({Polygon(rectangle(1, 100, 2, 101)), Polygon(rectangle(1, 101, 2, 102))});
  EXPECT_TRUE(area.contains(at(1.5, 101)));
  expect_crossings(area.crossings(at(1.5, 99), at(1.5, 103)), {{0.25, true}, {0.75, false}});
}

TEST(Area, CountsAllItsPolygons) {
  const Area area({Polygon(rectangle(1, 100, 2, 101)), Polygon(rectangle(4, 100, 6, 102))});
  EXPECT_TRUE(area.contains(at(1.5, 100.5)));
  EXPECT_TRUE(area.contains(at(5, 101)));
  EXPECT_FALSE(area.contains(at(3, 100.5)));
  EXPECT_EQ(area.centroid(), at(5, 101));
  EXPECT_NEAR(area.area_km2(), area.polygons()[0].area_km2() + area.polygons()[1].area_km2(), 1e-9);
  EXPECT_NEAR(area.distance_to_edge(at(3.9, 101)).in_metres(), 11'058, 5);
  expect_crossings(area.crossings(at(0, 100.5), at(8, 100.5)),
                   {{0.125, true}, {0.25, false}, {0.5, true}, {0.75, false}});
}

TEST(Circle, IsAsWideAsAsked) {
  const Position centre = at(1.165, 104.0);
  const Polygon zone = circle(centre, Distance::nautical_miles(1));
  EXPECT_TRUE(zone.contains(centre));
  EXPECT_EQ(zone.outer().size(), 24U);
  for (const Position corner : zone.outer()) {
    EXPECT_NEAR(distance(centre, corner).in_metres(), 1852, 0.05);
  }
}

}  // namespace
}  // namespace selat::geo
