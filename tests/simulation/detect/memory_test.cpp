// What is compared with what hangs on the times of the reports, and not on which vessels the engine still
// remembers when a report arrives: a vessel of the watch list shows itself by a name that another had, which
// has been silent for hours.

#include <gtest/gtest.h>

#include "outcome.h"

namespace selat::detect {
namespace {

using namespace scene;

constexpr std::uint32_t kSilent = 533'000'001, kListed = 563'000'002, kOther = 525'000'001;

// The listed vessel is heard from `listed_s` on; its reports arrive so much later.
traffic::Reports arriving(double listed_s, double late_s) {
  std::vector<std::pair<Instant, model::Report>> arrivals;
  const auto add = [&](const model::Report& report, double delay_s) {
    arrivals.emplace_back(model::header_of(report).observed_at + Span::seconds(delay_s), report);
  };
  traffic::Reports silent, listed, other;
  silent.emplace_back(particulars(kSilent, 1, "RUNNER", 40));
  sail(silent, kSilent, {.from_s = 2, .to_s = 300, .east_m = 0, .north_m = 0, .sog_kn = 8});
  listed.emplace_back(particulars(kListed, listed_s, "RUNNER", 90));
  sail(listed, kListed, {.from_s = listed_s + 1, .to_s = listed_s + 60, .east_m = 30'000, .north_m = 0});
  sail(other, kOther, {.from_s = 5, .to_s = listed_s + 3'600, .east_m = 0, .north_m = 30'000, .every_s = 30});
  for (const auto& report : silent) {
    add(report, 0);
  }
  for (const auto& report : listed) {
    add(report, late_s);
  }
  for (const auto& report : other) {
    add(report, 0);
  }
  std::ranges::stable_sort(arrivals, {}, [](const auto& one) { return one.first; });
  traffic::Reports reports;
  for (auto& [at, report] : arrivals) {
    std::visit([at = at](auto& any) { any.received_at = at; }, report);
    reports.push_back(std::move(report));
  }
  return reports;
}

TEST(Memory, WhoIsStillRememberedDoesNotCount) {
  std::size_t compared = 0;
  for (double listed_s = 3'600; listed_s < 4 * 3'600; listed_s += 240) {
    const Outcome in_time = outcome(arriving(listed_s, 0), 1);
    const Outcome late = outcome(arriving(listed_s, 540), 1);
    compared += in_time.anomalies.size();
    for (const auto& [kind, text] : differences(in_time, late)) {
      if (kind == Difference::missing || kind == Difference::surplus || kind == Difference::finding) {
        ADD_FAILURE() << "listed at " << listed_s << " s: " << name_of(kind) << ", " << text;
      }
    }
  }
  EXPECT_GT(compared, 0U);
}

}  // namespace
}  // namespace selat::detect
