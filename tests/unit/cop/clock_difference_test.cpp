#include "cop/clock_difference.h"

#include <gtest/gtest.h>

namespace selat::cop {
namespace {

constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);

TEST(ClockDifference, AClockThatIsOffIsSaidAndALateMessageIsNot) {
  ClockDifference clock;
  EXPECT_FALSE(clock.ahead()) << "nothing was heard";
  clock.note(kNoon, kNoon + Span::seconds(90));
  EXPECT_EQ(clock.ahead(), Span::seconds(90));
  clock.note(kNoon + Span::seconds(91), kNoon + Span::seconds(91));
  EXPECT_FALSE(clock.ahead()) << "the first one was late";
}

TEST(ClockDifference, BehindIsNegativeAndASetClockIsRightSoon) {
  ClockDifference clock;
  for (int i = 0; i < 5; ++i) {
    clock.note(kNoon + Span::hours(2), kNoon);
  }
  EXPECT_EQ(clock.ahead(), Span() - Span::hours(2));
  for (int i = 0; i < 5; ++i) {
    clock.note(kNoon + Span::hours(2), kNoon + Span::hours(2));
  }
  EXPECT_FALSE(clock.ahead());
}

}  // namespace
}  // namespace selat::cop
