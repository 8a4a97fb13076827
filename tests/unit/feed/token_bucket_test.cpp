#include "feed/token_bucket.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace selat::feed {
namespace {

SteadyTime at_ms(std::int64_t ms) {
  return SteadyTime::seconds(1'000) + Span::milliseconds(ms);
}

std::size_t take(TokenBucket& bucket, std::size_t wanted, SteadyTime now) {
  const std::size_t given = std::min(wanted, bucket.fill(now));
  bucket.take(given);
  return given;
}

TEST(TokenBucket, LetsTheReservePassAtOnceAndThenTheRate) {
  TokenBucket bucket(100, Span::seconds(2));
  EXPECT_EQ(take(bucket, 150, at_ms(0)), 150U);
  EXPECT_EQ(take(bucket, 150, at_ms(0)), 50U);
  EXPECT_EQ(take(bucket, 1, at_ms(5)), 0U);
  EXPECT_EQ(take(bucket, 10, at_ms(10)), 1U);
  EXPECT_EQ(take(bucket, 1'000, at_ms(1'010)), 100U);
}

TEST(TokenBucket, NeverHoldsMoreThanItsReserve) {
  TokenBucket bucket(100, Span::seconds(2));
  EXPECT_EQ(take(bucket, 0, at_ms(0)), 0U);
  EXPECT_EQ(take(bucket, 100'000, at_ms(3'600'000)), 200U);
}

TEST(TokenBucket, AClockPutBackGivesNothingNewAndStopsNothing) {
  TokenBucket bucket(100, Span::seconds(1));
  EXPECT_EQ(take(bucket, 100, at_ms(10'000)), 100U);
  EXPECT_EQ(take(bucket, 100, at_ms(0)), 0U);
  EXPECT_EQ(take(bucket, 100, at_ms(500)), 50U);
}

TEST(TokenBucket, AFeedAtAHundredTimesItsRateIsHeldToIt) {
  TokenBucket flood(1'000, Span::seconds(1));
  std::size_t passed = 0;
  for (int ms = 0; ms < 60'000; ++ms) {
    passed += take(flood, 100, at_ms(ms));
  }
  EXPECT_NEAR(static_cast<double>(passed), 61'000, 10);
}

}  // namespace
}  // namespace selat::feed
