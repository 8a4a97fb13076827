// The state of the engine, written at some moment and read back by another engine, gives the same results
// from there on; bytes of anything else are refused.

#include <gtest/gtest.h>

#include "base/random.h"
#include "traffic.h"

namespace selat::detect {
namespace {

using namespace traffic;

struct Results {
  std::vector<model::Anomaly> messages;
  std::vector<model::Track> changed, tracks;
};

void observe_all(Engine& engine, std::span<const model::Report> reports, Results& results) {
  for (std::size_t i = 0; i < reports.size(); ++i) {
    engine.observe(reports[i]);
    if (i % 7 != 0) {
      continue;
    }
    for (const model::Anomaly& anomaly : engine.drain()) {
      results.messages.push_back(anomaly);
    }
    for (const model::Track& track : engine.changed_tracks(3)) {
      results.changed.push_back(track);
    }
  }
  results.tracks = engine.tracks();
}

void expect_to_go_on(const Chart& chart, std::uint64_t seed) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  Random random(seed);
  const Reports reports = shuffled(with_copies(scenario(chart, random), chart, random), 599, 0.3, random);
  const std::size_t half = reports.size() / 4 + random.below(reports.size() / 2);
  Engine one(options());
  Results before, in_one, in_other;
  observe_all(one, std::span(reports).first(half), before);
  const std::string state = one.save();
  Engine other(options());
  ASSERT_TRUE(other.load(state));
  EXPECT_EQ(other.tracks_by_state(), one.tracks_by_state());
  observe_all(one, std::span(reports).subspan(half), in_one);
  observe_all(other, std::span(reports).subspan(half), in_other);
  EXPECT_EQ(in_one.messages, in_other.messages);
  EXPECT_EQ(in_one.changed, in_other.changed);
  EXPECT_EQ(in_one.tracks, in_other.tracks);
  EXPECT_EQ(one.counters().late, other.counters().late);
  EXPECT_EQ(one.counters().too_late, other.counters().too_late);
  EXPECT_EQ(one.anomalies(), other.anomalies());
}

TEST(State, ReadBackGoesOnAsIfNothingHadHappened) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    expect_to_go_on(kHours, seed);
    expect_to_go_on(kSixHours, seed);
  }
}

TEST(State, OfOtherOptionsOrDamagedIsRefusedAndTheEngineIsAsItWas) {
  Random random(1);
  Engine one(options());
  Results results;
  observe_all(one, scenario(kHours, random), results);
  const std::string state = one.save();
  EngineOptions others = options();
  others.rules["zone"].thresholds["dwell_s"] = 301;
  Engine other(others);
  EXPECT_FALSE(other.load(state));
  Engine same(options());
  EXPECT_FALSE(same.load({}));
  EXPECT_FALSE(same.load(state.substr(0, state.size() - 1)));
  std::string damaged = state;
  damaged[state.size() / 2] = static_cast<char>(damaged[state.size() / 2] ^ 1);
  EXPECT_FALSE(same.load(damaged));
  EXPECT_TRUE(same.tracks().empty());
  EXPECT_TRUE(same.load(state));
  EXPECT_EQ(same.tracks(), one.tracks());
}

}  // namespace
}  // namespace selat::detect
