#include "track/tracker.h"

#include <gtest/gtest.h>

#include "geo/local_plane.h"
#include "track/expected_interval.h"
#include "track/timeline.h"

namespace selat::track {
namespace {

using model::NavigationStatus;
using model::TrackState;
using model::Transponder;

Fix fix_at(double second, double east_m, double sog_kn = 10) {
  Fix fix;
  fix.at = Instant::unix_seconds(1'767'268'800) + Span::seconds(second);
  fix.position = geo::LocalPlane(geo::Position::degrees(2, 101)).to_position({east_m, 0});
  fix.has_position = true;
  fix.sog_01kn = static_cast<std::uint16_t>(sog_kn * 10);
  fix.cog_01deg = 900;
  fix.fingerprint = static_cast<std::uint64_t>(second * 1'000) + 1;
  return fix;
}

Outcome observe(Tracker& tracker, Fix fix) {
  return tracker.observe(fix, {});
}

TEST(Tracker, IsConfirmedByThreeConsistentFixes) {
  Tracker tracker{model::Mmsi(563'000'001)};
  EXPECT_FALSE(tracker.is_begun());
  EXPECT_EQ(observe(tracker, fix_at(0, 0)), Outcome::initiated);
  EXPECT_EQ(observe(tracker, fix_at(10, 51)), Outcome::accepted);
  EXPECT_EQ(tracker.state(), TrackState::tentative);
  EXPECT_EQ(observe(tracker, fix_at(20, 102)), Outcome::accepted);
  EXPECT_EQ(tracker.state(), TrackState::confirmed);
}

TEST(Tracker, TentativeTrackBeginsAnewWhereTheLaterFixIs) {
  Tracker tracker{model::Mmsi(563'000'001)};
  observe(tracker, fix_at(0, 90'000));
  EXPECT_EQ(observe(tracker, fix_at(10, 0)), Outcome::initiated);
  EXPECT_EQ(tracker.track().fixes, 1U);
}

TEST(Tracker, ReportWithoutPositionMovesNothing) {
  Tracker tracker{model::Mmsi(563'000'001)};
  observe(tracker, fix_at(0, 0));
  Fix blank = fix_at(10, 5'000);
  blank.has_position = false;
  EXPECT_EQ(observe(tracker, blank), Outcome::no_position);
  EXPECT_EQ(tracker.last()->at, fix_at(0, 0).at);
}

TEST(Tracker, ScatteredDeparturesEndWithATrackWhereTheVesselIs) {
  Tracker tracker{model::Mmsi(563'000'001)};
  for (int i = 0; i < 3; ++i) {
    observe(tracker, fix_at(i * 10, i * 51));
  }
  Outcome outcome = Outcome::accepted;
  for (int i = 0; i < 10; ++i) {
    outcome = observe(tracker, fix_at(30 + i * 10, i % 2 == 0 ? 50'000 : -50'000));
  }
  EXPECT_EQ(outcome, Outcome::relocated);
}

TEST(Tracker, EndedTrackHasANewIdWhenItBeginsAgain) {
  Tracker tracker{model::Mmsi(563'000'001)};
  observe(tracker, fix_at(0, 0));
  const auto first = tracker.track_id();
  tracker.end();
  observe(tracker, fix_at(9'000, 0));
  EXPECT_NE(tracker.track_id(), first);
  EXPECT_EQ(tracker.track_id() >> 32, 563'000'001U);
}

TEST(ExpectedInterval, FollowsTheTablesOfM1371) {
  const auto under_way = NavigationStatus::under_way_using_engine;
  EXPECT_EQ(expected_interval(Transponder::class_a, Speed::knots(0), NavigationStatus::moored),
            Span::seconds(180));
  EXPECT_EQ(expected_interval(Transponder::class_a, Speed::knots(4), NavigationStatus::moored),
            Span::seconds(10));
  EXPECT_EQ(expected_interval(Transponder::class_a, Speed::knots(12), under_way), Span::seconds(10));
  EXPECT_EQ(expected_interval(Transponder::class_a, Speed::knots(20), under_way), Span::seconds(6));
  EXPECT_EQ(expected_interval(Transponder::class_a, Speed::knots(30), under_way), Span::seconds(2));
  EXPECT_EQ(expected_interval(Transponder::class_b, Speed::knots(1), under_way), Span::seconds(180));
  EXPECT_EQ(expected_interval(Transponder::class_b, Speed::knots(9), under_way), Span::seconds(30));
  EXPECT_EQ(lost_after(Span::seconds(2)), Span::minutes(6));
  EXPECT_EQ(lost_after(Span::seconds(180)), Span::hours(1));
  EXPECT_EQ(ended_after(Span::seconds(180)), Span::hours(3));
}

TEST(Timeline, OrderDoesNotDependOnArrival) {
  SourceTable sources;
  const auto build = [&](std::vector<int> order) {
    Timeline timeline;
    for (const int second : order) {
      timeline.insert({fix_at(second, second), nullptr}, sources);
    }
    std::vector<Instant> times;
    for (std::size_t i = 0; i < timeline.size(); ++i) {
      times.push_back(timeline[i].fix.at);
    }
    return times;
  };
  EXPECT_EQ(build({1, 2, 3, 4}), build({4, 2, 1, 3}));
}

TEST(Timeline, TheVerySameReportIsNotInsertedAgain) {
  SourceTable sources;
  Timeline timeline;
  timeline.insert({fix_at(1, 0), nullptr}, sources);
  timeline.insert({fix_at(2, 0), nullptr}, sources);
  EXPECT_TRUE(timeline.insert({fix_at(1, 0), nullptr}, sources).is_copy);
  EXPECT_EQ(timeline.size(), 2U);
}

TEST(Timeline, EqualTimesGoByTheSourcesNameNotByWhoWasHeardFirst) {
  for (const bool is_hill_first : {true, false}) {
    SourceTable sources;
    if (is_hill_first) {
      sources.index_of("hill");
    }
    const auto tower = sources.index_of("tower");
    const auto hill = sources.index_of("hill");
    Timeline timeline;
    for (const auto source : {tower, hill}) {
      Fix fix = fix_at(1, 0);
      fix.source = source;
      timeline.insert({fix, nullptr}, sources);
    }
    EXPECT_EQ(sources.name_of(timeline[0].fix.source).view(), "hill");
  }
}

TEST(SourceTable, IsBounded) {
  SourceTable sources;
  for (int i = 0; i < 10'000; ++i) {
    sources.index_of(std::string_view(std::to_string(i)));
  }
  EXPECT_EQ(sources.name_of(sources.index_of("one more")).view(), "(other)");
}

}  // namespace
}  // namespace selat::track
