#include "cop/operational_picture.h"

#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pictures.h"

namespace selat::cop {
namespace {

using namespace test;
using ::testing::ElementsAre;

TEST(OperationalPicture, SaysWhatIsMissing) {
  OperationalPicture picture;
  EXPECT_THAT(picture.missing(kSteadyNow), ElementsAre("ingest", "detect", "coordinate"));
  picture.apply(health_of("ingest"), kBothNow);
  EXPECT_THAT(picture.missing(kSteadyNow), ElementsAre("detect", "coordinate"));
  const SteadyTime later = kSteadyNow + Span::seconds(3);
  EXPECT_THAT(picture.missing(later), ElementsAre("ingest", "detect", "coordinate"));
}

TEST(OperationalPicture, AStepOfTheWallClockMakesNoProcessSilent) {
  for (const Span step : {Span::hours(1), -Span::hours(1)}) {
    OperationalPicture picture;
    Now now = kBothNow;
    picture.apply(health_of("ingest", now.wall), now);
    now = {now.steady + Span::seconds(1), now.wall + Span::seconds(1) + step};
    EXPECT_THAT(picture.missing(now.steady), ElementsAre("detect", "coordinate"));
    picture.apply(health_of("ingest", now.wall), now);
    EXPECT_FALSE(picture.processes().at("ingest").is_silent(now.steady + Span::milliseconds(2'999)));
    EXPECT_TRUE(picture.processes().at("ingest").is_silent(now.steady + Span::seconds(3)))
        << "also when the wall clock was set back";
  }
}

TEST(OperationalPicture, ExpectsWhatUpSupervises) {
  OperationalPicture picture;
  model::ProcessHealth up = health_of("up");
  for (const char* child : {"coordinate", "control-point.lumut", "simulate"}) {
    up.children.push_back({.name = child, .pid = 77, .restarts = 3});
  }
  picture.apply(up, kBothNow);
  EXPECT_THAT(picture.missing(kSteadyNow), ElementsAre("coordinate", "control-point.lumut"));
  ASSERT_NE(picture.child("coordinate"), nullptr);
  EXPECT_EQ(picture.child("coordinate")->restarts, 3U);
  EXPECT_EQ(picture.child("coordinate")->pid, 77U);
  EXPECT_EQ(picture.child("detect"), nullptr);
}

TEST(OperationalPicture, MeasuresRatesBetweenSignsOfLife) {
  OperationalPicture picture;
  apply(picture, feed_with(model::FeedState::receiving, 1'000));
  apply(picture, feed_with(model::FeedState::receiving, 3'000), kNow + Span::seconds(2));
  EXPECT_DOUBLE_EQ(picture.feeds().front().sentences_per_s, 1'000);
  picture.apply(health_of("ingest", kNow, Span::seconds(1)), kBothNow);
  picture.apply(health_of("ingest", kNow + Span::seconds(2), Span::seconds(2)), kBothNow);
  EXPECT_DOUBLE_EQ(picture.processes().at("ingest").cpu_share, 0.5);
}

TEST(OperationalPicture, TellsOfFeedsOnlyWhenTheirStateChanges) {
  OperationalPicture picture;
  using enum model::FeedState;
  for (const auto state : {receiving, receiving, silent}) {
    apply(picture, feed_with(state, 10));
  }
  ASSERT_EQ(picture.events().size(), 2U);
  EXPECT_EQ(std::get<FeedChanged>(picture.events()[0].what).state, receiving);
  EXPECT_EQ(std::get<FeedChanged>(picture.events()[1].what).state, silent);
}

// Nothing is lost that was never there.
TEST(OperationalPicture, TellsOfAFeedThatIsNotUpYetOnlyWhenItHadTimeForThat) {
  using enum model::FeedState;
  OperationalPicture picture;
  const auto hear = [&](model::FeedState state, double at_s) {
    picture.apply(feed_with(state, 10), kNow + Span::seconds(at_s), kNow + Span::seconds(at_s));
  };
  hear(connecting, 0);
  hear(disconnected, 1);
  hear(connecting, 2);
  hear(receiving, 3);
  hear(receiving, 4);
  hear(disconnected, 5);
  hear(receiving, 6);
  std::vector<model::FeedState> told;
  for (const Event& event : picture.events()) {
    told.push_back(std::get<FeedChanged>(event.what).state);
  }
  EXPECT_THAT(told, ElementsAre(receiving, disconnected, receiving));

  OperationalPicture other;
  for (int second = 0; second < 15; ++second) {
    other.apply(feed_with(disconnected, 10), kNow + Span::seconds(second), kNow + Span::seconds(second));
  }
  EXPECT_EQ(other.events().size(), 1U) << "it never came";

  OperationalPicture third;
  third.apply(feed_with(failed, 10), kNow, kNow);
  EXPECT_EQ(third.events().size(), 1U) << "no time mends that";
}

// Two screens that were opened at different times show the same of the same.
TEST(OperationalPicture, DatesEventsByWhenTheirSenderSaysTheyCame) {
  const Instant since = kNow - Span::minutes(40);
  for (const Span later : {Span::seconds(1), Span::minutes(50)}) {
    OperationalPicture picture;
    const Now now{kSteadyNow, since + later};
    model::FeedTable table = feed_with(model::FeedState::receiving, 10);
    table.feeds.front().state_since = since;
    picture.apply(table, now.wall, now.wall);
    model::ProcessHealth health = health_of("coordinate", now.wall);
    health.state = model::ProcessState::degraded;
    health.state_since = since;
    picture.apply(health, now);
    picture.apply(distress(2), now.wall);
    model::Alert over = distress(2, model::AlertState::ended);
    over.closed_at = since;
    picture.apply(over, now.wall);
    picture.apply(table_of({sector("S01", model::SectorState::offered, "lumut")}), now.wall);
    auto held = sector("S01", model::SectorState::held, "lumut");
    held.since = since;
    picture.apply(table_of({held}), now.wall);
    ASSERT_EQ(picture.events().size(), 5U);
    for (const std::size_t index : {0U, 1U, 3U, 4U}) {
      EXPECT_EQ(picture.events()[index].at, since) << index;
    }
  }
}

TEST(OperationalPicture, AFeedThatHasLongBeenDownIsToldAtOnceToWhoComesLater) {
  OperationalPicture picture;
  model::FeedTable table = feed_with(model::FeedState::disconnected, 10);
  table.feeds.front().state_since = kNow - Span::minutes(5);
  picture.apply(table, kNow, kNow);
  EXPECT_EQ(picture.events().size(), 1U);
}

// Whether the server wrote it before it could be heard or after.
TEST(OperationalPicture, TellsOnceOfALostPastHoweverSoonItWasWritten) {
  const model::LogEntry lost{.number = 1, .at = kNow, .kind = model::LogKind::past_lost};
  const auto told_of = [&](bool is_in_snapshot, bool is_live, Span later) {
    OperationalPicture picture;
    if (is_live) {
      picture.apply(lost);
    }
    picture.begin_log_snapshot();
    if (is_in_snapshot) {
      picture.apply(lost);
    }
    picture.end_log_snapshot(kNow + later);
    picture.begin_log_snapshot();
    picture.apply(lost);
    picture.end_log_snapshot(kNow + later);
    return picture.events().size();
  };
  EXPECT_EQ(told_of(true, false, Span::seconds(2)), 1U);
  EXPECT_EQ(told_of(true, true, Span::seconds(2)), 1U);
  EXPECT_EQ(told_of(false, true, Span::seconds(2)), 1U);
  EXPECT_EQ(told_of(true, false, Span::hours(2)), 0U) << "that is no news any more";
}

TEST(OperationalPicture, TellsOfAProcessThatGetsIntoTroubleAndOutOfIt) {
  OperationalPicture picture;
  model::ProcessHealth health = health_of("coordinate");
  picture.apply(health, kBothNow);
  EXPECT_TRUE(picture.events().empty());
  health.state = model::ProcessState::degraded;
  health.missing.emplace_back(tr("no space left"));
  picture.apply(health, kBothNow);
  picture.apply(health, kBothNow);
  picture.apply(health_of("coordinate"), kBothNow);
  ASSERT_EQ(picture.events().size(), 2U);
  const auto& in_trouble = std::get<ProcessChanged>(picture.events()[0].what);
  EXPECT_TRUE(in_trouble.is_degraded);
  EXPECT_EQ(in_trouble.missing.front().in_english(), "no space left");
  EXPECT_FALSE(std::get<ProcessChanged>(picture.events()[1].what).is_degraded);
}

TEST(OperationalPicture, KeepsOpenAlertsMostSevereFirst) {
  OperationalPicture picture;
  picture.apply(zone_entry(1), kNow);
  picture.apply(distress(2), kNow);
  picture.apply(distress(2, model::AlertState::acknowledged), kNow);
  ASSERT_EQ(picture.open_alerts().size(), 2U);
  EXPECT_EQ(picture.open_alerts().front()->id, 2U);
  EXPECT_EQ(picture.alerts_by_rule().at("distress"), 1U);
  EXPECT_EQ(std::get<AlertRaised>(picture.events().front().what).alert.id, 1U);
  picture.apply(distress(2, model::AlertState::ended), kNow);
  EXPECT_EQ(picture.open_alerts().size(), 1U);
  EXPECT_EQ(std::get<AlertOver>(picture.events().back().what).alert.id, 2U);
}

TEST(OperationalPicture, WhatNobodyAcknowledgedComesBeforeTheNewer) {
  OperationalPicture picture;
  for (std::uint64_t id = 1; id <= 3; ++id) {
    model::Alert alert = zone_entry(id);
    alert.raised_at = kNow + Span::minutes(static_cast<std::int64_t>(id));
    alert.state = id == 3 ? model::AlertState::acknowledged : model::AlertState::raised;
    picture.apply(alert, kNow);
  }
  std::vector<std::uint64_t> order;
  for (const model::Alert* alert : picture.open_alerts()) {
    order.push_back(alert->id);
  }
  EXPECT_THAT(order, ElementsAre(2, 1, 3));
}

TEST(OperationalPicture, KnowsSinceWhenAPartIsNotCurrent) {
  OperationalPicture picture;
  EXPECT_TRUE(picture.freshness(Part::tracks).is_stale(kSteadyNow)) << "never heard";
  picture.note_complete(Part::tracks, kSteadyNow);
  EXPECT_FALSE(picture.freshness(Part::tracks).is_stale(kSteadyNow + Span::milliseconds(2'999)));
  EXPECT_TRUE(picture.freshness(Part::tracks).is_stale(kSteadyNow + Span::seconds(3)));
  EXPECT_EQ(picture.freshness(Part::tracks).at, kSteadyNow);
  EXPECT_FALSE(picture.freshness(Part::sectors).at);
}

TEST(OperationalPicture, EntriesOfTheLogAreEventsWhenTheyAreWritten) {
  OperationalPicture picture;
  picture.begin_log_snapshot();
  for (std::uint64_t number = 1; number <= 501; ++number) {
    picture.apply(log_entry(number, model::LogKind::patrol_report, "long before"));
  }
  picture.end_log_snapshot(kNow);
  EXPECT_TRUE(picture.events().empty());
  EXPECT_EQ(picture.log().size(), 500U);
  EXPECT_EQ(picture.log().front().number, 2U);
  picture.apply(log_entry(502, model::LogKind::patrol_report, "forty people sighted"));
  picture.apply(log_entry(502, model::LogKind::patrol_report, "forty people sighted"));
  ASSERT_EQ(picture.events().size(), 1U) << "once";
  EXPECT_EQ(std::get<LogWritten>(picture.events().front().what).entry.text, "forty people sighted");
}

TEST(OperationalPicture, ALogThatBeginsAnewReplacesTheOneThatWasKnown) {
  OperationalPicture picture;
  picture.end_log_snapshot(kNow);
  for (std::uint64_t number = 1; number <= 9; ++number) {
    picture.apply(log_entry(number, model::LogKind::patrol_report, "before"));
  }
  model::LogEntry lost = log_entry(1, model::LogKind::past_lost, "");
  lost.at = lost.at + Span::minutes(5);
  picture.begin_log_snapshot();
  picture.apply(lost);
  picture.end_log_snapshot(kNow);
  ASSERT_EQ(picture.log().size(), 1U);
  EXPECT_EQ(std::get<LogWritten>(picture.events().back().what).entry, lost);
}

TEST(OperationalPicture, TellsAgainOfAnAlertThatBecomesGraver) {
  OperationalPicture picture;
  std::vector<model::Severity> told;
  picture.on_event(
      [&](const Event& event) { told.push_back(std::get<AlertRaised>(event.what).alert.anomaly.severity); });
  model::Alert alert = distress(4);
  for (const auto severity : {model::Severity::information, model::Severity::information,
                              model::Severity::warning, model::Severity::caution}) {
    alert.anomaly.severity = severity;
    ++alert.anomaly.revision;
    picture.apply(alert, kNow);
  }
  EXPECT_EQ(told, (std::vector{model::Severity::information, model::Severity::warning}));
}

TEST(OperationalPicture, WhatASnapshotDoesNotNameIsGoneAndToldAsOver) {
  OperationalPicture picture;
  picture.apply(distress(1), kNow);
  picture.apply(distress(2), kNow);
  picture.apply(distress(3, model::AlertState::ended), kNow);
  picture.begin_alert_snapshot();
  picture.apply(distress(2), kNow);
  picture.end_alert_snapshot(kNow);
  ASSERT_EQ(picture.open_alerts().size(), 1U);
  EXPECT_EQ(picture.open_alerts().front()->id, 2U);
  EXPECT_EQ(picture.alerts_by_rule().at("distress"), 1U);
  ASSERT_EQ(picture.events().size(), 3U) << "what was over before is not told again";
  const auto& over = std::get<AlertOver>(picture.events().back().what).alert;
  EXPECT_EQ(over.id, 1U);
  EXPECT_EQ(over.state, model::AlertState::ended);
}

// Who hears events is told what stands; the list of what happened holds what happened since.
TEST(OperationalPicture, WhatStoodWhenItBeganIsNoEvent) {
  OperationalPicture picture;
  std::vector<Instant> told;
  picture.on_event([&](const Event& event) { told.push_back(event.at); });
  const auto held_by = [](std::string_view holder) {
    return table_of({sector("S01", model::SectorState::held, holder)});
  };
  picture.apply(held_by("lumut"), kNow);
  picture.begin_alert_snapshot();
  picture.apply(distress(1), kNow);
  picture.end_alert_snapshot(kNow);
  EXPECT_TRUE(picture.events().empty());
  EXPECT_EQ(told, std::vector{distress(1).raised_at});
  picture.apply(held_by("batam"), kNow);
  picture.apply(distress(2), kNow);
  picture.begin_alert_snapshot();
  picture.apply(distress(2), kNow);
  picture.apply(distress(3), kNow);
  picture.end_alert_snapshot(kNow);
  ASSERT_EQ(picture.events().size(), 4U) << "1 is over, 2 and 3 are new, another holds the sector";
  EXPECT_EQ(picture.events()[1].at, distress(2).raised_at);
  EXPECT_EQ(std::get<AlertRaised>(picture.events()[2].what).alert.id, 3U);
}

TEST(OperationalPicture, TracksThatASnapshotDoesNotNameAreGone) {
  OperationalPicture picture;
  model::Track track;
  for (track.id = 1; track.id <= 3; ++track.id) {
    picture.apply(track);
  }
  picture.begin_track_snapshot();
  track.id = 2;
  picture.apply(track);
  EXPECT_EQ(picture.live_tracks(), 3U) << "until it ends";
  picture.end_track_snapshot();
  EXPECT_EQ(picture.live_tracks(), 1U);
}

TEST(OperationalPicture, TellsWhoHoldsASectorAndWhenNobodyDoesAnyMore) {
  using model::SectorState;
  OperationalPicture picture;
  picture.apply(table_of({sector("S01", SectorState::unowned, "")}), kNow);
  picture.apply(table_of({sector("S01", SectorState::offered, "lumut")}), kNow);
  picture.apply(table_of({sector("S01", SectorState::held, "lumut")}), kNow);
  picture.apply(table_of({sector("S01", SectorState::held, "lumut")}), kNow);
  picture.apply(table_of({sector("S01", SectorState::unowned, "")}), kNow);
  ASSERT_EQ(picture.events().size(), 2U);
  EXPECT_EQ(std::get<SectorGranted>(picture.events()[0].what).assignment.holder.view(), "lumut");
  EXPECT_EQ(std::get<SectorUncovered>(picture.events()[1].what).row.assignment.sector.view(), "S01");
  EXPECT_EQ(picture.sectors().front().vessels, 12U);
}

TEST(OperationalPicture, KeepsTheLastTwoHundredEvents) {
  OperationalPicture picture;
  for (int i = 0; i < 300; ++i) {
    picture.add_event({kNow + Span::seconds(i), ChildRestarted{"ingest", "status 1", ""}});
  }
  EXPECT_EQ(picture.events().size(), 200U);
  EXPECT_EQ(picture.events().front().at, kNow + Span::seconds(100));
}

TEST(OperationalPicture, KeepsWhatIsSilentOnAis) {
  OperationalPicture picture;
  picture.apply(seen_by_radar(1, kNow));
  picture.apply(seen_by_radar(2, kNow + Span::seconds(3)));
  model::Track ship = seen_by_radar(3, kNow);
  ship.vessel.mmsi = model::Mmsi(525'000'003);
  ship.seen_by.push_back({model::SensorKind::ais, "", ship.vessel.mmsi, kNow, kNow});
  picture.apply(ship);
  ASSERT_EQ(picture.silent_tracks().size(), 2U);
  EXPECT_EQ(picture.silent_tracks().front()->id, 2U) << "the one seen last is first";

  ship.last_at = kNow + Span::minutes(9);
  ship.seen_by.front().last_at = ship.last_at;
  picture.apply(ship);
  ASSERT_EQ(picture.silent_tracks().size(), 3U);
  EXPECT_EQ(picture.silent_tracks().front()->id, 3U) << "AIS is heard no more";

  picture.begin_track_snapshot();
  picture.apply(seen_by_radar(2, kNow));
  picture.end_track_snapshot();
  model::Track ended = seen_by_radar(2, kNow);
  EXPECT_EQ(picture.silent_tracks().size(), 1U);
  ended.state = model::TrackState::ended;
  picture.apply(ended);
  EXPECT_TRUE(picture.silent_tracks().empty());
}

TEST(OperationalPicture, CountsTracksByState) {
  OperationalPicture picture;
  model::Track track;
  for (std::size_t state = 0; state < enum_count<model::TrackState>; ++state) {
    track.id = state + 1;
    track.state = static_cast<model::TrackState>(state);
    picture.apply(track);
  }
  EXPECT_EQ(picture.live_tracks(), 2U);
  EXPECT_EQ(picture.tracks(model::TrackState::lost), 1U);
  EXPECT_EQ(picture.tracks(model::TrackState::ended), 0U);
}

TEST(Accounting, AddsUpWhatProcessesSay) {
  OperationalPicture picture;
  apply(picture, feed_with(model::FeedState::receiving, 100));
  model::ProcessHealth detect = health_of("detect");
  detect.count("reports_received", 50);
  model::SubscriptionHealth& subscription = detect.subscriptions.emplace_back();
  subscription.gaps = 3;
  subscription.gaps_repaired = 2;
  picture.apply(detect, kBothNow);
  const Accounting sums = accounting(picture);
  EXPECT_TRUE(sums.is_every_sentence_accounted_for());
  EXPECT_EQ(sums.reports_published, 50U);
  EXPECT_EQ(sums.reports_received.at("detect"), 50U);
  EXPECT_EQ(sums.gaps_unrepaired, 1U);
}

}  // namespace
}  // namespace selat::cop
