#include <gtest/gtest.h>

#include "scene.h"

namespace selat::detect {
namespace {

using namespace scene;
using model::AnomalyPhase;
using model::ZoneKind;

constexpr std::uint32_t kShip = 563'000'001;

EngineOptions with_zone(double west_m, double east_m, ZoneKind kind = ZoneKind::watch) {
  EngineOptions options;
  options.zones = {zone("cable", kind, west_m, -2'000, east_m, 2'000)};
  return options;
}

// Eastward along the middle, from 3 km west of it.
std::vector<model::Report> passing(double sog_kn, double to_s, double every_s = 10) {
  std::vector<model::Report> reports;
  sail(reports, kShip,
       {.from_s = 0,
        .to_s = to_s,
        .east_m = -3'000,
        .north_m = 0,
        .sog_kn = sog_kn,
        .cog_deg = 90,
        .every_s = every_s});
  return reports;
}

TEST(Zone, PassageIsOneAnomalyRaisedOnEntryAndEndedOnExit) {
  const auto found = of(run(with_zone(0, 2'000), passing(12, 1'200)), "zone");
  ASSERT_EQ(found.size(), 2);
  EXPECT_EQ(found[0].phase, AnomalyPhase::raised);
  EXPECT_EQ(found[0].grade.view(), "entry");
  EXPECT_EQ(found[0].subject, "cable");
  const double second_of_entry = 3'000 / (12 * 1852. / 3600);
  EXPECT_NEAR((found[0].started_at - after(0)).in_seconds(), second_of_entry, 0.5);
  EXPECT_LE((found[0].decided_at - found[0].started_at).in_seconds(), 20) << "two fixes";
  EXPECT_EQ(found[1].phase, AnomalyPhase::ended);
  EXPECT_EQ(found[1].id, found[0].id);
  EXPECT_NEAR((*found[1].ended_at - after(0)).in_seconds(), 5'000 / (12 * 1852. / 3600), 0.5);
}

// A detector that begins after midnight takes the vessel for another object: the id of its track has the day.
TEST(Zone, TheConditionIsTheSameForADetectorThatBegins) {
  constexpr double kMidnight_s = 12 * 3'600;
  std::vector<model::Report> reports;
  sail(reports, kShip,
       {.from_s = kMidnight_s - 1'200,
        .to_s = kMidnight_s + 1'200,
        .east_m = -1'000,
        .north_m = 0,
        .sog_kn = 3,
        .cog_deg = 90,
        .every_s = 10});
  const auto before = of(run(with_zone(-5'000, 5'000), reports), "zone");
  std::erase_if(reports,
                [](const auto& one) { return model::header_of(one).observed_at < after(kMidnight_s); });
  const auto anew = of(run(with_zone(-5'000, 5'000), reports), "zone");
  ASSERT_FALSE(before.empty());
  ASSERT_FALSE(anew.empty());
  EXPECT_NE(anew[0].id, before[0].id);
  EXPECT_EQ(anew[0].condition, before[0].condition);
  EXPECT_NE(anew[0].condition, 0U);
}

TEST(Zone, OtherZonesThanWatchSayNothing) {
  for (const auto kind :
       {ZoneKind::berth, ZoneKind::anchorage, ZoneKind::pilot_boarding, ZoneKind::bunkering}) {
    EXPECT_TRUE(of(run(with_zone(0, 2'000, kind), passing(12, 1'200)), "zone").empty());
  }
}

TEST(Zone, FastBoatCannotHopANarrowZone) {
  // 45 kn, a report every 30 s: 700 m between fixes, the zone is 300 m wide.
  const auto found = of(run(with_zone(100, 400), passing(45, 600, 30)), "zone");
  ASSERT_EQ(found.size(), 2);
  EXPECT_EQ(found[0].grade.view(), "entry");
  EXPECT_EQ(found[1].phase, AnomalyPhase::ended);
  EXPECT_NEAR((*found[1].ended_at - found[1].started_at).in_seconds(), 300 / (45 * 1852. / 3600), 0.5);
}

TEST(Zone, TheWayOutIsNoSecondPassage) {
  // One fix inside, the next outside; and a stay that one fix, long after the border, ends at once.
  for (const auto& found : {of(run(with_zone(350, 650), passing(45, 600, 30)), "zone"),
                            of(run(with_zone(0, 380), passing(4, 2'400, 120)), "zone")}) {
    ASSERT_EQ(found.size(), 2);
    EXPECT_EQ(found[0].phase, AnomalyPhase::raised);
    EXPECT_EQ(found[1].phase, AnomalyPhase::ended);
    EXPECT_EQ(found[1].id, found[0].id);
  }
}

TEST(Zone, WayAlongTheBorderIsOneStay) {
  std::vector<model::Report> reports = passing(12, 500);  // is inside by then
  for (int s = 500; s < 1'500; s += 10) {                 // 40 m outside, 10 m inside, …
    reports.emplace_back(position(kShip, s, {1'000, s % 20 == 0 ? 2'040. : 1'990., 1, 90}));
  }
  const auto found = of(run(with_zone(-500, 2'000), reports), "zone");
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0].phase, AnomalyPhase::raised);
}

TEST(Zone, OneFixInsideTheEdgeIsNone) {
  std::vector<model::Report> reports = passing(12, 400);
  reports.emplace_back(position(kShip, 400, {-520, 0, 1, 90}));
  reports.emplace_back(position(kShip, 410, {-495, 0, 1, 90}));  // 5 m inside
  reports.emplace_back(position(kShip, 420, {-560, 0, 1, 270}));
  reports.emplace_back(position(kShip, 430, {-570, 0, 1, 270}));
  EXPECT_TRUE(of(run(with_zone(-500, 2'000), reports), "zone").empty());
}

TEST(Zone, StayingBecomesADwell) {
  std::vector<model::Report> reports;
  sail(reports, kShip, {.from_s = 0, .to_s = 2'400, .east_m = 100, .north_m = 0});
  const auto found = of(run(with_zone(-500, 2'000), reports), "zone");
  ASSERT_EQ(found.size(), 2);
  EXPECT_EQ(found[1].phase, AnomalyPhase::updated);
  EXPECT_EQ(found[1].grade.view(), "dwell");
  EXPECT_EQ(found[1].id, found[0].id);
  EXPECT_EQ(found[1].evidence[0].measured, 1'800);
}

TEST(Zone, SpeedInsideIsAnAnomalyOfItsOwn) {
  auto options = with_zone(-2'500, 20'000);
  options.zones[0].speed_limit = Speed::knots(12);
  const auto found = of(run(options, passing(20, 600)), "zone", "speed");
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0].evidence[0].measured, 20);
  EXPECT_EQ(found[0].evidence[0].threshold, 12);
  EXPECT_TRUE(of(run(options, passing(12.5, 600)), "zone", "speed").empty()) << "within the margin";
}

TEST(Zone, MayWantToBeToldOfSpeedOnly) {
  auto options = with_zone(-2'500, 20'000);
  options.zones[0].speed_limit = Speed::knots(12);
  options.zones[0].stay_watch = model::StayWatch::never;
  const auto found = of(run(options, passing(20, 600)), "zone");
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0].grade.view(), "speed");
  EXPECT_TRUE(of(run(options, passing(2, 4'000)), "zone").empty()) << "however long it stays";
}

TEST(Zone, WithoutALimitNoSpeedIsTooFast) {
  EXPECT_TRUE(of(run(with_zone(-2'500, 20'000), passing(40, 600)), "zone", "speed").empty());
}

TEST(Zone, MayMeanSmallCraftOnly) {
  auto options = with_zone(0, 2'000);
  options.zones[0].longest_vessel = Distance::metres(30);
  EXPECT_TRUE(of(run(options, passing(12, 1'200)), "zone").empty()) << "Class A of unknown length is a ship";

  auto boat = passing(12, 1'200);
  boat.emplace_back(particulars(kShip, -1, "PERAHU", 12));
  EXPECT_EQ(of(run(options, boat), "zone").size(), 2) << "raised and ended";

  auto ship = passing(12, 1'200);
  ship.emplace_back(particulars(kShip, -1, "KAPAL", 180));
  EXPECT_TRUE(of(run(options, ship), "zone").empty());
}

TEST(Zone, MayWantToBeToldOfDwellsOnly) {
  auto options = with_zone(0, 2'000);
  options.zones[0].stay_watch = model::StayWatch::from_dwell;
  EXPECT_TRUE(of(run(options, passing(12, 1'200)), "zone").empty());

  std::vector<model::Report> staying;
  sail(staying, kShip, {.from_s = 0, .to_s = 2'400, .east_m = 100, .north_m = 0});
  const auto found = of(run(options, staying), "zone");
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0].phase, AnomalyPhase::raised);
  EXPECT_EQ(found[0].grade.view(), "dwell");
  EXPECT_EQ(found[0].evidence[0].measured, 1'800);
}

TEST(Zone, AidsAndBaseStationsDoNotEnter) {
  std::vector<model::Report> reports;
  for (int s = 0; s < 300; s += 10) {
    reports.emplace_back(position(993'000'001, s, {0, 0, 0, 0, {}, model::Transponder::aid_to_navigation}));
    reports.emplace_back(position(2'330'001, s, {0, 0, 0, 0, {}, model::Transponder::base_station}));
  }
  EXPECT_TRUE(of(run(with_zone(-500, 2'000), reports), "zone").empty());
}

TEST(Zone, SilentVesselHasLeftWithItsLastReport) {
  auto reports = passing(12, 700);  // inside from 486 s on
  sail(reports, 563'000'002, {.from_s = 0, .to_s = 1'400, .east_m = 9'000, .north_m = 9'000});
  const auto found = of(run(with_zone(0, 20'000), reports), "zone");
  ASSERT_EQ(found.size(), 2);
  EXPECT_EQ(found[1].ended_at, after(690));
}

}  // namespace
}  // namespace selat::detect
