#include "nmea/observation_time.h"

#include <chrono>

#include <gtest/gtest.h>

namespace selat::nmea {
namespace {

constexpr std::int64_t at(int hour, int minute, int second, int millisecond = 0) {
  const std::int64_t days =
      std::chrono::sys_days(std::chrono::year(2013) / 11 / 12).time_since_epoch().count();
  return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1'000 + millisecond;
}
constexpr Instant on(int hour, int minute, int second, int millisecond = 0) {
  return Instant::unix_milliseconds(at(hour, minute, second, millisecond));
}
const TimePolicy kPolicy;

TEST(ObservationTime, WithoutAnythingElseItIsWhenItWasReceived) {
  EXPECT_EQ(observe(on(12, 0, 5, 250), on(12, 0, 5, 250), std::nullopt, kPolicy).at, on(12, 0, 5, 250));
}
TEST(ObservationTime, TheSecondOfTheMessageSharpensIt) {
  EXPECT_EQ(observe(on(12, 0, 5, 250), on(12, 0, 5, 250), 3, kPolicy).at, on(12, 0, 3));
  EXPECT_EQ(observe(on(11, 59, 30), on(12, 0, 5), 28, kPolicy).at, on(11, 59, 28));
}
TEST(ObservationTime, AcrossTheTurnOfTheMinute) {
  EXPECT_EQ(observe(on(12, 0, 1), on(12, 0, 2), 58, kPolicy).at, on(11, 59, 58));
  EXPECT_EQ(observe(on(11, 59, 58), on(12, 0, 2), 1, kPolicy).at, on(12, 0, 1))
      << "a station clock that lags";
}
TEST(ObservationTime, AcrossMidnight) {
  EXPECT_EQ(observe(on(0, 0, 2), on(0, 0, 3), 57, kPolicy).at, on(-1, 59, 57));
  EXPECT_EQ(observe(on(23, 59, 59), on(23, 59, 59), 0, kPolicy).at, on(24, 0, 0));
}
TEST(ObservationTime, ReachesFrom45SecondsBeforeTo15After) {
  EXPECT_EQ(observe(on(12, 0, 30), on(12, 0, 30), 45, kPolicy).at, on(12, 0, 45));
  EXPECT_EQ(observe(on(12, 0, 30), on(12, 0, 30), 46, kPolicy).at, on(11, 59, 46));
  for (std::uint8_t second = 0; second < 60; ++second) {
    for (int base = 0; base < 60'000; base += 137) {
      const Instant sent = Instant::unix_milliseconds(at(12, 0, 0) + base);
      const Span off = observe(sent, sent, second, kPolicy).at - sent;
      EXPECT_LE(off, Span::seconds(15));
      EXPECT_GT(off, Span::seconds(-45));
    }
  }
}
TEST(ObservationTime, AClockAheadIsNotBelievedAndFlagged) {
  const auto far = observe(on(13, 0, 0), on(12, 0, 0), std::nullopt, kPolicy);
  EXPECT_EQ(far.at, on(12, 0, 0));
  EXPECT_TRUE(far.warnings.has(DecodeWarning::time_ahead));
  const auto near = observe(on(12, 0, 50), on(12, 0, 0), std::nullopt, kPolicy);
  EXPECT_EQ(near.at, on(12, 0, 50));
  EXPECT_TRUE(near.warnings.empty());
}
TEST(ObservationTime, OldTimesAreKeptAndFlaggedWhereTheFeedSetsALimit) {
  EXPECT_TRUE(observe(on(1, 0, 0), on(12, 0, 0), std::nullopt, kPolicy).warnings.empty());
  TimePolicy live;
  live.max_behind = Span::minutes(10);
  const auto old = observe(on(11, 49, 59), on(12, 0, 0), std::nullopt, live);
  EXPECT_EQ(old.at, on(11, 49, 59));
  EXPECT_TRUE(old.warnings.has(DecodeWarning::time_behind));
}

}  // namespace
}  // namespace selat::nmea
