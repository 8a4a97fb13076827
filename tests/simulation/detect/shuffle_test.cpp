// The promise of the engine: the same reports in whatever order they arrive within the lateness, with copies
// of some of them, leave the same anomalies and tracks. SELAT_SEED=N runs one seed and tells each difference;
// SELAT_RUNS=N counts the differences of so many seeds.

#include <cstdio>
#include <cstdlib>
#include <map>

#include <gtest/gtest.h>

#include "outcome.h"

namespace selat::detect {
namespace {

using namespace traffic;

// The anomalies of each rule that some seeds hold.
using Found = std::map<std::string, std::uint64_t>;

// What differs between reports in order and the same reports in other orders.
Differences differences_of_orders(const Chart& chart, std::uint64_t seed, Found& found) {
  Random random(seed);
  const Reports plain = scenario(chart, random);
  const Reports reports = with_copies(plain, chart, random);
  const Outcome in_order = outcome(reports, 1);
  for (const auto& [id, anomaly] : in_order.anomalies) {
    ++found[std::string(anomaly.rule.view())];
  }
  Differences all;
  const auto compare = [&](const Outcome& other, const std::string& how) {
    for (auto& [kind, text] : differences(in_order, other)) {
      all.emplace_back(kind, how + ": " + text);
    }
  };
  compare(outcome(reports, 0), "in order, drained once");
  for (const double share : {0.05, 0.5, 1.0}) {
    const Reports late = shuffled(reports, 599, share, random);
    const Outcome other = outcome(late, 1 + random.below(64));
    EXPECT_EQ(other.counters.too_late, 0U) << "seed " << seed;
    EXPECT_GT(other.counters.late, 0U) << "seed " << seed;
    compare(other, "shuffled, share " + std::to_string(share));
  }
  if (chart.is_rich) {
    compare(outcome(with_ties_turned(reports, random), 1), "reports of one time turned");
  }
  return all;
}

void expect_none(const Differences& all, std::uint64_t seed) {
  for (const auto& [kind, text] : all) {
    ADD_FAILURE() << "SELAT_SEED=" << seed << " " << name_of(kind) << ", " << text;
  }
}

class AnyOrder : public testing::TestWithParam<const Chart*> {};

// The same anomalies with the same identities, places, names, phases and revisions; the same tracks; and what
// is over does not come back.
TEST_P(AnyOrder, WithinTheLatenessMakesNoDifference) {
  Found found;
  for (std::uint64_t seed = 1; seed <= 40 && !HasFailure(); ++seed) {
    expect_none(differences_of_orders(*GetParam(), seed, found), seed);
  }
  for (const char* rule : {"distress", "watch_list", "zone", "position_jump", "rendezvous"}) {
    EXPECT_GT(found[rule], 0U) << "the scenarios must hold some " << rule;
  }
}

INSTANTIATE_TEST_SUITE_P(Shuffle, AnyOrder, testing::Values(&kHours, &kSixHours));

TEST(Shuffle, EveryMessageIsNewerThanTheOneBefore) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    Random random(seed);
    const Reports reports = with_copies(scenario(kHours, random), kHours, random);
    std::map<std::uint64_t, model::Anomaly> latest;
    for (const model::Anomaly& anomaly : outcome(shuffled(reports, 599, 0.5, random), 1).messages) {
      const auto [known, is_first] = latest.try_emplace(anomaly.id, anomaly);
      EXPECT_TRUE(is_first || anomaly.is_newer_than(known->second))
          << "seed " << seed << " " << shown(anomaly);
      known->second = anomaly;
    }
  }
}

// 4534: what the watch list follows stood by a live fold that late reports still changed.
TEST(Shuffle, SeedsThatOnceFailed) {
  Found found;
  for (const std::uint64_t seed : {4534U}) {
    expect_none(differences_of_orders(kHours, seed, found), seed);
  }
}

// How many seeds differ in what.
struct Tally {
  EnumCounts<Difference> seeds;
  std::uint64_t differing = 0;
  std::map<Difference, std::string> examples;  // the first of each

  void add(const Differences& all, std::uint64_t seed) {
    std::map<Difference, std::string> of_seed;
    for (const auto& [kind, text] : all) {
      of_seed.try_emplace(kind, "SELAT_SEED=" + std::to_string(seed) + " " + text);
    }
    differing += of_seed.empty() ? 0U : 1U;
    for (const auto& [kind, text] : of_seed) {
      seeds.add(kind);
      examples.try_emplace(kind, text);
    }
  }
};

void count_differences(const char* name, const Chart& chart, std::uint64_t runs) {
  Tally tally;
  Found found;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    tally.add(differences_of_orders(chart, seed, found), seed);
  }
  std::printf("%s: %llu of %llu seeds differ\n", name, static_cast<unsigned long long>(tally.differing),
              static_cast<unsigned long long>(runs));
  for (const auto& [kind, example] : tally.examples) {
    std::printf("  %-8s in %llu seeds, first: %s\n", std::string(name_of(kind)).c_str(),
                static_cast<unsigned long long>(tally.seeds[kind]), example.c_str());
  }
  EXPECT_EQ(tally.differing, 0U) << name;
}

TEST(Shuffle, CountsTheSeedsThatDiffer) {
  const char* runs = std::getenv("SELAT_RUNS");
  if (runs == nullptr) {
    GTEST_SKIP() << "SELAT_RUNS is not set";
  }
  count_differences("hours", kHours, std::strtoull(runs, nullptr, 10));
  count_differences("six hours", kSixHours, std::strtoull(runs, nullptr, 10));
}

TEST(Shuffle, TellsTheDifferencesOfOneSeed) {
  const char* given = std::getenv("SELAT_SEED");
  if (given == nullptr) {
    GTEST_SKIP() << "SELAT_SEED is not set";
  }
  Found found;
  const std::uint64_t seed = std::strtoull(given, nullptr, 10);
  for (const Chart* chart : {&kHours, &kSixHours}) {
    for (const auto& [kind, text] : differences_of_orders(*chart, seed, found)) {
      ADD_FAILURE() << (chart == &kHours ? "hours" : "six hours") << ": " << name_of(kind) << ", " << text;
    }
  }
}

}  // namespace
}  // namespace selat::detect
