#include "nmea/station_clock.h"

#include <gtest/gtest.h>

namespace selat::nmea {
namespace {

constexpr Instant kStart = Instant::unix_seconds(1'700'000'000);

struct StationClockTest : ::testing::Test {
  // A report comes so much later, and is so much behind.
  bool hear(Span later, Span behind) {
    now = now + later;
    return clock.is_wrong(now - behind, now);
  }
  StationClock clock;
  Instant now = kStart;
};

TEST_F(StationClockTest, SteadyForThirtySecondsAndFarBehindIsWrong) {
  for (int i = 0; i < 6; ++i) {
    EXPECT_FALSE(hear(Span::seconds(5), Span::hours(5) + Span::seconds(i % 3)));
  }
  EXPECT_FALSE(clock.behind(now));
  EXPECT_TRUE(hear(Span::seconds(5), Span::hours(5)));
  EXPECT_EQ(clock.behind(now), Span::hours(5));
}

TEST_F(StationClockTest, SlowNetworksAreNot) {
  for (int i = 0; i < 20; ++i) {
    EXPECT_FALSE(hear(Span::seconds(10), Span::minutes(10)));
    EXPECT_FALSE(hear(Span::seconds(10), -Span::seconds(60)));
  }
}

TEST_F(StationClockTest, TwoReportsAreNotEnough) {
  EXPECT_FALSE(hear(Span(), Span::hours(1)));
  EXPECT_FALSE(hear(Span::minutes(3), Span::hours(1)));
  EXPECT_TRUE(hear(Span::minutes(3), Span::hours(1)));
}

TEST_F(StationClockTest, WhatIsEverLessLateWasStored) {
  for (int i = 0; i < 100; ++i) {
    EXPECT_FALSE(hear(Span::seconds(1), Span::hours(5) - Span::seconds(2 * i)));
  }
}

TEST_F(StationClockTest, AWrongOneAmongRightOnesOfOneName) {
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(hear(Span::seconds(5), -Span::hours(24)), i > 2);
    EXPECT_FALSE(hear(Span::seconds(5), Span::seconds(2)));
  }
  EXPECT_EQ(clock.behind(now), -Span::hours(24));
}

TEST_F(StationClockTest, ASlowClockStaysWrongAndOneThatIsSetAnewIsJudgedAnew) {
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(hear(Span::seconds(15), Span::hours(1) + Span::seconds(i)), i > 1);
  }
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(hear(Span::seconds(15), Span::hours(9)), i > 1);
  }
}

TEST_F(StationClockTest, IsToldForTwoMinutes) {
  for (int i = 0; i < 5; ++i) {
    (void)hear(Span::seconds(10), Span::hours(5));
  }
  EXPECT_TRUE(clock.behind(now + Span::minutes(2)));
  EXPECT_FALSE(clock.behind(now + Span::seconds(121)));
}

// Two stations whose makers gave them one name, or a station of two receivers.
TEST_F(StationClockTest, TwoWrongOnesOfOneName) {
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(hear(Span::seconds(5), Span::hours(7)), i > 2);
    EXPECT_EQ(hear(Span::seconds(5), -Span::hours(8)), i > 2);
  }
  EXPECT_EQ(clock.behind(now), -Span::hours(8)) << "the one that is farthest off";
  for (int i = 0; i < 30; ++i) {
    EXPECT_TRUE(hear(Span::seconds(5), Span::hours(7)));
  }
  EXPECT_EQ(clock.behind(now), Span::hours(7)) << "the other has gone";
}

TEST_F(StationClockTest, AFifthTakesThePlaceOfTheOneUnheardForLongest) {
  for (int round = 0; round < 10; ++round) {
    for (int hours = 1; hours <= 4; ++hours) {
      EXPECT_EQ(hear(Span::seconds(5), Span::hours(hours)), round > 1);
    }
  }
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(hear(Span::seconds(5), Span::hours(5)), i > 2);
    EXPECT_TRUE(hear(Span::seconds(5), Span::hours(4)));
  }
  EXPECT_FALSE(hear(Span::seconds(5), Span::hours(1))) << "it is judged anew";
}

}  // namespace
}  // namespace selat::nmea
