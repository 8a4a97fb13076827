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
    EXPECT_EQ(found[0].grade.view(), "status");
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

TEST(Distress, StatusFourteenOfAMooredShipIsACaution) {
  std::vector<model::Report> reports;
  for (double s = 0; s < 900; s += 10) {
    reports.emplace_back(position(kShip, s, {0, 0, 0, 0, s < 300 ? NavigationStatus::moored : kFourteen}));
  }
  const auto found = of(run({}, reports), "distress");
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0].severity, Severity::caution);
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
