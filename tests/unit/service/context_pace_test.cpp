#include "service/context_pace.h"

#include <algorithm>
#include <deque>

#include <gtest/gtest.h>

namespace selat::service {
namespace {

TEST(ContextPace, TheFirstChangeIsInForceAtOnceAndThoseAfterItTogether) {
  ContextPace pace;
  SteadyTime now;
  ASSERT_TRUE(pace.may_begin(1, now));
  pace.begun(now);
  EXPECT_FALSE(pace.may_begin(2, now + Span::milliseconds(900)));
  EXPECT_TRUE(pace.may_begin(2, now + ContextPace::kUsually));
}

TEST(ContextPace, HoweverOftenTheContextChangesFewVersionsAreKept) {
  constexpr Span kKept = Span::minutes(13);
  ContextPace pace;
  std::deque<SteadyTime> kept;
  std::size_t most = 0;
  for (SteadyTime now; now < SteadyTime() + Span::hours(2); now = now + Span::milliseconds(100)) {
    while (!kept.empty() && now - kept.front() > kKept) {
      kept.pop_front();
    }
    if (pace.may_begin(kept.size(), now)) {
      pace.begun(now);
      kept.push_back(now);
    }
    most = std::max(most, kept.size());
  }
  EXPECT_LE(most, ContextPace::kMany + static_cast<std::size_t>(kKept / ContextPace::kThen) + 1);
}

TEST(ContextPace, WhileEventTimeStandsStillTheirNumberIsBoundedToo) {
  const ContextPace pace;
  EXPECT_FALSE(pace.may_begin(ContextPace::kMost, SteadyTime() + Span::hours(100)));
}

}  // namespace
}  // namespace selat::service
