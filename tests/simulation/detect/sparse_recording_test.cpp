// A recording of sparse reports, read in order: whatever the silences between two of them, each counts.

#include <cmath>
#include <cstdio>

#include <gtest/gtest.h>

#include "../../unit/detect/scene.h"
#include "base/random.h"

namespace selat::detect {
namespace {

using namespace scene;

// The options for a recording whose order is trusted.
EngineOptions recorded() {
  EngineOptions options;
  options.trusts_order = true;
  return options;
}

// Each vessel reports once in 3 minutes to 3 hours, for a day.
std::vector<model::Report> recording(std::uint32_t vessels, std::uint64_t seed) {
  Random random(seed);
  std::vector<model::Report> reports;
  for (std::uint32_t i = 0; i < vessels; ++i) {
    const double every_s = 180 * std::pow(60, random.uniform());
    ReportValues values{random.uniform(-50'000, 50'000), random.uniform(-50'000, 50'000),
                        random.uniform(0, 15), 0};
    for (double s = random.uniform(0, every_s); s < 24 * 3'600; s += every_s * random.uniform(0.5, 1.5)) {
      reports.emplace_back(position(563'000'001 + i, s, values));
    }
  }
  sort_by_time(reports);
  return reports;
}

class SparseRecording : public testing::TestWithParam<std::uint32_t> {};

INSTANTIATE_TEST_SUITE_P(Vessels, SparseRecording, testing::Values(10, 30));
INSTANTIATE_TEST_SUITE_P(Few, SparseRecording, testing::Values(1, 2, 3));

TEST_P(SparseRecording, CountsWhole) {
  std::uint64_t sent = 0, lost = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto reports = recording(GetParam(), seed);
    Engine engine(recorded());
    run(engine, reports);
    const EngineCounters counters = engine.counters();
    sent += counters.reports_received;
    lost += counters.too_late + counters.from_future + counters.waiting;
    EXPECT_EQ(counters.in_order, reports.size()) << "seed " << seed;
  }
  std::printf("%u vessels: %llu of %llu reports do not count (%.1f %%)\n", GetParam(),
              static_cast<unsigned long long>(lost), static_cast<unsigned long long>(sent),
              100.0 * static_cast<double>(lost) / static_cast<double>(sent));
  EXPECT_EQ(lost, 0U);
}

}  // namespace
}  // namespace selat::detect
