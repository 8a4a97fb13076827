#include "simulate/approach.h"

#include <vector>

#include <gtest/gtest.h>

namespace selat::simulate {
namespace {

geo::Position at(double lat, double lon) {
  return geo::Position::degrees(lat, lon);
}

geo::Area square(double south, double west, double size) {
  return geo::Area({geo::Polygon(
      {at(south, west), at(south, west + size), at(south + size, west + size), at(south + size, west)})});
}

TEST(Approach, comes_from_the_sea) {
  // Land to the north of a coastal stretch, and reaching into it.
  const std::vector<geo::Polygon> coast = {
      geo::Polygon({at(2.05, 100), at(2.05, 104), at(4, 104), at(4, 100)})};
  const auto zone = with_approach("stretch", square(2.0, 102.0, 0.1), coast);
  ASSERT_TRUE(zone);
  EXPECT_EQ(zone->name, "stretch");
  EXPECT_LT(zone->approach_from.latitude_deg(), 2.0);
  EXPECT_TRUE(zone->area.contains(zone->goal));
  EXPECT_FALSE(coast[0].contains(zone->goal));
  EXPECT_GT(zone->area.distance_to_edge(zone->approach_from), Distance::kilometres(5));
}

TEST(Approach, nothing_where_land_is_all_round) {
  const std::vector<geo::Polygon> coast = {geo::Polygon({at(1, 100), at(1, 104), at(4, 104), at(4, 100)})};
  EXPECT_FALSE(with_approach("lake", square(2.0, 102.0, 0.1), coast));
}

}  // namespace
}  // namespace selat::simulate
