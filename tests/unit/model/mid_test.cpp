#include "model/mid.h"

#include <gtest/gtest.h>

namespace selat::model {
namespace {

TEST(Mid, StandsWhereTheFormPutsIt) {
  EXPECT_EQ(mid_of(Mmsi(563'000'111)), 563);
  EXPECT_EQ(mid_of(Mmsi(56'300'111)), 563);   // group
  EXPECT_EQ(mid_of(Mmsi(5'630'001)), 563);    // coast station
  EXPECT_EQ(mid_of(Mmsi(111'563'001)), 563);  // SAR aircraft
  EXPECT_EQ(mid_of(Mmsi(856'300'011)), 563);  // handheld
  EXPECT_EQ(mid_of(Mmsi(985'630'011)), 563);  // craft of a parent
  EXPECT_EQ(mid_of(Mmsi(995'630'011)), 563);  // aid to navigation
  EXPECT_FALSE(mid_of(Mmsi(970'123'456)));    // AIS-SART
  EXPECT_FALSE(mid_of(Mmsi(972'123'456)));
  EXPECT_FALSE(mid_of(Mmsi(123'456'789)));
}

// Of the ITU's table: the states of the Strait, some flags of many ships, and gaps.
TEST(Mid, TellsTheFlag) {
  EXPECT_EQ(country_of(Mmsi(525'000'001)), "ID");
  EXPECT_EQ(country_of(Mmsi(533'000'001)), "MY");
  for (const std::uint32_t mid : {563U, 564U, 565U, 566U}) {
    EXPECT_EQ(country_of(Mmsi(mid * 1'000'000 + 1)), "SG");
  }
  EXPECT_EQ(country_of(Mmsi(567'000'001)), "TH");
  EXPECT_EQ(country_of(Mmsi(538'000'001)), "MH");
  EXPECT_EQ(country_of(Mmsi(636'000'001)), "LR");
  EXPECT_EQ(country_of(Mmsi(201'000'001)), "AL");
  EXPECT_EQ(country_of(Mmsi(775'000'001)), "VE");
  EXPECT_EQ(country_of(Mmsi(200'000'001)), "");
  EXPECT_EQ(country_of(Mmsi(562'000'001)), "");
  EXPECT_EQ(country_of(Mmsi(799'000'001)), "");
}

}  // namespace
}  // namespace selat::model
