#include "geo/position.h"

#include <gtest/gtest.h>

namespace selat::geo {
namespace {

static_assert(sizeof(Position) == 8);

TEST(Position, KeepsSevenDecimals) {
  const auto place = Position::degrees(1.2345678, -103.7654321);
  EXPECT_EQ(place.latitude_e7(), 12'345'678);
  EXPECT_EQ(place.longitude_e7(), -1'037'654'321);
  EXPECT_DOUBLE_EQ(place.latitude_deg(), 1.2345678);
  EXPECT_EQ(place, Position::e7(12'345'678, -1'037'654'321));
}

TEST(Position, RoundsToTheNearest) {
  EXPECT_EQ(Position::degrees(0.00000006, -0.00000006), Position::e7(1, -1));
  EXPECT_EQ(Position::degrees(0.00000004, -0.00000004), Position::e7(0, 0));
}

TEST(Position, KnowsWhetherItIsAPlace) {
  EXPECT_TRUE(Position::degrees(90, 180).is_valid());
  EXPECT_TRUE(Position::degrees(-90, -180).is_valid());
  EXPECT_FALSE(Position::degrees(91, 0).is_valid());
  EXPECT_FALSE(Position::degrees(0, 181).is_valid());
  EXPECT_FALSE(Position::degrees(0, -180.0000001).is_valid());
}

}  // namespace
}  // namespace selat::geo
