#include "config/box_text.h"

#include <gtest/gtest.h>

namespace selat::config {
namespace {

TEST(BoxText, IsWestSouthEastNorth) {
  const auto box = box_of("103.5,1,104.5,1.5");
  ASSERT_TRUE(box);
  EXPECT_EQ(box->south_west, geo::Position::degrees(1, 103.5));
  EXPECT_EQ(box->north_east, geo::Position::degrees(1.5, 104.5));
}

TEST(BoxText, WhatIsNoAreaIsNone) {
  for (const char* const text :
       {"", "1", "1,2,3", "1,2,3,4,5", "1,2,3,4x", "104,1,103,2", "103,2,104,1", "103,1,103,2", "-181,0,0,1",
        "0,-91,1,0", "0,0,1,91", "nan,0,1,1", "1,2,,4"}) {
    EXPECT_FALSE(box_of(text)) << text;
  }
  EXPECT_NE(box_of("104,1,103,2").error().in_english().find("west side is not west"), std::string::npos);
  EXPECT_NE(box_of("103,2,104,1").error().in_english().find("south side is not south"), std::string::npos);
  EXPECT_NE(box_of("0,0,1,91").error().in_english().find("beyond"), std::string::npos);
}

}  // namespace
}  // namespace selat::config
