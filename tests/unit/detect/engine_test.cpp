#include "detect/engine.h"

#include <gtest/gtest.h>

#include "detect/rule_table.h"
#include "scene.h"

namespace selat::detect {
namespace {

using namespace scene;
using model::AnomalyPhase;

constexpr std::uint32_t kShip = 563'000'001;

TEST(Engine, CountsEveryReportOnce) {
  Engine engine({});
  engine.observe(position(kShip, 1'000, {}));
  engine.observe(position(kShip, 1'000, {}));  // the very same report again
  engine.observe(position(kShip, 900, {}));
  engine.observe(position(kShip, 100, {}));  // older than ten minutes
  engine.observe(position(0, 1'000, {}));
  model::AlsoHeard heard;
  put_header(heard, kShip, 1'000, 1, model::Transponder::class_a);
  engine.observe(heard);
  auto future = position(kShip, 2'000, {});
  future.received_at = after(1'000);
  engine.observe(future);
  engine.observe(position(kShip, 9'000, {}));  // ahead of all others: held
  const auto counters = engine.counters();
  EXPECT_EQ(counters.reports_received, 8U);
  EXPECT_EQ(counters.in_order, 1U);
  EXPECT_EQ(counters.late, 1U);
  EXPECT_EQ(counters.too_late, 1U);
  EXPECT_EQ(counters.repeated, 1U);
  EXPECT_EQ(counters.also_heard, 1U);
  EXPECT_EQ(counters.from_future, 1U);
  EXPECT_EQ(counters.waiting, 1U);
  EXPECT_EQ(counters.invalid, 1U);
  EXPECT_EQ(engine.watermark(), after(1'000));
}

TEST(Engine, TimeJumpIsBelievedWhenThreeAgree) {
  Engine engine({});
  engine.observe(position(kShip, 0, {}));
  for (const int s : {7'200, 7'210, 7'220}) {
    engine.observe(position(kShip, s, {}));
  }
  EXPECT_EQ(engine.watermark(), after(7'220));
  EXPECT_EQ(engine.counters().waiting, 0U);
  EXPECT_EQ(engine.counters().in_order, 4U);
}

TEST(Engine, ManyWrongTimesAmongMoreRightOnesAreNotBelieved) {
  Engine engine({});
  for (int s = 0; s < 3'000; s += 10) {
    engine.observe(position(kShip, s, {}));
    engine.observe(position(kShip + 1, s, {}));
    engine.observe(position(kShip + 2, 400'000'000 + s, {}));
  }
  EXPECT_EQ(engine.watermark(), after(2'990));
  EXPECT_EQ(engine.counters().in_order, 600U);
  EXPECT_EQ(engine.counters().too_late, 0U);
  EXPECT_EQ(engine.counters().from_future + engine.counters().waiting, 300U);
}

TEST(Engine, DistressFarAheadIsRaisedAtOnceAndMovesNoClock) {
  Engine engine({});
  engine.observe(position(kShip, 0, {}));
  engine.observe(position(970'000'001, 7'200, {0, 0, 0, 0, model::NavigationStatus::distress_device_active}));
  EXPECT_EQ(of(engine.drain(), "distress").size(), 1);
  EXPECT_EQ(engine.watermark(), after(0));
}

TEST(Engine, LateReportThatDisprovesAnAnomalyRetractsIt) {
  // Four reports far away: the position has jumped. Then late reports, in between, of the old position.
  std::vector<model::Report> reports;
  sail(reports, kShip, {.from_s = 0, .to_s = 300, .east_m = 0, .north_m = 0});
  for (const int s : {300, 310, 320, 330}) {
    reports.emplace_back(position(kShip, s, {20'000, 0, 0, 0}));
  }
  Engine engine({});
  const auto first = of(run(engine, reports), "position_jump");
  ASSERT_EQ(first.size(), 1);
  std::vector<model::Report> late;
  for (const int s : {305, 315, 325, 335}) {
    late.emplace_back(position(kShip, s, {0, 0, 0, 0}));
  }
  const auto second = of(run(engine, late), "position_jump");
  const auto retracted = std::ranges::find(second, AnomalyPhase::retracted, &model::Anomaly::phase);
  ASSERT_NE(retracted, second.end());
  EXPECT_EQ(retracted->id, first[0].id);
  EXPECT_TRUE(retracted->is_newer_than(first[0]));
}

TEST(Engine, TransmissionHeardByTwoStationsCountsOnce) {
  std::vector<model::Report> reports;
  for (int s = 0; s < 100; s += 10) {
    auto report = position(kShip, s, {0, 0, 10, 90});
    reports.emplace_back(report);
    report.source = "hill";
    report.observed_at = report.observed_at + Span::seconds(2);
    report.received_at = report.observed_at;
    reports.emplace_back(report);
  }
  sort_by_time(reports);
  Engine engine({});
  run(engine, reports);
  EXPECT_EQ(engine.tracks().at(0).fixes, 10U);
  EXPECT_EQ(engine.counters().copies, 10U);
}

TEST(Engine, SamePayloadHalfAMinuteLaterIsAReportOfItsOwn) {
  auto report = position(kShip, 0, {});
  auto again = report;
  again.observed_at = again.received_at = after(180);
  Engine engine({});
  run(engine, {report, again});
  EXPECT_EQ(engine.tracks().at(0).fixes, 2U);
}

TEST(Engine, LeastRecentlyHeardVesselIsEvicted) {
  EngineOptions options;
  options.max_vessels = 2;
  Engine engine(options);
  run(engine, {position(kShip, 0, {}), position(kShip + 1, 1, {}), position(kShip, 2, {}),
               position(kShip + 2, 3, {})});
  EXPECT_EQ(engine.vessels(), 2U);
  EXPECT_EQ(engine.counters().vessels_evicted, 1U);
  EXPECT_EQ(engine.tracks().at(0).vessel.mmsi.number(), kShip);
  const auto changed = engine.changed_tracks();
  EXPECT_TRUE(std::ranges::any_of(changed, [](const auto& track) {
    return track.vessel.mmsi.number() == kShip + 1 && track.state == model::TrackState::ended;
  }));
}

TEST(Engine, AFloodOfNewMmsisEvictsNoVesselThatIsKnown) {
  EngineOptions options;
  options.max_vessels = 50;
  Engine engine(options);
  std::vector<model::Report> reports;
  for (std::uint32_t ship = 0; ship < 20; ++ship) {
    sail(reports, kShip + ship,
         {.from_s = ship / 10., .to_s = 100, .east_m = ship * 3'000., .north_m = 0, .sog_kn = 10});
  }
  for (std::uint32_t i = 0; i < 1'000; ++i) {
    reports.emplace_back(position(210'000'000 + i, 100 + i / 100., {0, 9'000}));
  }
  sort_by_time(reports);
  run(engine, reports);
  EXPECT_LE(engine.vessels(), 50U);
  const auto tracks = engine.tracks();
  EXPECT_EQ(
      std::ranges::count_if(tracks, [](const auto& track) { return track.vessel.mmsi.number() >= kShip; }),
      20);
}

TEST(Engine, VesselThatSendsTooMuchIsFinalizedEarlyAndBounded) {
  EngineOptions options;
  options.max_reports_per_vessel = 64;
  Engine engine(options);
  std::vector<model::Report> reports;
  sail(reports, kShip, {.from_s = 0, .to_s = 300, .east_m = 0, .north_m = 0, .every_s = 0.5});
  run(engine, reports);
  EXPECT_GT(engine.counters().reports_crowded_out, 400U);
  EXPECT_EQ(engine.tracks().at(0).fixes, 600U);
}

TEST(Engine, SilentTrackIsLostThenEndsAndIsRemoved) {
  std::vector<model::Report> reports;
  sail(reports, kShip, {.from_s = 0, .to_s = 60, .east_m = 0, .north_m = 0, .sog_kn = 10, .cog_deg = 0});
  Engine engine({});
  run(engine, reports);
  EXPECT_EQ(engine.tracks().at(0).state, model::TrackState::confirmed);
  std::vector<model::Report> other;
  sail(other, kShip + 1, {.from_s = 60, .to_s = 600, .east_m = 9'000, .north_m = 0});
  run(engine, other);
  EXPECT_EQ(engine.tracks().at(0).state, model::TrackState::lost);
  other.clear();
  sail(other, kShip + 1, {.from_s = 600, .to_s = 6'000, .east_m = 9'000, .north_m = 0});
  run(engine, other);
  EXPECT_EQ(engine.vessels(), 1U);
  const auto changed = engine.changed_tracks();
  EXPECT_TRUE(std::ranges::any_of(changed, [](const auto& track) {
    return track.vessel.mmsi.number() == kShip && track.state == model::TrackState::ended;
  }));
}

TEST(Engine, ChangedTracksAreHandedOutLongestWaitingFirst) {
  const auto mmsis = [](const std::vector<model::Track>& tracks) {
    std::vector<std::uint32_t> numbers;
    for (const model::Track& track : tracks) {
      numbers.push_back(track.vessel.mmsi.number());
    }
    return numbers;
  };
  Engine engine({});
  run(engine, {position(kShip + 2, 0, {}), position(kShip, 1, {}), position(kShip + 1, 2, {}),
               position(kShip + 2, 3, {})});
  EXPECT_EQ(engine.tracks_waiting(), 3U);
  EXPECT_EQ(mmsis(engine.changed_tracks(2)), (std::vector{kShip + 2, kShip}));
  run(engine, {position(kShip, 10, {})});
  EXPECT_EQ(mmsis(engine.changed_tracks()), (std::vector{kShip + 1, kShip}));
  EXPECT_EQ(engine.tracks_waiting(), 0U);
  EXPECT_TRUE(engine.changed_tracks().empty());
}

TEST(Engine, RuleThatIsOffFindsNothing) {
  EngineOptions options;
  options.rules["distress"].is_on = false;
  EXPECT_TRUE(run(options, {position(970'000'001, 0, {})}).empty());
}

TEST(RuleTable, IsCompleteAndItsDefaultsAreWithinTheirBounds) {
  EXPECT_EQ(rule_table().size(), 8);
  for (const RuleDescription& rule : rule_table()) {
    EXPECT_FALSE(rule.id.empty());
    EXPECT_GE(rule.version, 1);
    EXPECT_FALSE(rule.name.empty());
    EXPECT_TRUE(rule.meaning.english().ends_with('.')) << rule.id;
    EXPECT_NE(rule.sentence, nullptr) << rule.id;
    EXPECT_TRUE(rule.make_vessel_rule != nullptr || rule.make_pair_rule != nullptr ||
                rule.make_fleet_rule != nullptr || rule.make_area_rule != nullptr)
        << rule.id;
    EXPECT_EQ(find_rule(rule.id), &rule);
    for (const Threshold& threshold : rule.thresholds) {
      EXPECT_FALSE(threshold.meaning.empty()) << rule.id << "." << threshold.key;
      EXPECT_LE(threshold.least, threshold.default_value) << rule.id << "." << threshold.key;
      EXPECT_GE(threshold.most, threshold.default_value) << rule.id << "." << threshold.key;
    }
  }
}

}  // namespace
}  // namespace selat::detect
