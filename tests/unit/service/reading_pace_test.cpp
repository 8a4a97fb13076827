#include "service/reading_pace.h"

#include <gtest/gtest.h>

namespace selat::service {
namespace {

SteadyTime at_s(double seconds) {
  return SteadyTime::seconds(1'000) + Span::seconds(seconds);
}

TEST(ReadingPace, WaitsWhileHalfTheMemoryIsUnread) {
  ReadingPace pace;
  EXPECT_TRUE(pace.may_read(0.1, 100, at_s(0)));
  EXPECT_FALSE(pace.may_read(0.5, 100, at_s(1)));
  EXPECT_FALSE(pace.may_read(0.6, 200, at_s(2)));
  EXPECT_TRUE(pace.may_read(0.49, 300, at_s(3)));
}

TEST(ReadingPace, IsPatientForTenSecondsWithOneWhoGetsNoFurther) {
  ReadingPace pace;
  EXPECT_FALSE(pace.may_read(0.9, 7, at_s(0)));
  EXPECT_FALSE(pace.may_read(0.9, 7, at_s(9.9)));
  EXPECT_TRUE(pace.may_read(0.9, 7, at_s(10)));
  EXPECT_TRUE(pace.may_read(1.0, 7, at_s(11))) << "it is waited for no longer";
  EXPECT_FALSE(pace.may_read(0.9, 8, at_s(12))) << "until it gets on";
}

TEST(ReadingPace, WaitsTenSecondsForTheFirstSubscriber) {
  ReadingPace pace;
  EXPECT_FALSE(pace.may_read(0.5, 0, at_s(0)));
  EXPECT_TRUE(pace.may_read(0.5, 0, at_s(10)));
}

}  // namespace
}  // namespace selat::service
