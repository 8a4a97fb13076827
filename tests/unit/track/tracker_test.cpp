#include "track/tracker.h"

#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include "geo/local_plane.h"
#include "track/association.h"
#include "track/expected_interval.h"
#include "track/history.h"
#include "track/timeline.h"

namespace selat::track {
namespace {

using model::NavigationStatus;
using model::TrackState;
using model::Transponder;

Fix fix_at(double second, double east_m, double sog_kn = 10) {
  Fix fix;
  fix.set_at(Instant::unix_seconds(1'767'268'800) + Span::seconds(second));
  fix.position = geo::LocalPlane(geo::Position::degrees(2, 101)).to_position({east_m, 0});
  fix.has_position = true;
  fix.sog_01kn = static_cast<std::uint16_t>(sog_kn * 10) & kNoSog;
  fix.cog_01deg = 900;
  fix.fingerprint = static_cast<std::uint32_t>(second * 1'000) + 1;
  return fix;
}

// One MMSI whose reports come from one or more objects.
struct Objects {
  std::vector<std::unique_ptr<Tracker>> trackers;
  std::vector<Candidate> candidates;

  Outcome observe(Fix fix) {
    if (trackers.empty()) {
      begin();
    }
    std::vector<LiveObject> live;
    for (std::size_t i = 0; i < trackers.size(); ++i) {
      live.push_back({static_cast<ObjectTag>(i), trackers[i].get()});
    }
    const Association found = associate(live, candidates, fix, {});
    if (found.object == live.size()) {
      begin().begin(fix, found.origin->fixes - 1, {});
    }
    return found.outcome;
  }
  Tracker& begin() {
    const auto ordinal = static_cast<std::uint32_t>(trackers.size());
    const model::Mmsi mmsi(563'000'001);
    trackers.push_back(std::make_unique<Tracker>(mmsi, model::track_id(mmsi, 20'000, ordinal)));
    return *trackers.back();
  }
};

TEST(Tracker, IsConfirmedByThreeConsistentFixes) {
  Objects objects;
  EXPECT_EQ(objects.observe(fix_at(0, 0)), Outcome::initiated);
  EXPECT_EQ(objects.observe(fix_at(10, 51)), Outcome::accepted);
  EXPECT_EQ(objects.trackers[0]->state(), TrackState::tentative);
  EXPECT_EQ(objects.observe(fix_at(20, 102)), Outcome::accepted);
  EXPECT_EQ(objects.trackers[0]->state(), TrackState::confirmed);
}

TEST(Association, TentativeTrackBeginsAnewWhereTheLaterFixesAre) {
  Objects objects;
  objects.observe(fix_at(0, 90'000));
  EXPECT_EQ(objects.observe(fix_at(10, 0)), Outcome::held);
  EXPECT_EQ(objects.observe(fix_at(20, 51)), Outcome::held);
  EXPECT_EQ(objects.observe(fix_at(30, 102)), Outcome::initiated);
  ASSERT_EQ(objects.trackers.size(), 1U);
  EXPECT_EQ(objects.trackers[0]->state(), TrackState::confirmed);
}

TEST(Association, FixesThatAreBackInPlaceMakeTheOthersOutliers) {
  Objects objects;
  for (int i = 0; i < 3; ++i) {
    objects.observe(fix_at(i * 10, i * 51));
  }
  EXPECT_EQ(objects.observe(fix_at(30, 50'000)), Outcome::held);
  // It may be another transmitter, until that should have been heard again.
  EXPECT_EQ(objects.observe(fix_at(40, 204)), Outcome::accepted);
  EXPECT_EQ(objects.observe(fix_at(50, 255)), Outcome::returned);
  EXPECT_EQ(objects.observe(fix_at(60, 306)), Outcome::accepted);
  EXPECT_EQ(objects.trackers.size(), 1U);
}

TEST(Association, TwoTransmittersThatAlternateAreTwoObjects) {
  Objects objects;
  for (int i = 0; i < 12; ++i) {
    objects.observe(fix_at(i * 10, i * 51));
    objects.observe(fix_at(i * 10 + 5, 40'000 - i * 51));
  }
  ASSERT_EQ(objects.trackers.size(), 2U);
  EXPECT_NE(objects.trackers[0]->id(), objects.trackers[1]->id());
  EXPECT_EQ(objects.trackers[0]->state(), TrackState::confirmed);
  EXPECT_EQ(objects.trackers[1]->state(), TrackState::confirmed);
  EXPECT_EQ(objects.trackers[0]->fixes(), 12U);
}

TEST(Association, AnObjectThatGoesOnElsewhereIsRelocated) {
  Objects objects;
  for (int i = 0; i < 3; ++i) {
    objects.observe(fix_at(i * 10, i * 51));
  }
  Outcome outcome = Outcome::accepted;
  for (int i = 0; i < 4; ++i) {
    outcome = objects.observe(fix_at(30 + i * 10, 50'000 + i * 51));
  }
  EXPECT_EQ(outcome, Outcome::relocated);
  EXPECT_EQ(objects.trackers.size(), 1U);
}

TEST(Association, ScatteredDeparturesEndWithATrackWhereTheVesselIs) {
  Objects objects;
  for (int i = 0; i < 3; ++i) {
    objects.observe(fix_at(i * 10, i * 51));
  }
  Outcome outcome = Outcome::accepted;
  for (int i = 0; i < 10; ++i) {
    outcome = objects.observe(fix_at(30 + i * 10, (i % 2 == 0 ? 20'000 : -20'000) * (i + 1)));
  }
  EXPECT_EQ(outcome, Outcome::relocated);
}

TEST(TrackId, IsOrderedByMmsiAndTellsItsParts) {
  const auto id = model::track_id(model::Mmsi(999'999'999), 20'454, 3);
  EXPECT_EQ(model::mmsi_of(id), model::Mmsi(999'999'999));
  EXPECT_LT(model::track_id(model::Mmsi(563'000'001), 30'000, 500'000),
            model::track_id(model::Mmsi(563'000'002), 0, 0));
}

TEST(TrackId, OfAnObjectThatAnotherSensorSawFirstHasNoMmsi) {
  constexpr std::uint64_t kFingerprint = 0xFEDC'BA98'7654'3210;
  const auto id = model::track_id_of_contact(20'454, kFingerprint);
  EXPECT_EQ(model::mmsi_of(id), model::Mmsi());
  EXPECT_GT(id, model::track_id(model::Mmsi(999'999'999), 32'767, 524'287));
  EXPECT_NE(id, model::track_id_of_contact(20'454, kFingerprint + 1));
  EXPECT_NE(id, model::track_id_of_contact(20'454, kFingerprint + (1ULL << 40)));
  EXPECT_NE(id, model::track_id_of_contact(20'455, kFingerprint));
}

TEST(TrackHistory, DoesNotTellWhatTheTimelineHasDropped) {
  SourceTable sources;
  Timeline timeline;
  for (int second = 0; second < 3'000; second += 7) {
    Fix fix = fix_at(second, second);
    fix.object = 0;
    fix.is_accepted = true;
    timeline.insert(fix, model::PositionReport{}, sources);
    timeline.finalize_one();
  }
  ObjectPasts pasts;
  const auto whole = TrackHistory(pasts, timeline, 0, timeline.size()).minutes({});
  ObjectPast& past = pasts.emplace_back();
  while (timeline.size() > 100) {
    past.fixes.add(timeline[0]);
    timeline.drop_oldest();
  }
  const TrackHistory cut(pasts, timeline, 0, timeline.size());
  EXPECT_EQ(cut.minutes({}), whole);
  EXPECT_GE(whole.size(), 50U);
  EXPECT_EQ(cut.at(fix_at(600, 0).at())->at, fix_at(595, 0).at());
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
      timeline.insert(fix_at(second, second), model::PositionReport{}, sources);
    }
    std::vector<Instant> times;
    for (std::size_t i = 0; i < timeline.size(); ++i) {
      times.push_back(timeline[i].at());
    }
    return times;
  };
  EXPECT_EQ(build({1, 2, 3, 4}), build({4, 2, 1, 3}));
}

TEST(Timeline, TheVerySameReportIsNotInsertedAgain) {
  SourceTable sources;
  Timeline timeline;
  timeline.insert(fix_at(1, 0), model::PositionReport{}, sources);
  timeline.insert(fix_at(2, 0), model::PositionReport{}, sources);
  EXPECT_TRUE(timeline.insert(fix_at(1, 0), model::PositionReport{}, sources).is_copy);
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
      fix.source = (source)&kMostSource;
      timeline.insert(fix, model::PositionReport{}, sources);
    }
    EXPECT_EQ(sources.name_of(timeline[0].source).view(), "hill");
  }
}

TEST(Timeline, APayloadThatIsRepeatedIsKeptOnceAsLongAsAnEntryHasIt) {
  SourceTable sources;
  Timeline timeline;
  model::StaticReport report;
  report.name = "SEA PRIDE";
  for (const int second : {0, 360}) {
    Fix fix = fix_at(second, 0);
    fix.kind = FixKind::static_data;
    fix.fingerprint = 77;
    timeline.insert(fix, report, sources);
  }
  timeline.finalize_one();
  timeline.drop_oldest();
  ASSERT_EQ(timeline.size(), 1U);
  EXPECT_EQ(timeline.static_data_of(timeline[0]).name(), report.name);
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
