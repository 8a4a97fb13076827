// What happens though nothing is heard: wake-ups of rules, silences, stations that fall silent.

#include <gtest/gtest.h>

#include "scene.h"

namespace selat::detect {
namespace {

using namespace scene;

constexpr std::uint32_t kShip = 563'000'001;

// Others keep event time going.
std::vector<model::Report> others(double from_s, double to_s) {
  std::vector<model::Report> reports;
  sail(reports, kShip + 1, {.from_s = from_s, .to_s = to_s, .east_m = 90'000, .north_m = 0});
  return reports;
}

TEST(WakeUp, AJumpEndsWithItsCoolDownThoughTheShipIsNotHeard) {
  std::vector<model::Report> reports;
  sail(reports, kShip, {.from_s = 0, .to_s = 100, .east_m = 0, .north_m = 0});
  sail(reports, kShip, {.from_s = 100, .to_s = 150, .east_m = 40'000, .north_m = 0});
  EngineOptions options;
  options.rules["position_jump"].thresholds["cool_down_s"] = 120;
  Engine engine(options);
  ASSERT_EQ(of(run(engine, reports), "position_jump", "jump").size(), 1U);
  EXPECT_TRUE(of(run(engine, others(150, 240)), "position_jump").empty());
  const auto ended = of(run(engine, others(240, 270)), "position_jump");
  ASSERT_EQ(ended.size(), 1U);
  EXPECT_EQ(ended[0].phase, model::AnomalyPhase::ended);
}

// A report that was on its way when the silence was judged reopens nothing once it is final.
TEST(Silence, WhatEndedWithItStaysEndedWhenOtherReportsComeLate) {
  EngineOptions options;
  options.watch_list = {{.label = "wanted", .mmsi = kShip}};
  Engine engine(options);
  std::vector<model::Report> reports;
  sail(reports, kShip, {.from_s = 0, .to_s = 100, .east_m = 0, .north_m = 0});
  ASSERT_EQ(of(run(engine, reports), "watch_list").size(), 1U);
  const auto ended = of(run(engine, others(100, 4'000)), "watch_list");
  ASSERT_EQ(ended.size(), 1U);
  EXPECT_EQ(ended[0].phase, model::AnomalyPhase::ended);
  // It is heard again, and one of the reports comes late: the old finding is not told again.
  std::vector<model::Report> again;
  sail(again, kShip, {.from_s = 4'000, .to_s = 4'100, .east_m = 0, .north_m = 0});
  std::swap(again[3], again[7]);
  const auto messages = of(run(engine, again), "watch_list");
  EXPECT_EQ(std::ranges::count(messages, ended[0].id, &model::Anomaly::id), 0);
  EXPECT_EQ(messages.size(), 1U);
}

model::Report heard_by(model::Report report, std::string_view station) {
  std::visit([&](auto& any) { any.source = station; }, report);
  return report;
}

// Each hears three vessels in turn.
std::vector<model::Report> two_stations(double hill_until_s, bool is_hill_second) {
  std::vector<model::Report> reports;
  for (int i = 0; i < 480; ++i) {
    const double s = i * 5;
    const auto ship = static_cast<std::uint32_t>(i % 3);
    const auto report = position(kShip + ship, s, {});
    reports.push_back(heard_by(report, "tower"));
    if (s >= hill_until_s) {
      continue;
    }
    if (is_hill_second) {
      model::AlsoHeard also;
      static_cast<model::ReportHeader&>(also) = report;
      reports.push_back(heard_by(also, "hill"));
    } else {
      reports.push_back(heard_by(position(kShip + 7 + ship, s + 1, {}), "hill"));
    }
  }
  return reports;
}

TEST(StationSilence, WhatAStationHeardSecondCountsForIt) {
  for (const bool is_hill_second : {false, true}) {
    const auto found = of(run({}, two_stations(1'200, is_hill_second)), "station_silence");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].subject, "hill");
    EXPECT_EQ(found[0].started_at, after(1'200));
    EXPECT_TRUE(of(run({}, two_stations(2'400, is_hill_second)), "station_silence").empty());
  }
}

// It may be the ship that has gone dark.
TEST(StationSilence, AStationThatHearsOneShipSaysNothingOfItself) {
  std::vector<model::Report> reports;
  for (double s = 0; s < 2'400; s += 5) {
    reports.push_back(heard_by(position(kShip, s, {}), "tower"));
    if (s < 1'200) {
      reports.push_back(heard_by(position(kShip + 7, s + 1, {}), "hill"));
    }
  }
  EXPECT_TRUE(of(run({}, reports), "station_silence").empty());
}

// Names come from outside.
TEST(StationSilence, ThousandsOfInventedStationsDoNotFloodTheWatch) {
  std::vector<model::Report> reports;
  for (double s = 0; s < 1'500; s += 10) {
    for (std::uint32_t station = 0; station < 100; ++station) {
      if (s < 900) {
        reports.push_back(
            heard_by(position(kShip + station * 3 + static_cast<std::uint32_t>(s / 10) % 3, s, {}),
                     "x" + std::to_string(station)));
      }
    }
    reports.push_back(heard_by(position(kShip + 900, s, {}), "tower"));
  }
  const auto found = of(run({}, reports), "station_silence");
  EXPECT_GT(found.size(), 0U);
  EXPECT_LE(found.size(), 16U);
}

TEST(StationSilence, TheLongestThresholdsAreKept) {
  EngineOptions options;
  options.rules["station_silence"].thresholds = {{"silent_min", 30}, {"regular_min", 15}};
  std::vector<model::Report> reports;
  for (int i = 0; i < 720; ++i) {
    const double s = i * 5;
    const auto ship = static_cast<std::uint32_t>(i % 3);
    reports.push_back(heard_by(position(kShip + ship, s, {}), "tower"));
    if (s < 1'200) {
      reports.push_back(heard_by(position(kShip + 7 + ship, s + 1, {}), "hill"));
    }
  }
  const auto found = of(run(options, reports), "station_silence");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].decided_at - found[0].started_at, Span::minutes(30));
}

TEST(StationSilence, EndsWhenTheStationIsHeardAgain) {
  auto reports = two_stations(1'200, false);
  for (double s = 1'800; s < 2'400; s += 5) {
    reports.push_back(heard_by(position(kShip + 7, s, {}), "hill"));
  }
  const auto found = of(run({}, reports), "station_silence");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[1].ended_at, after(1'800));
}

TEST(StationSilence, ReportsThatWereOnlyLateDisproveIt) {
  auto reports = two_stations(1'200, false);
  Engine engine({});
  const auto raised = of(run(engine, {reports.begin(), reports.begin() + 540}), "station_silence");
  ASSERT_EQ(raised.size(), 1U);
  std::vector<model::Report> late;
  for (double s = 1'200; s < 1'500; s += 5) {
    late.push_back(heard_by(position(kShip + 7, s, {}), "hill"));
  }
  auto after_late = of(run(engine, late), "station_silence");
  const auto more = of(run(engine, {reports.begin() + 540, reports.begin() + 570}), "station_silence");
  after_late.insert(after_late.end(), more.begin(), more.end());
  EXPECT_TRUE(std::ranges::any_of(after_late, [&](const model::Anomaly& anomaly) {
    return anomaly.id == raised[0].id &&
           (anomaly.phase == model::AnomalyPhase::retracted || anomaly.started_at > raised[0].started_at);
  }));
}

// Messages 27, 11 and 14 come from every class of station.
TEST(Silence, AMessageThatDoesNotTellTheClassDoesNotChangeIt) {
  const auto class_and_state = [](std::uint8_t of_type) {
    std::vector<model::Report> reports = others(0, 1'000);
    for (double s = 0; s < 400; s += 30) {
      reports.emplace_back(position(
          kShip, s, {s * 3, 0, 6, 90, model::NavigationStatus::undefined, model::Transponder::class_b}));
    }
    if (of_type != 0) {
      auto other = position(kShip, 391, {391 * 3, 0, 6, 90});
      other.message_type = of_type;
      reports.emplace_back(other);
    }
    sort_by_time(reports);
    Engine engine({});
    run(engine, reports);
    const model::Track track = engine.tracks().front();
    return std::pair(track.vessel.transponder, track.state);
  };
  const std::pair expected(model::Transponder::class_b, model::TrackState::confirmed);
  for (const int type : {0, 11, 14, 27}) {
    EXPECT_EQ(class_and_state(static_cast<std::uint8_t>(type)), expected) << type;
  }
}

TEST(Silence, StaticDataLeaveTheNavigationalStatus) {
  std::vector<model::Report> reports = {position(kShip, 0, {0, 0, 0, 0, model::NavigationStatus::moored}),
                                        particulars(kShip, 5, "LAUT BIRU", 90)};
  Engine engine({});
  run(engine, reports);
  EXPECT_EQ(engine.tracks().front().status, model::NavigationStatus::moored);
}

}  // namespace
}  // namespace selat::detect
