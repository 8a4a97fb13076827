#include "simulate/path.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "geo/local_plane.h"

namespace selat::simulate {
namespace {

geo::Position at(double lat, double lon) {
  return geo::Position::degrees(lat, lon);
}

const std::vector<geo::Position> kSquare = {at(1.0, 103.0), at(1.0, 103.1), at(1.1, 103.1), at(1.1, 103.0)};

TEST(Path, an_open_path_holds_at_its_ends) {
  const Path path(kSquare, false, Distance::metres(500));
  EXPECT_EQ(path.at(Distance::metres(-10)).position, kSquare.front());
  EXPECT_EQ(path.at(path.length() + Distance::kilometres(1)).position, kSquare.back());
  EXPECT_NEAR(path.at(Distance{}).course.in_degrees(), 90, 0.1);
}

TEST(Path, a_closed_path_goes_round) {
  const Path path(kSquare, true, Distance::metres(500));
  const auto here = path.at(Distance::metres(100));
  const auto once_round = path.at(path.length() + Distance::metres(100));
  const auto before = path.at(Distance::metres(100) - path.length());
  EXPECT_LT(geo::distance(here.position, once_round.position), Distance::metres(0.05));
  EXPECT_LT(geo::distance(here.position, before.position), Distance::metres(0.05));
}

TEST(Path, no_jumps_and_no_kinks) {
  for (const bool is_closed : {false, true}) {
    const Path path(kSquare, is_closed, Distance::metres(900));
    const Distance stride = Distance::metres(10);
    for (Distance along; along + stride < path.length(); along += stride) {
      const auto from = path.at(along);
      const auto to = path.at(along + stride);
      ASSERT_LT(geo::distance(from.position, to.position), Distance::metres(10.1)) << along.in_metres();
      ASSERT_LT(std::abs((to.course - from.course).in_degrees()), 2.5) << along.in_metres();
    }
  }
}

TEST(Path, starboard_is_to_the_right) {
  const Path path(kSquare, false, Distance::metres(500));
  const auto centre = path.at(Distance::kilometres(3));
  const auto right = path.at(Distance::kilometres(3), Distance::metres(200));
  const auto left = path.at(Distance::kilometres(3), Distance::metres(-200));
  EXPECT_LT(right.position.latitude_e7(), centre.position.latitude_e7());  // going east, the right is south
  EXPECT_GT(left.position.latitude_e7(), centre.position.latitude_e7());
  EXPECT_NEAR(geo::distance(left.position, right.position).in_metres(), 400, 0.1);
}

TEST(Path, turn_to_starboard_is_positive) {
  const Path path(kSquare, true, Distance::metres(900));  // anticlockwise: to port all the way round
  double turned_deg = 0;
  const Distance stride = Distance::metres(5);
  for (Distance along; along < path.length(); along += stride) {
    turned_deg += path.at(along).turn_deg_per_m * stride.in_metres();
  }
  EXPECT_NEAR(turned_deg, -360, 5);
}

}  // namespace
}  // namespace selat::simulate
