#include "runtime/clock_steps.h"

#include <gtest/gtest.h>

namespace selat::runtime {
namespace {

constexpr Now kStart{SteadyTime::microseconds(5'000'000), Instant::unix_seconds(1'700'000'000)};

Now later(Now before, Span steady, Span wall) {
  return {before.steady + steady, before.wall + wall};
}

TEST(ClockSteps, AClockThatRunsWithTheSteadyOneHasNotStepped) {
  ClockSteps steps(kStart);
  Now now = kStart;
  for (int i = 0; i < 100; ++i) {
    now = later(now, Span::seconds(1), Span::milliseconds(1'000 + i % 7));
    EXPECT_FALSE(steps.look(now));
  }
  now = later(now, Span::hours(9), Span::hours(9));  // the machine slept
  EXPECT_FALSE(steps.look(now));
  now = later(now, Span::seconds(1), Span::seconds(4));  // a time server
  EXPECT_FALSE(steps.look(now));
}

TEST(ClockSteps, SettingItIsToldOnceWithDirectionAndSize) {
  ClockSteps steps(kStart);
  Now now = later(kStart, Span::seconds(1), Span::seconds(1) + Span::hours(2));
  const auto forward = steps.look(now);
  ASSERT_TRUE(forward);
  EXPECT_EQ(forward->by, Span::hours(2));
  EXPECT_EQ(forward->at, now.steady);
  now = later(now, Span::seconds(1), Span::seconds(1));
  EXPECT_FALSE(steps.look(now));
  now = later(now, Span::seconds(1), Span::seconds(1) - Span::minutes(45));
  const auto back = steps.look(now);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->by, -Span::minutes(45));
}

}  // namespace
}  // namespace selat::runtime
