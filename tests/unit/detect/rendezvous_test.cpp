#include <set>

#include <gtest/gtest.h>

#include "scene.h"

namespace selat::detect {
namespace {

using namespace scene;
using model::AnomalyPhase;
using model::Severity;
using model::ZoneKind;

constexpr std::uint32_t kOne = 525'000'001, kOther = 533'000'001;

struct Plot {
  double meet_s = 1'500;  // how long they lie together
  double gap_m = 150;     // between their antennas
  double length_m = 60, other_length_m = 60;
  double east_m = 0;  // where
  double start_s = 0;
  double approach_kn = 10;
};

// `one` lies at the place; `other` comes from the north within ten minutes, stays, and goes on.
std::vector<model::Report> meeting(const Plot& plot) {
  std::vector<model::Report> reports;
  const double arrive_s = plot.start_s + 600, leave_s = arrive_s + plot.meet_s, end_s = leave_s + 600;
  const double way_m = plot.approach_kn * 1852. / 3600 * 600;
  reports.emplace_back(particulars(kOne, plot.start_s, "ONE", plot.length_m));
  reports.emplace_back(particulars(kOther, plot.start_s, "OTHER", plot.other_length_m));
  sail(reports, kOne,
       {.from_s = plot.start_s + 1,
        .to_s = end_s,
        .east_m = plot.east_m,
        .north_m = 0,
        .sog_kn = 0.2,
        .cog_deg = 180});
  for (auto& report : reports) {  // it keeps its place
    if (auto* position = std::get_if<model::PositionReport>(&report)) {
      position->position = at_m(plot.east_m, 0);
    }
  }
  sail(reports, kOther,
       {.from_s = plot.start_s + 2,
        .to_s = arrive_s,
        .east_m = plot.east_m + plot.gap_m,
        .north_m = way_m,
        .sog_kn = plot.approach_kn,
        .cog_deg = 180});
  for (double s = arrive_s; s < leave_s; s += 10) {
    reports.emplace_back(position(kOther, s, {plot.east_m + plot.gap_m, 0, 0.1, 180}));
  }
  sail(reports, kOther,
       {.from_s = leave_s,
        .to_s = end_s,
        .east_m = plot.east_m + plot.gap_m,
        .north_m = 0,
        .sog_kn = 10,
        .cog_deg = 180});
  return reports;
}

TEST(Rendezvous, IsBuildingThenDecidedThenEnded) {
  const auto found = of(run({}, meeting({})), "rendezvous");
  ASSERT_GE(found.size(), 3);
  EXPECT_EQ(found[0].grade.view(), "building");
  EXPECT_EQ(found[0].severity, Severity::information);
  EXPECT_EQ(found[1].grade.view(), "rendezvous");
  EXPECT_EQ(found[1].severity, Severity::warning);
  EXPECT_EQ(found[1].id, found[0].id);
  EXPECT_NEAR((found[1].started_at - after(600)).in_seconds(), 0, 5);
  EXPECT_EQ((found[1].decided_at - found[1].started_at).in_seconds(), 900) << "at once";
  EXPECT_EQ(found.back().phase, AnomalyPhase::ended);
  EXPECT_NEAR((*found.back().ended_at - after(2'100)).in_seconds(), 0, 10);
  EXPECT_EQ(found[1].vessels[0].name.view(), "ONE");
  EXPECT_EQ(found[1].vessels[1].name.view(), "OTHER");
  ASSERT_EQ(found[1].evidence.size(), 6);
  EXPECT_NEAR(found[1].evidence[0].measured, 140, 1) << "hull to hull: beams of 10 m";
  EXPECT_GE(found[1].evidence[5].measured, 1'000);
  EXPECT_GE(found[1].reports.size(), 2);
}

// What a ship tells of itself is kept longer than the reports of the last minutes.
TEST(Rendezvous, IsHullToHullThoughTheDimensionsWereToldLongAgo) {
  std::vector<model::Report> reports = meeting({.start_s = 2'400});
  for (model::Report& report : reports) {
    if (auto* told = std::get_if<model::StaticReport>(&report)) {
      told->observed_at = told->received_at = after(1);
    }
  }
  const double approach_ms = 10 * 1'852. / 3'600;
  sail(reports, kOne, {.from_s = 2, .to_s = 2'400, .east_m = 0, .north_m = 0});
  sail(reports, kOther,
       {.from_s = 2,
        .to_s = 2'400,
        .east_m = 150,
        .north_m = approach_ms * 2'998,
        .sog_kn = 10,
        .cog_deg = 180});
  const auto found = of(run({}, reports), "rendezvous", "rendezvous");
  ASSERT_FALSE(found.empty());
  EXPECT_NEAR(found[0].evidence[0].measured, 140, 1) << "beams of 10 m";
}

TEST(Rendezvous, WorksAcrossMidnight) {
  const double midnight_s = 12 * 3600;
  const auto found = of(run({}, meeting({.start_s = midnight_s - 1'000})), "rendezvous", "rendezvous");
  ASSERT_FALSE(found.empty());
  EXPECT_LT(found[0].started_at, after(midnight_s));
  EXPECT_GT(found[0].decided_at, after(midnight_s));
}

TEST(Rendezvous, NotInBerthAnchoragePilotOrBunkeringArea) {
  for (const auto kind :
       {ZoneKind::berth, ZoneKind::anchorage, ZoneKind::pilot_boarding, ZoneKind::bunkering}) {
    EngineOptions options;
    options.zones = {zone("here", kind, -1'000, -1'000, 1'000, 1'000)};
    EXPECT_TRUE(of(run(options, meeting({})), "rendezvous").empty()) << name_of(kind);
  }
}

TEST(Rendezvous, NotWhenTheyWereTogetherAllAlong) {
  std::vector<model::Report> reports;
  sail(reports, kOne, {.from_s = 0, .to_s = 7'200, .east_m = 0, .north_m = 0});
  sail(reports, kOther, {.from_s = 1, .to_s = 7'200, .east_m = 100, .north_m = 0});
  EXPECT_TRUE(of(run({}, reports), "rendezvous").empty());
}

TEST(Rendezvous, NotWhenTheyCameTogetherFromLessThanAKilometre) {
  EXPECT_TRUE(of(run({}, meeting({.approach_kn = 2.5})), "rendezvous").empty());
}

TEST(Rendezvous, NotWhenTooShort) {
  EXPECT_TRUE(of(run({}, meeting({.meet_s = 280})), "rendezvous").empty());
}

TEST(Rendezvous, OnlyBuildingBelowFifteenMinutes) {
  const auto found = of(run({}, meeting({.meet_s = 600})), "rendezvous");
  ASSERT_EQ(found.size(), 2);
  EXPECT_EQ(found[0].severity, Severity::information);
  EXPECT_EQ(found[1].phase, AnomalyPhase::ended);
}

TEST(Rendezvous, NotWhenTooFarApart) {
  EXPECT_TRUE(of(run({}, meeting({.gap_m = 400})), "rendezvous").empty());
}

TEST(Rendezvous, NotWhenPassing) {
  std::vector<model::Report> reports;
  sail(reports, kOne, {.from_s = 0, .to_s = 3'600, .east_m = 0, .north_m = 0});
  sail(reports, kOther,
       {.from_s = 1, .to_s = 3'600, .east_m = 100, .north_m = 10'000, .sog_kn = 12, .cog_deg = 180});
  EXPECT_TRUE(of(run({}, reports), "rendezvous").empty());
}

TEST(Rendezvous, NotUnderWayTogether) {
  std::vector<model::Report> reports;
  sail(reports, kOne, {.from_s = 0, .to_s = 3'600, .east_m = 0, .north_m = 0, .sog_kn = 6, .cog_deg = 0});
  sail(reports, kOther, {.from_s = 1, .to_s = 3'600, .east_m = 100, .north_m = 0, .sog_kn = 6, .cog_deg = 0});
  EXPECT_TRUE(of(run({}, reports), "rendezvous").empty());
}

TEST(Rendezvous, SmallCraftIsDecidedAtFiveMinutes) {
  const auto found =
      of(run({}, meeting({.length_m = 180, .other_length_m = 12})), "rendezvous", "small_craft");
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].severity, Severity::caution);
  EXPECT_EQ((found[0].decided_at - found[0].started_at).in_seconds(), 300);
}

TEST(Rendezvous, ShipToShipAfterTwoHoursAlongside) {
  const auto found =
      of(run({}, meeting({.meet_s = 8'000, .gap_m = 60, .length_m = 240, .other_length_m = 180})),
         "rendezvous", "ship_to_ship");
  ASSERT_FALSE(found.empty());
  EXPECT_GE((found[0].decided_at - found[0].started_at).in_seconds(), 7'200);
}

TEST(Rendezvous, HullsCountNotAntennas) {
  // 450 m between antennas, but the ships are 300 m long and lie end to end.
  auto reports = meeting({.gap_m = 0, .length_m = 300, .other_length_m = 300});
  for (auto& report : reports) {
    auto* position = std::get_if<model::PositionReport>(&report);
    if (position == nullptr || position->mmsi.number() != kOther || position->sog->in_knots() > 1) {
      continue;
    }
    position->position = at_m(0, 450);
  }
  const auto found = of(run({}, reports), "rendezvous", "rendezvous");
  ASSERT_FALSE(found.empty());
  EXPECT_NEAR(found[0].evidence[0].measured, 150, 3);
}

TEST(Rendezvous, PartingByALittleAndMeetingAgainIsNotASecondOne) {
  auto reports = meeting({.meet_s = 1'200});  // parts at 1800 s, and is 3 km away at the end
  std::erase_if(reports,
                [](const auto& report) { return model::header_of(report).observed_at >= after(1'800); });
  for (int s = 1'800; s < 4'000; s += 10) {  // 500 m off for five minutes, then back
    reports.emplace_back(position(kOther, s, {s < 2'100 ? 500. : 150., 0, 0.1, 180}));
    reports.emplace_back(position(kOne, s + 1, {0, 0, 0.2, 180}));
  }
  std::vector<std::uint64_t> ids;
  for (const auto& anomaly : of(run({}, reports), "rendezvous")) {
    ids.push_back(anomaly.id);
  }
  std::ranges::sort(ids);
  EXPECT_EQ(std::unique(ids.begin(), ids.end()) - ids.begin(), 1);
}

// What real recordings taught.

Severity gravest(const std::vector<model::Anomaly>& found) {
  Severity most = Severity::information;
  for (const model::Anomaly& anomaly : found) {
    most = std::max(most, anomaly.severity);
  }
  return most;
}

std::size_t kinds_of(const std::vector<model::Anomaly>& found) {
  std::set<std::uint64_t> ids;
  for (const model::Anomaly& anomaly : found) {
    ids.insert(anomaly.id);
  }
  return ids.size();
}

// Comes from the north for 50 minutes, and lies there from 3,000 s on.
void arrive(std::vector<model::Report>& reports, std::uint32_t mmsi, double east_m, double north_m) {
  const double way_m = Speed::knots(8).in_metres_per_second() * 3'000;
  sail(reports, mmsi,
       {.from_s = 2,
        .to_s = 3'000,
        .east_m = east_m,
        .north_m = north_m + way_m,
        .sog_kn = 8,
        .cog_deg = 180});
  sail(reports, mmsi, {.from_s = 3'000, .to_s = 6'000, .east_m = east_m, .north_m = north_m, .every_s = 60});
}

TEST(Rendezvous, AnArrivalInARowThatLiesForLongIsOneAtAQuay) {
  std::vector<model::Report> reports;
  for (std::uint32_t ship = 0; ship < 5; ++ship) {
    sail(reports, kOne + ship,
         {.from_s = ship + 1., .to_s = 6'000, .east_m = 80. * ship, .north_m = 0, .every_s = 60});
  }
  arrive(reports, kOther, 80 * 5, 0);
  const auto found = of(run({}, reports), "rendezvous");
  EXPECT_EQ(kinds_of(found), 1U);
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.front().grade.view(), "quay");
  EXPECT_EQ(gravest(found), Severity::information);
  EXPECT_EQ(found.front().vessels[0].mmsi.number(), kOne + 4) << "its neighbour";
}

// Another lies alone behind it, and has no nearer neighbour.
TEST(Rendezvous, AnArrivalAtAQuayIsToldWithTheNeighbourNearestToItAlone) {
  std::vector<model::Report> reports;
  for (std::uint32_t ship = 0; ship < 5; ++ship) {
    sail(reports, kOne + ship,
         {.from_s = ship + 1.,
          .to_s = 6'000,
          .east_m = ship < 4 ? 80. * ship : 560.,
          .north_m = 0,
          .every_s = 60});
  }
  arrive(reports, kOther, 80 * 4, 0);
  const auto found = of(run({}, reports), "rendezvous");
  EXPECT_EQ(kinds_of(found), 1U);
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.front().grade.view(), "quay");
  EXPECT_EQ(found.front().vessels[0].mmsi.number(), kOne + 3);
}

TEST(Rendezvous, ShipsThatLieSideBySideAreNoPairs) {
  std::vector<model::Report> reports;
  for (std::uint32_t ship = 0; ship < 60; ++ship) {
    sail(reports, kOne + ship,
         {.from_s = ship / 10., .to_s = 4'500, .east_m = 40. * ship, .north_m = 0, .every_s = 60});
  }
  sort_by_time(reports);
  Engine engine({});
  EXPECT_TRUE(of(run(engine, reports), "rendezvous").empty());
  EXPECT_EQ(engine.pairs(), 0U);
}

TEST(Rendezvous, PairsBeyondTheBoundAreRefusedAndCounted) {
  auto reports = meeting({});
  for (model::Report& report : meeting({.east_m = 9'000})) {
    std::visit([](auto& any) { any.mmsi = model::Mmsi(any.mmsi.number() + 10); }, report);
    reports.push_back(report);
  }
  sort_by_time(reports);
  EngineOptions options;
  options.max_pairs = 1;
  Engine engine(options);
  run(engine, reports);
  EXPECT_EQ(engine.pairs(), 1U);
  EXPECT_GT(engine.counters().pairs_refused, 0U);
}

TEST(Rendezvous, ASingleShipThatLiesForLongIsNoQuay) {
  std::vector<model::Report> reports;
  sail(reports, kOne, {.from_s = 1, .to_s = 6'000, .east_m = 0, .north_m = 0, .every_s = 60});
  arrive(reports, kOther, 80, 0);
  EXPECT_EQ(gravest(of(run({}, reports), "rendezvous")), Severity::warning);
}

TEST(Rendezvous, OneThatSwitchesOnItsAisAtTheMeetingIsACaution) {
  std::vector<model::Report> reports;
  arrive(reports, kOther, 80, 0);
  sail(reports, kOne, {.from_s = 3'120, .to_s = 6'000, .east_m = 0, .north_m = 0});
  const auto found = of(run({}, reports), "rendezvous", "unheard_before");
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.front().severity, Severity::caution);
  EXPECT_LE(found.front().confidence, 0.5);
  EXPECT_GT(found.front().evidence[5].measured, 10'000) << "how far away the other was";
}

TEST(Rendezvous, OneThatSwitchesOnItsAisBesideAShipThatLiesThereIsNone) {
  std::vector<model::Report> reports;
  sail(reports, kOther, {.from_s = 2, .to_s = 6'000, .east_m = 80, .north_m = 0, .every_s = 60});
  sail(reports, kOne, {.from_s = 3'120, .to_s = 6'000, .east_m = 0, .north_m = 0});
  EXPECT_TRUE(of(run({}, reports), "rendezvous").empty());
}

TEST(Rendezvous, WithoutASpeedThePositionsTellIt) {
  auto reports = meeting({});
  for (auto& report : reports) {
    auto* position = std::get_if<model::PositionReport>(&report);
    if (position != nullptr && position->mmsi.number() == kOther) {
      position->sog.reset();
      position->cog.reset();
    }
  }
  const auto found = of(run({}, reports), "rendezvous", "no_speed");
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.front().severity, Severity::caution);
  EXPECT_LE(found.front().confidence, 0.5);
}

TEST(Rendezvous, TwoSmallCraftForEightMinutesAreACaution) {
  const auto found = of(run({}, meeting({.meet_s = 480, .length_m = 14, .other_length_m = 12})), "rendezvous",
                        "small_craft");
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.front().severity, Severity::caution);
  EXPECT_LE(found.front().confidence, 0.5);
}

TEST(Rendezvous, TwoThatWaitAbeamMakingWayAreNone) {
  std::vector<model::Report> reports;
  reports.emplace_back(particulars(kOne, 0, "ONE", 180));
  reports.emplace_back(particulars(kOther, 0, "OTHER", 150));
  for (const auto& [mmsi, north_m] : {std::pair(kOne, 0.0), std::pair(kOther, -4'000.0)}) {
    const double kn = north_m < 0 ? 10 : 2.2;  // the second one comes up astern of the first, and falls in
    const double meet_s = 4'000 / Speed::knots(10 - 2.2).in_metres_per_second();
    const double meet_north_m = Speed::knots(2.2).in_metres_per_second() * meet_s;
    const double east_m = north_m < 0 ? 220 : 0;
    sail(reports, mmsi, {.from_s = 1, .to_s = meet_s, .east_m = east_m, .north_m = north_m, .sog_kn = kn});
    sail(reports, mmsi,
         {.from_s = meet_s, .to_s = 5'000, .east_m = east_m, .north_m = meet_north_m, .sog_kn = 2.2});
  }
  EXPECT_EQ(gravest(of(run({}, reports), "rendezvous")), Severity::information);
}

}  // namespace
}  // namespace selat::detect
