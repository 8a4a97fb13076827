// Rule ghost fleet: one thing to tell of many invented vessels, which raise nothing of their own.

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "base/random.h"
#include "scene.h"

namespace selat::detect {
namespace {

using namespace scene;
using model::AnomalyPhase;
using model::Severity;

constexpr std::uint32_t kHonest = 525'000'001, kInvented = 210'000'000;
constexpr std::uint32_t kHonestShips = 20;

// Twenty ships that go their ways, heard by the station from the beginning to the end.
void honest(std::vector<model::Report>& reports, double from_s, double to_s) {
  for (std::uint32_t ship = 0; ship < kHonestShips; ++ship) {
    sail(reports, kHonest + ship,
         {.from_s = from_s + ship / 10.,
          .to_s = to_s,
          .east_m = 0,
          .north_m = 2'000. * ship,
          .sog_kn = 10,
          .cog_deg = 90});
  }
}

// So many vessels within the time, all in one place; one in so many is heard three times.
void flood(std::vector<model::Report>& reports, std::uint32_t count, double from_s, double to_s,
           std::uint32_t repeats_one_in = 1) {
  for (std::uint32_t i = 0; i < count; ++i) {
    const double s = from_s + (to_s - from_s) * i / count;
    for (const double again : {0., 15., 30.}) {
      if (again > 0 && i % repeats_one_in != 0) {
        break;
      }
      reports.emplace_back(position(kInvented + i, s + again, {-3'000. + i % 100, -3'000. - i / 100 % 100}));
    }
  }
}

std::vector<std::string> names(const std::vector<model::Anomaly>& anomalies) {
  std::vector<std::string> all;
  for (const model::Anomaly& anomaly : anomalies) {
    all.push_back(std::string(anomaly.rule.view()) + " " + std::string(anomaly.grade.view()) + " " +
                  std::to_string((anomaly.started_at - kNoon).in_seconds()));
  }
  return all;
}

// As many vessels of a real sea: every second one lies moored; every sixth has told its name a minute later.
void fleet(std::vector<model::Report>& reports, std::uint32_t count, double from_s, double to_s) {
  for (std::uint32_t i = 0; i < count; ++i) {
    const double s = from_s + (to_s - from_s) * i / count;
    for (const double again : {0., 180., 360.}) {
      reports.emplace_back(
          position(kInvented + i, s + again, {-90'000. + i % 300 * 600, -90'000. + i / 300 * 900.}));
    }
    if (i % 6 == 0) {
      reports.emplace_back(particulars(kInvented + i, s + 30, ("VESSEL " + std::to_string(i)).c_str(), 90));
    }
  }
}

// What is told from one of the reports on is of these stations in turn.
void tell_by(std::vector<model::Report>& reports, std::size_t from, std::uint32_t stations,
             const std::string& name) {
  for (std::size_t i = from; i < reports.size(); ++i) {
    std::visit(
        [&](auto& report) {
          report.source = std::string_view(name + std::to_string(report.mmsi.number() % stations));
        },
        reports[i]);
  }
}

// Each of these stations hears an honest ship, from the beginning to the end.
void known_stations(std::vector<model::Report>& reports, std::uint32_t stations, double to_s) {
  const std::size_t from = reports.size();
  for (std::uint32_t i = 0; i < stations; ++i) {
    sail(reports, 525'001'000 + i,
         {.from_s = i / 10., .to_s = to_s, .east_m = 0, .north_m = -20'000 - 2'000. * i, .sog_kn = 9});
  }
  tell_by(reports, from, stations, "mast ");
}

std::int64_t honest_tracks(const Engine& engine) {
  const auto tracks = engine.tracks();
  return std::ranges::count_if(tracks, [](const model::Track& track) {
    return track.vessel.mmsi.number() >= kHonest && track.state == model::TrackState::confirmed;
  });
}

// The last message about each anomaly that was not retracted.
std::vector<model::Anomaly> standing(const std::vector<model::Anomaly>& messages) {
  std::map<std::uint64_t, model::Anomaly> last;
  for (const model::Anomaly& anomaly : messages) {
    last[anomaly.id] = anomaly;
  }
  std::vector<model::Anomaly> all;
  for (auto& [id, anomaly] : last) {
    if (anomaly.phase != AnomalyPhase::retracted) {
      all.push_back(anomaly);
    }
  }
  return all;
}

// In batches, as from the bus.
std::vector<model::Anomaly> play(Engine& engine, std::span<const model::Report> reports) {
  std::vector<model::Anomaly> messages;
  for (std::size_t at = 0; at < reports.size(); at += 64) {
    engine.observe(reports.subspan(at, std::min<std::size_t>(64, reports.size() - at)));
    std::ranges::copy(engine.drain(), std::back_inserter(messages));
  }
  std::ranges::copy(engine.drain_held(), std::back_inserter(messages));
  return messages;
}

EngineOptions watched_place() {
  EngineOptions options;
  options.max_vessels = 13'000;
  options.zones = {zone("here", model::ZoneKind::watch, -4'000, -4'000, -2'000, -2'000)};
  return options;
}

TEST(GhostFleet, AHundredThousandNewMmsisInAMinuteAreOneAlertAndEvictNobodyHonest) {
  std::vector<model::Report> reports;
  honest(reports, 0, 1'500);
  flood(reports, 100'000, 900, 960, 20);
  sort_by_time(reports);
  Engine engine(watched_place());
  const auto found = standing(play(engine, reports));
  ASSERT_EQ(found.size(), 1U) << testing::PrintToString(names(found));
  EXPECT_EQ(found[0].rule.view(), "ghost_fleet");
  EXPECT_EQ(found[0].severity, Severity::warning);
  EXPECT_EQ(found[0].subject, "tower");
  EXPECT_EQ(found[0].evidence[0].measured, 100'000);
  EXPECT_TRUE(found[0].ended_at) << "five quiet minutes";
  EXPECT_LE(engine.vessels(), 13'000U);
  EXPECT_EQ(honest_tracks(engine), kHonestShips);
}

TEST(GhostFleet, DistressAndWantedVesselsAmongThemAreToldAllTheSame) {
  std::vector<model::Report> reports;
  honest(reports, 0, 1'200);
  flood(reports, 2'000, 900, 960);
  reports.emplace_back(
      position(970'000'001, 930, {0, 0, 0, 0, model::NavigationStatus::distress_device_active}));
  sort_by_time(reports);
  EngineOptions options = watched_place();
  options.watch_list = {{.label = "wanted", .mmsi = kInvented + 7}};
  Engine engine(options);
  std::map<std::string, int> rules;
  for (const model::Anomaly& anomaly : standing(play(engine, reports))) {
    ++rules[std::string(anomaly.rule.view())];
  }
  EXPECT_EQ(rules, (std::map<std::string, int>{{"distress", 1}, {"ghost_fleet", 1}, {"watch_list", 1}}));
}

TEST(GhostFleet, ADetectorThatBeginsHearsAllForTheFirstTime) {
  std::vector<model::Report> reports;
  fleet(reports, 50'000, 0, 60);
  sort_by_time(reports);
  Engine engine({});
  EXPECT_TRUE(of(play(engine, reports), "ghost_fleet").empty());
}

TEST(GhostFleet, MoreThanTheRegionHasAreTooManyFromTheFirstMinuteOn) {
  std::vector<model::Report> reports;
  honest(reports, 0, 600);
  flood(reports, 10'000, 20, 80);
  sort_by_time(reports);
  EngineOptions options = watched_place();
  options.rules["ghost_fleet"].thresholds = {{"new_vessels_at_start", 6'000}};
  Engine engine(options);
  const auto found = standing(play(engine, reports));
  ASSERT_EQ(found.size(), 1U) << testing::PrintToString(names(found));
  EXPECT_EQ(found[0].grade.view(), "at_start");
}

TEST(GhostFleet, AHundredThousandInTheFirstTenMinutesAreOne) {
  std::vector<model::Report> reports;
  honest(reports, 0, 1'200);
  flood(reports, 100'000, 5, 595, 100);
  sort_by_time(reports);
  Engine engine(watched_place());
  const auto found = standing(play(engine, reports));
  ASSERT_EQ(found.size(), 1U) << testing::PrintToString(names(found));
  EXPECT_EQ(found[0].rule.view(), "ghost_fleet");
  EXPECT_EQ(found[0].grade.view(), "unproven");
  EXPECT_EQ(found[0].evidence[0].measured, 100'000 + kHonestShips) << "nothing tells those apart";
  EXPECT_LE(found[0].started_at, after(60));
}

TEST(GhostFleet, AFloodSixMinutesAfterTheBeginningIsKnownByWhatWasUsualBefore) {
  std::vector<model::Report> reports;
  honest(reports, 0, 1'200);
  flood(reports, 2'000, 370, 480, 20);
  sort_by_time(reports);
  Engine engine(watched_place());
  const auto found = standing(play(engine, reports));
  ASSERT_EQ(found.size(), 1U) << testing::PrintToString(names(found));
  EXPECT_EQ(found[0].grade.view(), "newcomers");
  EXPECT_EQ(found[0].evidence[0].measured, 2'000);
}

TEST(GhostFleet, AFloodInTheThirdMinuteIsKnownByAllThatWasToldBefore) {
  std::vector<model::Report> reports;
  honest(reports, 0, 1'200);
  flood(reports, 5'000, 125, 235, 20);
  sort_by_time(reports);
  Engine engine(watched_place());
  const auto found = standing(play(engine, reports));
  ASSERT_EQ(found.size(), 1U) << testing::PrintToString(names(found));
  EXPECT_EQ(found[0].grade.view(), "newcomers");
  EXPECT_EQ(found[0].evidence[0].measured, 5'000);
  EXPECT_EQ(found[0].evidence[0].threshold, 1'000);
}

// All lie moored and report every three minutes, and the first minute is nearly over when it begins.
TEST(GhostFleet, APortThatIsHeardForTheFirstTimeIsNone) {
  std::vector<model::Report> reports;
  for (std::uint32_t i = 0; i < 6'000; ++i) {
    for (int again = 0; again < 6; ++again) {
      reports.emplace_back(position(kInvented + i, 58 + i * 0.03 + 180 * again,
                                    {-10'000. + i % 100 * 100, -10'000. + i / 100 * 100}));
    }
    reports.emplace_back(particulars(kInvented + i, 58 + i * 0.03 + i * 7 % 360, "MOORED", 60));
  }
  sort_by_time(reports);
  Engine engine({});
  EXPECT_TRUE(of(play(engine, reports), "ghost_fleet").empty());
}

// A large real feed: most are heard in the first minutes, and fewer and fewer are new.
TEST(GhostFleet, ALargeFeedThatBeginsIsNone) {
  std::vector<model::Report> reports;
  std::uint32_t first = 0;
  for (int minute = 0; minute < 20; ++minute) {
    const auto count = static_cast<std::uint32_t>(15'000 * std::pow(0.55, minute)) + 20;
    for (std::uint32_t i = 0; i < count; ++i) {
      for (int again = 0; again < 4; ++again) {
        reports.emplace_back(position(kInvented + first + i, minute * 60 + 60. * i / count + 180 * again,
                                      {-100'000. + i % 300 * 500, -100'000. + i / 300 * 900}));
      }
      reports.emplace_back(particulars(kInvented + first + i, minute * 60 + i * 7 % 360, "LARGE", 60));
    }
    first += count;
  }
  sort_by_time(reports);
  Engine engine({});
  EXPECT_TRUE(of(play(engine, reports), "ghost_fleet").empty());
}

TEST(GhostFleet, AStationThatBeginsBringsItsFleet) {
  std::vector<model::Report> reports;
  honest(reports, 0, 1'500);
  const std::size_t of_hill = reports.size();
  fleet(reports, 3'000, 900, 1'400);
  tell_by(reports, of_hill, 1, "hill ");
  sort_by_time(reports);
  Engine engine({});
  EXPECT_TRUE(of(play(engine, reports), "ghost_fleet").empty());
}

// A recording without any names.
TEST(GhostFleet, VesselsThatMoveAsTheySayAreNone) {
  std::vector<model::Report> reports;
  for (std::uint32_t i = 0; i < 3'000; ++i) {
    sail(reports, kInvented + i,
         {.from_s = i * 0.02,
          .to_s = 400,
          .east_m = 900. * (i % 60),
          .north_m = 900. * (i / 60),
          .sog_kn = i % 3 == 0 ? 8. : 0.,
          .every_s = i % 3 == 0 ? 20. : 180.});
  }
  sort_by_time(reports);
  Engine engine({});
  EXPECT_TRUE(of(play(engine, reports), "ghost_fleet").empty());
}

struct Spread {
  const char* what;
  std::uint32_t vessels, stations;
  const char* name;  // of the stations; "mast" are known for a quarter of an hour
  double from_s, to_s;
  const char* grade;
};
class GhostFleetSpread : public testing::TestWithParam<Spread> {};

TEST_P(GhostFleetSpread, IsOneAlertAndEvictsNobodyHonest) {
  const Spread& spread = GetParam();
  std::vector<model::Report> reports;
  honest(reports, 0, 2'100);
  known_stations(reports, 16, 2'100);
  const std::size_t from = reports.size();
  flood(reports, spread.vessels, spread.from_s, spread.to_s);
  tell_by(reports, from, spread.stations, spread.name);
  sort_by_time(reports);
  EngineOptions options = watched_place();
  options.max_vessels = 4'000;
  Engine engine(options);
  const auto found = standing(play(engine, reports));
  ASSERT_EQ(found.size(), 1U) << testing::PrintToString(names(found));
  EXPECT_EQ(found[0].rule.view(), "ghost_fleet");
  EXPECT_EQ(found[0].grade.view(), spread.grade);
  EXPECT_EQ(found[0].severity, Severity::warning);
  EXPECT_GE(found[0].evidence[0].measured, spread.vessels);
  EXPECT_LE(found[0].evidence[0].measured, spread.vessels + kHonestShips + 16);
  EXPECT_TRUE(found[0].ended_at);
  EXPECT_EQ(honest_tracks(engine), kHonestShips + 16);
}

INSTANTIATE_TEST_SUITE_P(
    , GhostFleetSpread,
    testing::Values(Spread{"KnownStations", 4'000, 16, "mast ", 900, 960, "newcomers"},
                    Spread{"KnownStationsWithinTwoMinutes", 4'000, 16, "mast ", 930, 990, "newcomers"},
                    Spread{"KnownStationsForFiveMinutes", 20'000, 16, "mast ", 900, 1'200, "newcomers"},
                    Spread{"AnUnknownStation", 4'000, 1, "nowhere ", 900, 960, "unproven"},
                    Spread{"AnUnknownStationWithFew", 1'200, 1, "nowhere ", 930, 990, "unproven"},
                    Spread{"UnknownStations", 4'000, 16, "nowhere ", 910, 990, "unproven"},
                    Spread{"ThousandsOfUnknownStations", 6'000, 2'000, "nowhere ", 900, 960, "unproven"},
                    Spread{"UnknownStationsForTenMinutes", 20'000, 16, "nowhere ", 900, 1'500, "unproven"},
                    Spread{"TheFirstMinute", 4'000, 16, "mast ", 2, 58, "unproven"},
                    Spread{"TheSecondMinute", 4'000, 16, "mast ", 62, 118, "unproven"},
                    Spread{"TheFirstTwoMinutes", 4'000, 16, "mast ", 5, 115, "unproven"}),
    [](const auto& row) { return std::string(row.param.what); });

void expect_same_in_any_order(const std::vector<model::Report>& reports) {
  const auto what = [](std::span<const model::Report> in_order) {
    Engine engine(watched_place());
    std::vector<model::Anomaly> found = standing(play(engine, in_order));
    for (model::Anomaly& anomaly : found) {
      anomaly.corrections = anomaly.revision = 0;
    }
    return found;
  };
  const auto expected = what(reports);
  ASSERT_EQ(expected.size(), 1U);
  Random random(20'260'101);
  for (int run = 0; run < 3; ++run) {
    std::vector<std::pair<double, model::Report>> late;
    for (const model::Report& report : reports) {
      const double s = (model::header_of(report).observed_at - kNoon).in_seconds();
      late.emplace_back(s + 300 * random.uniform(), report);
    }
    std::ranges::stable_sort(late, {}, &std::pair<double, model::Report>::first);
    std::vector<model::Report> shuffled;
    for (auto& [s, report] : late) {
      shuffled.push_back(report);
    }
    EXPECT_EQ(what(shuffled), expected);
  }
}

TEST(GhostFleet, IsTheSameInWhateverOrderReportsCome) {
  std::vector<model::Report> reports;
  honest(reports, 0, 1'500);
  flood(reports, 1'500, 900, 990);
  sort_by_time(reports);
  expect_same_in_any_order(reports);
}

// A few of them tell names, or move: who is borne out depends on which of its reports is the first.
TEST(GhostFleet, OfAnUnknownStationIsTheSameInWhateverOrderReportsCome) {
  std::vector<model::Report> reports;
  honest(reports, 0, 1'500);
  const std::size_t of_hill = reports.size();
  flood(reports, 1'500, 910, 990);
  fleet(reports, 60, 910, 990);
  sail(reports, kInvented + 5, {.from_s = 905, .to_s = 1'100, .east_m = 0, .north_m = 0, .sog_kn = 12});
  tell_by(reports, of_hill, 1, "hill ");
  sort_by_time(reports);
  expect_same_in_any_order(reports);
}

TEST(GhostFleet, GoesOnAfterARestart) {
  std::vector<model::Report> reports;
  honest(reports, 0, 1'500);
  flood(reports, 2'000, 900, 960);
  sort_by_time(reports);
  const auto half = std::ranges::lower_bound(reports, after(1'030), {}, [](const model::Report& report) {
    return model::header_of(report).observed_at;
  });
  const std::size_t before = static_cast<std::size_t>(half - reports.begin());
  Engine first(watched_place());
  auto messages = play(first, std::span(reports).first(before));
  Engine second(watched_place());
  ASSERT_TRUE(second.load(first.save()));
  std::ranges::copy(play(second, std::span(reports).subspan(before)), std::back_inserter(messages));
  const auto found = standing(messages);
  ASSERT_EQ(found.size(), 1U) << testing::PrintToString(names(found));
  EXPECT_EQ(found[0].rule.view(), "ghost_fleet");
}

}  // namespace
}  // namespace selat::detect
