#include "geo/local_plane.h"

#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "geo/polygon.h"

namespace selat::geo {
namespace {

// The rows of a golden file, without comments and blank lines.
std::vector<std::string> rows_of(const std::string& name) {
  std::ifstream file(SELAT_SOURCE_DIR "/tests/golden/geo/" + name);
  EXPECT_TRUE(file) << name << " is missing";
  std::vector<std::string> rows;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line.front() != '#') {
      rows.push_back(line);
    }
  }
  return rows;
}

TEST(LocalPlane, StepsEqualTheGoldenFile) {
  const auto rows = rows_of("steps.txt");
  EXPECT_EQ(rows.size(), 14U);
  for (const std::string& line : rows) {
    std::istringstream row(line);
    double lat1, lon1, lat2, lon2, distance_m, departure_deg;
    ASSERT_TRUE(row >> lat1 >> lon1 >> lat2 >> lon2 >> distance_m >> departure_deg) << line;
    const auto from = Position::degrees(lat1, lon1);
    const auto to = Position::degrees(lat2, lon2);
    EXPECT_NEAR(distance(from, to).in_metres(), distance_m, distance_m * 1e-6 + 5e-5) << line;
    EXPECT_NEAR((bearing(from, to) - Bearing::degrees(departure_deg)).in_degrees(), 0, 1e-3) << line;
    const auto end = destination(from, Bearing::degrees(departure_deg), Distance::metres(distance_m));
    EXPECT_NEAR(distance(end, to).in_metres(), 0, distance_m * 1e-6 + 0.02) << line;
  }
}

TEST(LocalPlane, AreasEqualTheGoldenFile) {
  const auto rows = rows_of("areas.txt");
  EXPECT_EQ(rows.size(), 6U);
  for (const std::string& line : rows) {
    std::istringstream row(line);
    double south, west, north, east, area_km2;
    ASSERT_TRUE(row >> south >> west >> north >> east >> area_km2) << line;
    const Polygon polygon({Position::degrees(south, west), Position::degrees(south, east),
                           Position::degrees(north, east), Position::degrees(north, west)});
    EXPECT_NEAR(polygon.area_km2(), area_km2, area_km2 * 1e-6) << line;
  }
}

TEST(LocalPlane, StepsBackAreExactlyOpposite) {
  const auto a = Position::degrees(1.165, 104.0);
  const auto b = Position::degrees(1.318, 104.02);
  const Offset there = step(a, b);
  const Offset back = step(b, a);
  EXPECT_EQ(there.east_m, -back.east_m);
  EXPECT_EQ(there.north_m, -back.north_m);
  EXPECT_GT(there.north_m, 0);
  EXPECT_GT(there.east_m, 0);
}

TEST(LocalPlane, WhatItIsAtMostIsNeverLessThanTheDistance) {
  for (const double latitude_deg : {-80.0, -7.0, -0.001, 0.0, 1.2, 7.0, 45.0, 80.0}) {
    for (const double distance_m : {0.0, 0.05, 10.0, 500.0, 20'000.0, 300'000.0, 1'000'000.0}) {
      for (int bearing_deg = 0; bearing_deg < 360; bearing_deg += 15) {
        const auto from = Position::degrees(latitude_deg, 179.99);  // eastward ways cross the 180° meridian
        const auto to = destination(from, Bearing::degrees(bearing_deg), Distance::metres(distance_m));
        const double most_m = distance_at_most(from, to).in_metres();
        EXPECT_GE(most_m, distance(from, to).in_metres())
            << latitude_deg << ' ' << distance_m << ' ' << bearing_deg;
        if (std::abs(latitude_deg) <= 7 && distance_m >= 500 && distance_m <= 20'000) {
          EXPECT_LE(most_m, 1.5 * distance_m) << latitude_deg << ' ' << distance_m << ' ' << bearing_deg;
        }
      }
    }
  }
}

TEST(LocalPlane, TheSamePlaceIsNoStepAndBearsNorth) {
  const auto here = Position::degrees(1.165, 104.0);
  EXPECT_EQ(distance(here, here).in_metres(), 0);
  EXPECT_EQ(bearing(here, here).in_degrees(), 0);
}

TEST(LocalPlane, GoesThereAndBack) {
  const LocalPlane plane(Position::degrees(2.5, 101.2));
  for (const Offset offset : {Offset{0, 0}, Offset{12'000, -7'000}, Offset{-300, 41}}) {
    const Offset again = plane.to_plane(plane.to_position(offset));
    EXPECT_NEAR(again.east_m, offset.east_m, 0.01);
    EXPECT_NEAR(again.north_m, offset.north_m, 0.01);
  }
}

TEST(LocalPlane, IsAsExactAsItSaysAt20Kilometres) {
  const auto origin = Position::degrees(7, 100);
  const LocalPlane plane(origin);
  for (int bearing_deg = 0; bearing_deg < 360; bearing_deg += 15) {
    const auto place = destination(origin, Bearing::degrees(bearing_deg), Distance::kilometres(20));
    EXPECT_NEAR(plane.to_plane(place).length_m(), 20'000, 20'000 * 4e-4) << bearing_deg;
  }
}

TEST(LocalPlane, StaysOnEarthWhateverIsAsked) {
  for (const double distance_km : {0.0, 1.0, 5'000.0, 20'000.0, 1e9}) {
    for (const double latitude_deg : {-90.0, -89.9999, 0.0, 89.9999, 90.0}) {
      for (int bearing_deg = 0; bearing_deg < 360; bearing_deg += 30) {
        const auto end = destination(Position::degrees(latitude_deg, 179.9), Bearing::degrees(bearing_deg),
                                     Distance::kilometres(distance_km));
        EXPECT_TRUE(end.is_valid()) << latitude_deg << ' ' << bearing_deg << ' ' << distance_km;
      }
    }
  }
  const LocalPlane pole(Position::degrees(90, 0));
  EXPECT_TRUE(pole.to_position({1e7, 1e7}).is_valid());
  EXPECT_TRUE(LocalPlane(Position::degrees(0, 179.999)).to_position({5'000, 0}).is_valid());
}

}  // namespace
}  // namespace selat::geo
