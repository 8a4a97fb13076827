#include <gtest/gtest.h>

#include "scene.h"

namespace selat::detect {
namespace {

using namespace scene;
using model::AnomalyPhase;
using model::NavigationStatus;
using model::Severity;

constexpr std::uint32_t kSart = 970'123'456, kShip = 563'000'001;

TEST(Distress, ActiveSartIsDecidedByItsFirstReport) {
  const auto found =
      of(run({}, {position(kSart, 0, {0, 0, 0, 0, NavigationStatus::distress_device_active})}), "distress");
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0].severity, Severity::distress);
  EXPECT_EQ(found[0].grade.view(), "active");
  EXPECT_EQ(found[0].decided_at, after(0));
  EXPECT_EQ(found[0].place, at_m(0, 0));
  ASSERT_EQ(found[0].evidence.size(), 2);
  EXPECT_EQ(found[0].evidence[0].measured, 970);
  ASSERT_EQ(found[0].reports.size(), 1);
}

constexpr NavigationStatus kFourteen = NavigationStatus::distress_device_active;

// Reports of the ship in the status from `from_s` to `to_s`, on its way east.
void sail_with(std::vector<model::Report>& reports, double from_s, double to_s, double sog_kn,
               NavigationStatus status) {
  for (double s = from_s; s < to_s; s += 10) {
    reports.emplace_back(position(kShip, s, {s * 5, 0, sog_kn, 90, status}));
  }
}

TEST(Distress, StatusFourteenOfAShipUnderWayIsOneCaution) {
  for (const double first_s : {0.0, 600.0}) {
    std::vector<model::Report> reports;
    sail_with(reports, 0, first_s, 10, NavigationStatus::under_way_using_engine);
    sail_with(reports, first_s, first_s + 500, 10, kFourteen);
    const auto found = of(run({}, reports), "distress");
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0].severity, Severity::caution);
    EXPECT_EQ(found[0].grade.view(), first_s > 0 ? "status" : "status_unheard");
  }
}

TEST(Distress, StatusFourteenNewlySetOfAShipThatSlowsDownIsAnAlarm) {
  std::vector<model::Report> reports;
  sail_with(reports, 0, 600, 10, NavigationStatus::under_way_using_engine);
  sail_with(reports, 600, 700, 10, kFourteen);
  sail_with(reports, 700, 900, 2, kFourteen);
  const auto found = of(run({}, reports), "distress");
  ASSERT_EQ(found.size(), 2);
  EXPECT_EQ(found[0].severity, Severity::caution);
  EXPECT_EQ(found[1].severity, Severity::alarm);
  EXPECT_EQ(found[1].grade.view(), "status_slowing");
  EXPECT_EQ(found[1].id, found[0].id);
  EXPECT_EQ(found[1].decided_at, after(710)) << "with the second slow report";
}

TEST(Distress, StatusFourteenSetAfterTheShipHasStoppedIsAnAlarm) {
  std::vector<model::Report> reports;
  sail_with(reports, 0, 600, 10, NavigationStatus::under_way_using_engine);
  sail_with(reports, 600, 660, 0, NavigationStatus::under_way_using_engine);
  sail_with(reports, 660, 700, 0, kFourteen);
  const auto found = of(run({}, reports), "distress");
  ASSERT_EQ(found.size(), 2);
  EXPECT_EQ(found[1].severity, Severity::alarm);
  EXPECT_EQ(found[1].decided_at, after(670));
}

TEST(Distress, StatusFourteenNewlySetOfAShipThatLiesStillIsAWarning) {
  std::vector<model::Report> reports;
  for (double s = 0; s < 900; s += 10) {
    reports.emplace_back(position(kShip, s, {0, 0, 0, 0, s < 300 ? NavigationStatus::moored : kFourteen}));
  }
  const auto found = of(run({}, reports), "distress");
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0].severity, Severity::warning);
  EXPECT_EQ(found[0].grade.view(), "still");
}

