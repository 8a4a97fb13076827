// Versions of the context: other zones and another watch list from an instant on, judged at that instant and
// named by the anomalies.

#include "detect/context.h"

#include <gtest/gtest.h>

#include "scene.h"

namespace selat::detect {
namespace {

using namespace scene;

constexpr std::uint32_t kShip = 563'000'001;

std::vector<model::Zone> landing() {
  return {zone("landing", model::ZoneKind::watch, -500, -500, 500, 500)};
}

std::vector<model::Report> lying(double from_s, double to_s) {
  std::vector<model::Report> reports;
  sail(reports, kShip, {.from_s = from_s, .to_s = to_s, .east_m = 0, .north_m = 0});
  return reports;
}

TEST(Context, SameContentHasTheSameVersion) {
  const Context one(landing(), {{.label = "a", .mmsi = 1}}), same(landing(), {{.label = "a", .mmsi = 1}});
  const Context other(landing(), {{.label = "a", .mmsi = 2}}), empty({}, {});
  EXPECT_EQ(one.version(), same.version());
  EXPECT_NE(one.version(), other.version());
  EXPECT_NE(one.version(), empty.version());
  EXPECT_NE(empty.version(), 0U);
}

TEST(Context, AWatchedVesselIsFoundWhenTheListChangesThoughItIsNotHeard) {
  Engine engine({});
  EXPECT_TRUE(run(engine, lying(0, 100)).empty());
  engine.set_context({}, {{.label = "wanted", .mmsi = kShip}}, after(105));
  std::vector<model::Report> others;
  sail(others, kShip + 1, {.from_s = 100, .to_s = 180, .east_m = 9'000, .north_m = 0});
  const auto found = of(run(engine, others), "watch_list", "mmsi");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].started_at, after(105));
  EXPECT_EQ(found[0].context_version, Context({}, {{.label = "wanted", .mmsi = kShip}}).version());
}

// A vessel that continues a listed one was judged by the list that found the listed one, and a better match
// by the list that has it.
TEST(Context, WatchListMatchesNameTheListThatMadeThem) {
  constexpr std::uint32_t kNext = 538'000'009;
  const model::WatchEntry by_name{.label = "wanted", .name = "JAYA LIMA"};
  const model::WatchEntry by_mmsi{.label = "wanted", .mmsi = kShip};
  EngineOptions options;
  options.watch_list = {by_name};
  Engine engine(options);
  auto reports = lying(0, 300);
  reports.insert(reports.begin(), particulars(kShip, 0, "JAYA LIMA", 90));
  run(engine, reports);
  engine.set_context({}, {by_mmsi}, after(400));
  reports = lying(400, 500);
  sail(reports, 563'000'077, {.from_s = 500, .to_s = 3'100, .east_m = 0, .north_m = 9'000});
  reports.emplace_back(position(kNext, 2'990, {50'000, 0, 10, 90}));
  reports.emplace_back(particulars(kNext, 3'000, "JAYA LIMA", 90));
  sort_by_time(reports);
  const auto messages = run(engine, reports);
  const auto better = of(messages, "watch_list", "mmsi");
  ASSERT_FALSE(better.empty());
  EXPECT_EQ(better[0].context_version, Context({}, {by_mmsi}).version());
  const auto continued = of(messages, "watch_list", "same_name");
  ASSERT_FALSE(continued.empty());
  EXPECT_EQ(continued[0].context_version, Context({}, {by_name}).version());
}

TEST(Context, AStayEndsWithItsZoneAndGoesOnInTheSameOne) {
  EngineOptions options;
  options.zones = landing();
  Engine engine(options);
  auto before = of(run(engine, lying(0, 100)), "zone");
  ASSERT_EQ(before.size(), 1U);
  auto more = landing();
  more.insert(more.begin(), zone("far", model::ZoneKind::watch, 20'000, 0, 21'000, 1'000));
  engine.set_context(more, {}, after(200));
  EXPECT_TRUE(of(run(engine, lying(100, 300)), "zone").empty());
  engine.set_context({}, {}, after(400));
  const auto ended = of(run(engine, lying(300, 500)), "zone");
  ASSERT_EQ(ended.size(), 1U);
  EXPECT_EQ(ended[0].id, before[0].id);
  EXPECT_EQ(ended[0].ended_at, after(400));
}

// Eastward at 12 kn along the middle of the landing; on its edge at 486 s.
std::vector<model::Report> coming(double from_s, double to_s) {
  std::vector<model::Report> reports;
  sail(reports, kShip,
       {.from_s = from_s,
        .to_s = to_s,
        .east_m = -3'500 + from_s * 12 * 1852. / 3600,
        .north_m = 0,
        .sog_kn = 12,
        .cog_deg = 90,
        .every_s = 10});
  return reports;
}

TEST(Context, WhatLiesInsideANewZoneHasNotEnteredItAndStaysFromThenOn) {
  Engine engine({});
  EXPECT_TRUE(run(engine, lying(0, 300)).empty());
  engine.set_context(landing(), {}, after(305));
  EXPECT_TRUE(run(engine, lying(300, 2'100)).empty());
  const auto found = of(run(engine, lying(2'100, 2'300)), "zone");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].grade.view(), "dwell");
  EXPECT_EQ(found[0].started_at, after(305)) << "not before the zone";
}

TEST(Context, AVesselThatCrossedTheEdgeBeforeTheZoneWasIsInside) {
  Engine engine({});
  EXPECT_TRUE(run(engine, coming(0, 485)).empty());  // outside at 480 s, and the last that is heard for long
  engine.set_context(landing(), {}, after(500));
  EXPECT_TRUE(of(run(engine, coming(530, 560)), "zone").empty());
}

TEST(Context, AVesselThatComesIntoANewZoneEntersItAndSoDoesOneThatComesBack) {
  Engine engine({});
  EXPECT_TRUE(run(engine, coming(0, 400)).empty());
  engine.set_context(landing(), {}, after(405));
  const auto entered = of(run(engine, coming(410, 560)), "zone");
  ASSERT_EQ(entered.size(), 1U);
  EXPECT_EQ(entered[0].grade.view(), "entry");
  EXPECT_GE(entered[0].started_at, after(405));

  Engine other({});
  EXPECT_TRUE(run(other, coming(500, 560)).empty());
  other.set_context(landing(), {}, after(565));
  EXPECT_TRUE(of(run(other, coming(570, 900)), "zone").empty()) << "it leaves what it had not entered";
  std::vector<model::Report> back;
  sail(back, kShip,
       {.from_s = 900,
        .to_s = 1'100,
        .east_m = 2'050,
        .north_m = 0,
        .sog_kn = 24,
        .cog_deg = 270,
        .every_s = 10});
  EXPECT_EQ(of(run(other, back), "zone", "entry").size(), 1U);
}

TEST(Context, SinceWhenAZoneIsInForceIsKeptOverARestart) {
  Engine engine({});
  EXPECT_TRUE(run(engine, coming(0, 485)).empty());
  engine.set_context(landing(), {}, after(500));
  Engine next({});
  ASSERT_TRUE(next.load(engine.save()));
  EXPECT_TRUE(of(run(next, coming(530, 560)), "zone").empty());
}

TEST(ContextHistory, ForgetsWhatIsNoLongerInForceAndKeepsTheIndices) {
  const auto made = [](std::uint32_t mmsi) {
    return std::make_shared<const Context>(std::vector<model::Zone>(),
                                           std::vector<model::WatchEntry>{{.label = "a", .mmsi = mmsi}});
  };
  ContextHistory history(made(0));
  for (std::uint32_t i = 1; i <= 9; ++i) {
    history.add(after(i * 100.0), made(i));
  }
  const auto fifth = history.at(after(550));
  history.forget_before(after(550));
  EXPECT_EQ(history.size(), 5U);
  EXPECT_EQ(history.at(after(550)), fifth);
  EXPECT_EQ(history[fifth].version(), made(5)->version());
  EXPECT_EQ(history.ends_at(fifth), after(600));
  EXPECT_EQ(history[history.at(after(100))].version(), made(5)->version());
  history.forget_before(after(5'000));
  EXPECT_EQ(history.size(), 1U);
  EXPECT_EQ(history[history.at(after(5'000))].version(), made(9)->version());
}

// A watch that adds and removes a vessel every other minute: each is a finding of its own, hours later too.
TEST(Context, ManyChangesAreAllJudgedAtTheirTime) {
  constexpr int kMinutes = 90;
  const std::vector<model::WatchEntry> listed = {{.label = "wanted", .mmsi = kShip}};
  Engine engine({});
  std::size_t raised = 0, ended = 0;
  for (int minute = 0; minute < kMinutes; ++minute) {
    for (const model::Anomaly& message : run(engine, lying(minute * 60, minute * 60 + 60))) {
      raised += message.phase == model::AnomalyPhase::raised ? 1U : 0U;
      ended += message.phase == model::AnomalyPhase::ended ? 1U : 0U;
    }
    engine.set_context({}, minute % 2 == 0 ? listed : std::vector<model::WatchEntry>(),
                       engine.watermark() + Span::milliseconds(1));
  }
  EXPECT_EQ(raised, kMinutes / 2U);
  EXPECT_EQ(ended, kMinutes / 2U - 1);
}

// The order of arrival does not count across a change either.
TEST(Context, LateReportsAreJudgedByTheVersionOfTheirTime) {
  const auto outcome = [](const std::vector<model::Report>& early, const std::vector<model::Report>& late) {
    Engine engine({});
    auto messages = run(engine, early);
    engine.set_context(landing(), {{.label = "wanted", .mmsi = kShip}}, after(200));
    const auto more = run(engine, late);
    messages.insert(messages.end(), more.begin(), more.end());
    std::map<std::uint64_t, model::Anomaly> last;
    for (auto& message : messages) {
      message.corrections = 0;
      last[message.id] = message;
    }
    return last;
  };
  const auto all = lying(0, 400);
  const auto half = all.begin() + 15;
  const auto in_order = outcome({all.begin(), half}, {half, all.end()});
  std::vector<model::Report> shuffled_late{all.rbegin(), all.rend() - 5};
  EXPECT_EQ(outcome({all.begin(), all.begin() + 5}, shuffled_late), in_order);
  EXPECT_EQ(in_order.size(), 1U);
}

}  // namespace
}  // namespace selat::detect
