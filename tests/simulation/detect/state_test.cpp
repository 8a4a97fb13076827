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

// The versions of the context are part of the state: the one that reads it may have begun with another.
TEST(State, BringsItsZonesAndWatchListWithIt) {
  Random random(5);
  const Reports reports = scenario(kSixHours, random);
  const std::size_t third = reports.size() / 3;
  const EngineOptions begun_with = options();
  const auto change = [&](Engine& engine) {
    auto zones = begun_with.zones;
    zones.push_back(scene::zone("Z1", model::ZoneKind::watch, -6'000, -6'000, 6'000, 6'000));
    engine.set_context(zones, {{.label = "W1 wanted", .mmsi = 563'000'003}}, engine.watermark());
  };
  Engine one(begun_with);
  Results before, in_one, in_other;
  observe_all(one, std::span(reports).first(third), before);
  change(one);
  observe_all(one, std::span(reports).subspan(third, third), before);
  for (const model::Anomaly& anomaly : one.drain()) {
    before.messages.push_back(anomaly);
  }
  EngineOptions bare = begun_with;
  bare.zones.clear();
  bare.watch_list.clear();
  Engine other(bare);
  ASSERT_TRUE(other.load(one.save()));
  change(other);  // in force already: nothing happens
  EXPECT_TRUE(other.drain().empty());
  observe_all(one, std::span(reports).subspan(2 * third), in_one);
  observe_all(other, std::span(reports).subspan(2 * third), in_other);
  EXPECT_EQ(in_one.messages, in_other.messages);
  EXPECT_EQ(in_one.tracks, in_other.tracks);
  EXPECT_TRUE(std::ranges::any_of(before.messages, [](const model::Anomaly& anomaly) {
    return anomaly.subject.find("Z1") != std::string::npos;
  }));
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
