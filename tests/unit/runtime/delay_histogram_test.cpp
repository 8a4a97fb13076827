#include "runtime/delay_histogram.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "base/random.h"

namespace selat::runtime {
namespace {

TEST(DelayHistogram, NothingHasNoQuantile) {
  EXPECT_EQ(DelayHistogram().quantile(0.5), std::nullopt);
}

TEST(DelayHistogram, QuantilesAreRightToAnEighth) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    DelayHistogram histogram;
    std::vector<std::int64_t> delays;
    for (int i = 0; i < 1'000; ++i) {
      delays.push_back(static_cast<std::int64_t>(random.below(std::uint64_t{1} << (1 + random.below(36)))));
      histogram.add(Span::microseconds(delays.back()));
    }
    std::ranges::sort(delays);
    for (const double share : {0.01, 0.5, 0.99}) {
      const auto exact = delays[static_cast<std::size_t>(share * 1'000) - 1];
      const auto found = histogram.quantile(share)->in_microseconds();
      EXPECT_GE(found, exact);
      EXPECT_LE(found, exact + exact / 8 + 1);
    }
  }
}

TEST(DelayHistogram, DelaysBelowZeroAndOfYearsAreCountedToo) {
  DelayHistogram histogram;
  histogram.add(Span::seconds(-5));
  EXPECT_EQ(histogram.quantile(1.0), Span());
  histogram.add(Span::hours(10 * 365 * 24));
  EXPECT_GT(*histogram.quantile(1.0), Span::hours(200));
  EXPECT_EQ(histogram.total(), 2U);
}

}  // namespace
}  // namespace selat::runtime
