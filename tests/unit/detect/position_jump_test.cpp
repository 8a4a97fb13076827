#include <gtest/gtest.h>

#include "scene.h"

namespace selat::detect {
namespace {

using namespace scene;
using model::Severity;

constexpr std::uint32_t kShip = 563'000'001;

std::vector<model::Report> ship(double to_s) {
  std::vector<model::Report> reports;
  sail(reports, kShip, {.from_s = 0, .to_s = to_s, .east_m = 0, .north_m = 0, .sog_kn = 12, .cog_deg = 90});
  return reports;
}

TEST(PositionJump, VesselThatStaysAwayHasJumped) {
  auto reports = ship(300);
  sail(reports, kShip,
       {.from_s = 300, .to_s = 400, .east_m = 20'000, .north_m = 0, .sog_kn = 12, .cog_deg = 90});
  const auto found = of(run({}, reports), "position_jump");
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0].grade.view(), "jump");
  EXPECT_EQ(found[0].severity, Severity::warning);
  EXPECT_EQ(found[0].started_at, after(300));
  EXPECT_EQ(found[0].decided_at, after(330)) << "three messages later it has not returned";
  ASSERT_EQ(found[0].evidence.size(), 3);
  EXPECT_NEAR(found[0].evidence[0].measured, 20'000 - 300 * 12 * 1852. / 3600, 10);
  EXPECT_EQ(found[0].reports.size(), 3);
}

TEST(PositionJump, OutlierThatReturnsIsDataQualityOnly) {
  auto reports = ship(400);
  reports.emplace_back(position(kShip, 205, {30'000, 30'000, 12, 90}));
  const auto found = of(run({}, reports), "position_jump");
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0].grade.view(), "outlier");
  EXPECT_EQ(found[0].severity, Severity::information);
}

TEST(PositionJump, OutlierDoesNotDragTheTrack) {
  auto reports = ship(200);
  reports.emplace_back(position(kShip, 205, {30'000, 30'000, 12, 90}));
  Engine engine({});
  run(engine, reports);
  EXPECT_EQ(engine.tracks().at(0).last_at, after(190));
}

TEST(PositionJump, RepeatedOutliersAreOneAnomaly) {
  auto reports = ship(600);
  for (int s = 105; s < 500; s += 50) {
    reports.emplace_back(position(kShip, s, {30'000, 30'000 + s * 1., 12, 90}));
  }
  std::vector<std::uint64_t> ids;
  for (const auto& anomaly : of(run({}, reports), "position_jump")) {
    EXPECT_EQ(anomaly.severity, Severity::information);
    ids.push_back(anomaly.id);
  }
  std::ranges::sort(ids);
  EXPECT_EQ(std::unique(ids.begin(), ids.end()) - ids.begin(), 1);
}

TEST(PositionJump, FastButPossibleIsNone) {
  std::vector<model::Report> reports;
  sail(reports, kShip, {.from_s = 0, .to_s = 300, .east_m = 0, .north_m = 0, .sog_kn = 45, .cog_deg = 90});
  EXPECT_TRUE(of(run({}, reports), "position_jump").empty());
}

TEST(PositionJump, SmallJumpIsNone) {
  auto reports = ship(300);
  sail(reports, kShip,
       {.from_s = 300, .to_s = 400, .east_m = 1'852 + 450, .north_m = 0, .sog_kn = 12, .cog_deg = 90});
  EXPECT_TRUE(of(run({}, reports), "position_jump").empty());
}

TEST(PositionJump, LongWayInALongSilenceIsNone) {
  auto reports = ship(300);
  sail(reports, kShip,
       {.from_s = 3'300, .to_s = 3'400, .east_m = 20'000, .north_m = 0, .sog_kn = 12, .cog_deg = 90});
  EXPECT_TRUE(of(run({}, reports), "position_jump").empty());
}

// A quarter of an hour later a station tells everything again, with fresh times.
TEST(PositionJump, RepeatedPastIsNoJump) {
  std::vector<model::Report> reports;
  const Leg leg{.from_s = 0, .to_s = 2'400, .east_m = 0, .north_m = 0, .sog_kn = 12, .cog_deg = 90};
  sail(reports, kShip, leg);
  for (double s = 1'017; s < 2'400; s += 10) {
    auto repeated = position(kShip, s + 0.5, {(s - 1'017) * 12 * 1'852 / 3'600, 0, 12, 90});
    repeated.source = "repeater";
    reports.emplace_back(repeated);
  }
  EXPECT_TRUE(of(run({}, reports), "position_jump").empty());
  reports.clear();
  sail(reports, kShip, leg);
  for (double s = 2'400; s < 2'900; s += 10) {
    reports.emplace_back(position(kShip, s, {0, 9'000, 12, 90}));
  }
  EXPECT_FALSE(of(run({}, reports), "position_jump", "jump").empty()) << "where it never was";
}

}  // namespace
}  // namespace selat::detect