TEST(Distress, NothingIsSaidOfWhatWasNotHeardBeforeStatusFourteen) {
  for (const double heard_until_s : {0.0, 600.0}) {
    std::vector<model::Report> reports;
    sail_with(reports, 0, heard_until_s, 12, NavigationStatus::under_way_using_engine);
    const double again_s = heard_until_s + 660;
    for (double s = again_s; s < again_s + 200; s += 10) {
      reports.emplace_back(position(kShip, s, {heard_until_s * 5 + 2'000, 0, 0, 90, kFourteen}));
    }
    const auto found = of(run({}, reports), "distress");
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0].severity, Severity::warning);
    EXPECT_EQ(found[0].grade.view(), "still_unheard");
    EXPECT_EQ(found[0].decided_at, after(again_s)) << "by the first report";
  }
}

// What the engine says of this report when an hour of other traffic has passed.
std::vector<model::Anomaly> told_of(const std::vector<model::Report>& late) {
  Engine engine({});
  for (double s = 0; s <= 3'600; s += 10) {
    engine.observe(position(kShip + 7, s, {s * 5, 9'000, 10, 90}));
  }
  EXPECT_TRUE(of(engine.drain(), "distress").empty());
  std::vector<model::Report> reports = late;
  for (double s = 3'610; s <= 3'900; s += 10) {
    reports.emplace_back(position(kShip + 7, s, {s * 5, 9'000, 10, 90}));
  }
  const auto told = run(engine, reports);
  EXPECT_EQ(engine.counters().late_distress + engine.counters().too_late, late.size());
  return told;
}

TEST(Distress, IsToldHoweverLateItIsHeardOfAndSaidToBeOld) {
  for (const double sent_s : {2'940.0, 2'700.0, 0.0, -7'200.0}) {
    const auto found = of(told_of({position(kSart, sent_s, {0, 0, 0, 0, kFourteen})}), "distress");
    ASSERT_EQ(found.size(), 1) << sent_s;
    EXPECT_EQ(found[0].severity, Severity::distress);
    EXPECT_EQ(found[0].grade.view(), "active_late");
    EXPECT_EQ(found[0].started_at, after(sent_s)) << "when it was sent";
    EXPECT_EQ(found[0].reports.front().observed_at, after(sent_s));
    EXPECT_EQ(found[0].place, at_m(0, 0));
  }
  const auto by_text = of(told_of({safety(kSart, 2'700, "SART ACTIVE")}), "distress");
  ASSERT_EQ(by_text.size(), 1);
  EXPECT_EQ(by_text[0].grade.view(), "active_late");
  const auto of_ship = of(told_of({position(kShip, 2'700, {0, 0, 9, 0, kFourteen})}), "distress");
  ASSERT_EQ(of_ship.size(), 1);
  EXPECT_EQ(of_ship[0].grade.view(), "status_late");
  const auto mayday = of(told_of({safety(kShip + 7, 2'700, "MAYDAY MAYDAY")}), "safety_text", "mayday");
  ASSERT_EQ(mayday.size(), 1);
  EXPECT_EQ(mayday[0].started_at, after(2'700));
  EXPECT_EQ(mayday[0].decided_at, after(3'000));
}

TEST(Distress, WhatIsTooLateAndNoDistressStaysUntold) {
  EXPECT_TRUE(told_of({safety(kSart, 2'700, "SART TEST")}).empty());
  EXPECT_TRUE(told_of({position(kSart, 2'700, {0, 0, 0, 0, NavigationStatus::undefined})}).empty());
  EXPECT_TRUE(told_of({safety(kShip, 2'700, "GOOD WATCH")}).empty());
  EXPECT_TRUE(told_of({position(kShip + 7, 2'700, {0, 0, 9, 0, kFourteen})}).empty())
      << "newer reports of the ship say otherwise";
}

TEST(Distress, ALateBurstIsOneAndMovesWithItsLastPlace) {
  std::vector<model::Report> late;
  for (double s = 0; s <= 1'200; s += 10) {
    late.emplace_back(position(kSart, 1'700 + s, {s / 10, 0, 0, 0, kFourteen}));
    late.emplace_back(safety(kSart, 1'701 + s, "SART ACTIVE"));
  }
  const auto found = of(told_of(late), "distress");
  ASSERT_FALSE(found.empty());
  for (const model::Anomaly& message : found) {
    EXPECT_EQ(message.id, found[0].id);
    EXPECT_EQ(message.grade.view(), "active_late");
  }
}

TEST(Distress, LateAndThenHeardNowIsNoMoreSaidToBeOld) {
  std::vector<model::Report> late = {position(kSart, 2'700, {0, 0, 0, 0, kFourteen})};
  const auto before = of(told_of(late), "distress");
  Engine engine({});
  for (double s = 0; s <= 3'600; s += 10) {
    engine.observe(position(kShip + 7, s, {s * 5, 9'000, 10, 90}));
  }
  engine.observe(late.front());
  engine.observe(position(kSart, 3'600, {50, 0, 0, 0, kFourteen}));
  engine.observe(position(kSart, 2'705, {0, 0, 0, 0, kFourteen}));
  const auto found = of(engine.drain_held(), "distress");
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.back().grade.view(), "active");
  EXPECT_EQ(found.back().place, at_m(50, 0));
  EXPECT_EQ(found.back().id, before.front().id);
  EXPECT_EQ(engine.counters().too_late, 1U) << "a newer place is known";
}

TEST(Distress, OfFarTooManyLateReportsOfOneDeviceTheRestIsRefused) {
  Engine engine({});
  engine.observe(position(kShip, 3'600, {}));
  for (double s = 0; s < 1'000; ++s) {
    engine.observe(position(kSart, s, {s, 0, 0, 0, kFourteen}));
  }
  EXPECT_LE(engine.counters().late_distress, 256U);
  EXPECT_GE(engine.counters().too_late, 700U);
  EXPECT_EQ(of(engine.drain_held(), "distress").front().grade.view(), "active_late");
}

TEST(Distress, RemarkAboutATestIsNoTest) {
  EXPECT_TRUE(of(run({}, {safety(kShip, 0, "NO SART TEST TODAY")}), "distress").empty());
  const auto of_device = of(run({}, {safety(kSart, 0, "NO SART TEST TODAY")}), "distress");
  ASSERT_EQ(of_device.size(), 1);
  EXPECT_EQ(of_device[0].severity, Severity::distress) << "whatever a device says but a test";
}

TEST(Distress, SafetyTextOfEveryDeviceInAnyCase) {
  for (const char* text : {"SART ACTIVE", "mob active", "  EPIRB   ACTIVE "}) {
    const auto found = of(run({}, {safety(972'000'001, 0, text)}), "distress");
    ASSERT_EQ(found.size(), 1) << text;
    EXPECT_EQ(found[0].severity, Severity::distress) << text;
    EXPECT_FALSE(found[0].place.is_valid()) << "no position was heard";
  }
}

TEST(Distress, PlaceFollowsWithTheFirstPosition) {
  const auto found =
      of(run({}, {safety(kSart, 0, "SART ACTIVE"),
                  position(kSart, 2, {100, 0, 0, 0, NavigationStatus::distress_device_active}),
                  position(kSart, 4, {100, 0, 0, 0, NavigationStatus::distress_device_active})}),
         "distress");
  ASSERT_EQ(found.size(), 2);
  EXPECT_EQ(found[1].phase, AnomalyPhase::updated);
  EXPECT_EQ(found[1].place, at_m(100, 0));
  EXPECT_EQ(found[1].id, found[0].id);
  EXPECT_EQ(found[1].revision, 2U);
}

TEST(Distress, TestTextAndUndefinedStatusOfADeviceAreATest) {
  for (const model::Report& report :
       {model::Report(safety(kSart, 0, "SART TEST")),
        model::Report(position(kSart, 0, {0, 0, 0, 0, NavigationStatus::undefined}))}) {
    const auto found = of(run({}, {report}), "distress");
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0].grade.view(), "test");
    EXPECT_EQ(found[0].severity, Severity::information);
  }
}

TEST(Distress, TestThatBecomesRealIsADistressOfItsOwn) {
  const auto found =
      of(run({}, {safety(kSart, 0, "SART TEST"), safety(kSart, 60, "SART ACTIVE")}), "distress");
  ASSERT_EQ(found.size(), 3);
  EXPECT_EQ(found[1].phase, AnomalyPhase::ended);
  EXPECT_EQ(found[1].grade.view(), "test");
  EXPECT_EQ(found[2].phase, AnomalyPhase::raised);
  EXPECT_EQ(found[2].severity, Severity::distress);
}

TEST(Distress, OneDeviceIsOneAnomalyHoweverOftenItCalls) {
  std::vector<model::Report> reports;
  for (int s = 0; s < 300; s += 7) {
    reports.emplace_back(position(kSart, s, {0, 0, 0, 0, NavigationStatus::distress_device_active}));
  }
  EXPECT_EQ(of(run({}, reports), "distress").size(), 1);
}

TEST(Distress, OrdinaryTrafficAndTalkAreNone) {
  EXPECT_TRUE(
      of(run({}, {position(kShip, 0, {}), position(kShip, 1, {0, 0, 0, 0, NavigationStatus::undefined}),
                  safety(kShip, 2, "SAR EXERCISE, ALL SHIPS KEEP CLEAR")}),
         "distress")
          .empty());
}

TEST(Distress, ShipThatSetsItsStatusBackEndsIt) {
  std::vector<model::Report> reports = {
      position(kShip, 0, {0, 0, 0, 0, NavigationStatus::distress_device_active})};
  sail(reports, kShip, {.from_s = 10, .to_s = 60, .east_m = 0, .north_m = 0});
  const auto found = of(run({}, reports), "distress");
  ASSERT_EQ(found.size(), 2);
  EXPECT_EQ(found[1].phase, AnomalyPhase::ended);
  EXPECT_EQ(found[1].ended_at, after(30));
}

}  // namespace
}  // namespace selat::detect
