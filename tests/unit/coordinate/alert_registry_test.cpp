#include "coordinate/alert_registry.h"

#include <tuple>

#include <gtest/gtest.h>

namespace selat::coordinate {
namespace {

using model::AlertState;
using model::AnomalyPhase;

constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);
constexpr std::uint64_t kTerm = 5, kRestarted = 6;
constexpr model::Severity kSeen = model::Severity::distress;  // whatever it is

model::Anomaly anomaly(std::uint64_t id, AnomalyPhase phase, std::uint32_t revision,
                       model::Severity severity = model::Severity::warning) {
  model::Anomaly anomaly;
  anomaly.id = id;
  anomaly.rule = "rendezvous";
  anomaly.phase = phase;
  anomaly.revision = revision;
  anomaly.severity = severity;
  return anomaly;
}

TEST(AlertRegistry, GivesNoNumberAgainThatWasGivenBefore) {
  AlertRegistry registry({}, {}, 41);
  model::Anomaly anomaly;
  anomaly.id = 7;
  const model::Alert* const alert = registry.apply(anomaly, 1, "S01", Instant::unix_seconds(1));
  ASSERT_NE(alert, nullptr);
  EXPECT_EQ(alert->number, 42U);
}

TEST(AlertRegistry, GoesThroughTheLifeOfAnAcknowledgedAlert) {
  AlertRegistry registry({}, {});
  EXPECT_EQ(registry.apply(anomaly(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon)->state,
            AlertState::raised);
  EXPECT_EQ(registry.acknowledge(7, "lumut", kSeen, kNoon + Span::minutes(2))->state,
            AlertState::acknowledged);
  const auto* alert =
      registry.apply(anomaly(7, AnomalyPhase::ended, 2), kTerm, "S01", kNoon + Span::minutes(3));
  EXPECT_EQ(alert->state, AlertState::ended);
  EXPECT_EQ(alert->raised_at, kNoon);
  EXPECT_EQ(alert->acknowledged->by.view(), "lumut");
}

TEST(AlertRegistry, AnEndNobodySawStaysOpenUntilAcknowledged) {
  AlertRegistry registry({}, {});
  registry.apply(anomaly(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  EXPECT_EQ(registry.apply(anomaly(7, AnomalyPhase::ended, 2), kTerm, "S01", kNoon)->state,
            AlertState::returned_unacknowledged);
  EXPECT_TRUE(is_open(*registry.find(7)));
  EXPECT_EQ(registry.acknowledge(7, "lumut", kSeen, kNoon)->state, AlertState::ended);
}

TEST(AlertRegistry, LateDataTakesItBack) {
  AlertRegistry registry({}, {});
  registry.apply(anomaly(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  EXPECT_EQ(registry.apply(anomaly(7, AnomalyPhase::retracted, 2), kTerm, "S01", kNoon)->state,
            AlertState::retracted);
  EXPECT_EQ(registry.apply(anomaly(8, AnomalyPhase::retracted, 1), kTerm, "S01", kNoon), nullptr);
}

TEST(AlertRegistry, WhatIsRepeatedSaysNothingNew) {
  AlertRegistry registry({}, {});
  registry.apply(anomaly(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  registry.apply(anomaly(7, AnomalyPhase::updated, 2), kTerm, "S01", kNoon);
  registry.acknowledge(7, "lumut", kSeen, kNoon);
  EXPECT_EQ(registry.apply(anomaly(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon), nullptr);
  EXPECT_EQ(registry.apply(anomaly(7, AnomalyPhase::updated, 2), kTerm, "S01", kNoon), nullptr);
  EXPECT_EQ(registry.find(7)->state, AlertState::acknowledged);
  EXPECT_EQ(registry.counters().repeated, 2U);
}

// As it was told when it stood at revision 9, and by somebody acknowledged.
AlertRegistry with_acknowledged() {
  AlertRegistry registry({}, {});
  registry.apply(anomaly(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  auto latest = anomaly(7, AnomalyPhase::updated, 9);
  latest.confidence = 0.9;
  latest.vessels = {{model::Mmsi(525'000'001), std::string_view("JAYA")}};
  registry.apply(latest, kTerm, "S01", kNoon);
  registry.acknowledge(7, "lumut", kSeen, kNoon);
  return registry;
}

TEST(AlertRegistry, ARestartedDetectorThatSaysTheSameSaysNothingNew) {
  AlertRegistry registry = with_acknowledged();
  auto again = registry.find(7)->anomaly;
  again.revision = 1;
  again.phase = AnomalyPhase::raised;
  again.vessels[0].name = {};
  EXPECT_EQ(registry.apply(again, kRestarted, "S01", kNoon), nullptr);
  EXPECT_EQ(registry.find(7)->state, AlertState::acknowledged);
  EXPECT_EQ(registry.find(7)->anomaly.vessels[0].name.view(), "JAYA");
  // From here on the new term's revisions count.
  again.revision = 2;
  again.confidence = 0.95;
  ASSERT_NE(registry.apply(again, kRestarted, "S01", kNoon), nullptr);
  EXPECT_EQ(registry.find(7)->anomaly.confidence, 0.95);
}

TEST(AlertRegistry, ARestartedDetectorIsBelievedAtOnceWhenItSaysOtherwise) {
  AlertRegistry registry = with_acknowledged();
  auto other = registry.find(7)->anomaly;
  other.revision = 1;
  other.phase = AnomalyPhase::raised;
  other.confidence = 0.95;
  ASSERT_NE(registry.apply(other, kRestarted, "S01", kNoon), nullptr);
  EXPECT_EQ(registry.find(7)->anomaly.confidence, 0.95);
  EXPECT_EQ(registry.find(7)->state, AlertState::acknowledged) << "nobody is asked again";
  other.revision = 2;
  other.severity = model::Severity::alarm;
  EXPECT_EQ(registry.apply(other, kRestarted, "S01", kNoon)->state, AlertState::raised)
      << "but for what is graver";
}

TEST(AlertRegistry, ARestartedDetectorMayEndAndReopen) {
  AlertRegistry registry = with_acknowledged();
  EXPECT_EQ(registry.apply(anomaly(7, AnomalyPhase::ended, 2), kRestarted, "S01", kNoon)->state,
            AlertState::ended);
  EXPECT_EQ(registry.apply(anomaly(7, AnomalyPhase::raised, 1), kRestarted + 1, "S01", kNoon)->state,
            AlertState::acknowledged);
}

TEST(AlertRegistry, WhatTheDetectorSaidBeforeItsRestartComesTooLate) {
  AlertRegistry registry = with_acknowledged();
  registry.apply(anomaly(7, AnomalyPhase::updated, 1), kRestarted, "S01", kNoon);
  EXPECT_EQ(registry.apply(anomaly(7, AnomalyPhase::ended, 12), kTerm, "S01", kNoon), nullptr);
  EXPECT_EQ(registry.find(7)->state, AlertState::acknowledged);
}

TEST(AlertRegistry, AlertsKeptFromBeforeTermsWereKeptAreTakenByWhatIsSaid) {
  AlertRegistry before = with_acknowledged();
  model::Alert kept = *before.find(7);
  kept.detector_term = 0;
  AlertRegistry registry({}, {kept});
  auto again = kept.anomaly;
  again.revision = 1;
  EXPECT_EQ(registry.apply(again, kTerm, "S01", kNoon), nullptr);
  again.confidence = 0.5;
  again.revision = 2;
  EXPECT_NE(registry.apply(again, kTerm, "S01", kNoon), nullptr);
}

TEST(AlertRegistry, MoreSevereAfterTheAcknowledgementIsRaisedAgain) {
  AlertRegistry registry({}, {});
  registry.apply(anomaly(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  registry.acknowledge(7, "lumut", kSeen, kNoon);
  EXPECT_EQ(registry.apply(anomaly(7, AnomalyPhase::updated, 2, model::Severity::alarm), kTerm, "S01", kNoon)
                ->state,
            AlertState::raised);
  EXPECT_EQ(registry.find(7)->acknowledged->severity, model::Severity::warning) << "it is known by whom";
}

TEST(AlertRegistry, WhatWasAcknowledgedDoesNotAskAgainUntilItIsGraverThanThat) {
  AlertRegistry registry({}, {});
  registry.apply(anomaly(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  registry.acknowledge(7, "lumut", kSeen, kNoon);
  const auto severe = [&](std::uint32_t revision, model::Severity severity) {
    return registry.apply(anomaly(7, AnomalyPhase::updated, revision, severity), kTerm, "S01", kNoon)->state;
  };
  EXPECT_EQ(severe(2, model::Severity::caution), AlertState::acknowledged);
  EXPECT_EQ(severe(3, model::Severity::warning), AlertState::acknowledged) << "as grave as it was before";
  EXPECT_EQ(severe(4, model::Severity::alarm), AlertState::raised);
}

// The person answered a screen that was older than the alert.
TEST(AlertRegistry, AnAcknowledgementCoversWhatThePersonSawAndNoMore) {
  AlertRegistry registry({}, {});
  registry.apply(anomaly(7, AnomalyPhase::raised, 1, model::Severity::distress), kTerm, "S01", kNoon);
  EXPECT_EQ(registry.acknowledge(7, "lumut", model::Severity::caution, kNoon)->state, AlertState::raised);
  EXPECT_EQ(registry.acknowledge(7, "lumut", model::Severity::caution, kNoon), nullptr) << "nothing new";
  EXPECT_EQ(registry.acknowledge(7, "lumut", model::Severity::distress, kNoon)->state,
            AlertState::acknowledged);
}

TEST(AlertRegistry, AConditionThatBeginsAnewIsAskedAnew) {
  AlertRegistry registry({}, {});
  registry.apply(anomaly(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  registry.acknowledge(7, "lumut", kSeen, kNoon);
  registry.apply(anomaly(7, AnomalyPhase::ended, 2), kTerm, "S01", kNoon);
  EXPECT_EQ(registry.apply(anomaly(7, AnomalyPhase::raised, 3), kTerm, "S01", kNoon)->state,
            AlertState::raised);
}

TEST(AlertRegistry, WhatAPersonClosedStaysClosedUnlessItBecomesGraver) {
  AlertRegistry registry({}, {});
  registry.apply(anomaly(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  const auto* const closed = registry.close(7, "lumut", model::Outcome::false_alert, kNoon);
  ASSERT_NE(closed, nullptr);
  EXPECT_EQ(closed->state, AlertState::ended);
  EXPECT_EQ(closed->acknowledged->by.view(), "lumut");
  EXPECT_EQ(registry.apply(anomaly(7, AnomalyPhase::updated, 2), kTerm, "S01", kNoon)->state,
            AlertState::ended);
  EXPECT_EQ(registry.close(7, "batam", model::Outcome::false_alert, kNoon), nullptr) << "nothing new";
  EXPECT_EQ(registry.apply(anomaly(7, AnomalyPhase::updated, 3, model::Severity::alarm), kTerm, "S01", kNoon)
                ->state,
            AlertState::raised);
  EXPECT_EQ(registry.acknowledge(7, "lumut", kSeen, kNoon)->state, AlertState::acknowledged)
      << "what was found out of the lesser does not close the graver";
}

TEST(AlertRegistry, ADetectorWhoseClockWasSetBackIsHeard) {
  AlertRegistry registry({}, {});
  registry.apply(anomaly(7, AnomalyPhase::raised, 5), kRestarted, "S01", kNoon);
  registry.begin_snapshot();
  registry.apply(anomaly(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  std::ignore = registry.end_snapshot(kTerm, kNoon);
  const auto* const graver =
      registry.apply(anomaly(7, AnomalyPhase::updated, 2, model::Severity::distress), kTerm, "S01", kNoon);
  ASSERT_NE(graver, nullptr);
  EXPECT_EQ(graver->anomaly.severity, model::Severity::distress);
}

TEST(AlertRegistry, ACommentStaysWithTheAlert) {
  AlertRegistry registry({}, {});
  registry.apply(anomaly(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  ASSERT_NE(registry.comment(7, "watch", "no answer on channel 16", kNoon), nullptr);
  for (std::size_t i = 0; i < model::kMostComments; ++i) {
    registry.comment(7, "watch", std::to_string(i), kNoon);
  }
  ASSERT_EQ(registry.find(7)->comments.size(), model::kMostComments);
  EXPECT_EQ(registry.find(7)->comments.front().text, "0");
  EXPECT_EQ(registry.comment(99, "watch", "nothing", kNoon), nullptr);
}

TEST(AlertRegistry, EachAlertHasAShortNumberThatIsKept) {
  AlertRegistry registry({}, {});
  EXPECT_EQ(registry.apply(anomaly(70, AnomalyPhase::raised, 1), kTerm, "S01", kNoon)->number, 1U);
  EXPECT_EQ(registry.apply(anomaly(80, AnomalyPhase::raised, 1), kTerm, "S01", kNoon)->number, 2U);
  EXPECT_EQ(registry.apply(anomaly(70, AnomalyPhase::updated, 2), kTerm, "S01", kNoon)->number, 1U);
  AlertRegistry restarted({}, {*registry.find(70), *registry.find(80)});
  EXPECT_EQ(restarted.apply(anomaly(90, AnomalyPhase::raised, 1), kTerm, "S01", kNoon)->number, 3U);
}

TEST(AlertRegistry, NumbersInUseArePassedOver) {
  AlertRegistry first({}, {});
  model::Alert last = *first.apply(anomaly(1, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  last.number = model::kLastAlertNumber;
  last.raised_at = kNoon + Span::hours(1);
  model::Alert early = last;
  early.id = 2;
  early.number = 1;
  early.raised_at = kNoon;
  AlertRegistry registry({}, {last, early});
  EXPECT_EQ(registry.apply(anomaly(3, AnomalyPhase::raised, 1), kTerm, "S01", kNoon)->number, 2U);
}

TEST(AlertRegistry, TheFirstAcknowledgementStays) {
  AlertRegistry registry({}, {});
  registry.apply(anomaly(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  registry.acknowledge(7, "lumut", kSeen, kNoon);
  EXPECT_EQ(registry.acknowledge(7, "changi", kSeen, kNoon + Span::minutes(1)), nullptr);
  EXPECT_EQ(registry.find(7)->acknowledged->by.view(), "lumut");
  EXPECT_EQ(registry.acknowledge(99, "changi", kSeen, kNoon), nullptr);
}

TEST(AlertRegistry, ForgetsClosedAlertsAfterAWhileAndOpenOnesNever) {
  AlertRegistry registry({.max_alerts = 100}, {});
  registry.apply(anomaly(1, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  registry.apply(anomaly(2, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  registry.acknowledge(2, "lumut", kSeen, kNoon);
  registry.apply(anomaly(2, AnomalyPhase::ended, 2), kTerm, "S01", kNoon);
  EXPECT_TRUE(registry.forget(kNoon + Span::hours(6)).ids.empty());
  const auto forgotten = registry.forget(kNoon + Span::hours(7));
  EXPECT_EQ(forgotten.ids, std::vector<std::uint64_t>{2});
  EXPECT_TRUE(forgotten.crowded_out.empty()) << "everybody has heard that it is over";
  EXPECT_NE(registry.find(1), nullptr);
}

TEST(AlertRegistry, IsBounded) {
  AlertRegistry registry({.max_alerts = 3}, {});
  registry.apply(anomaly(1, AnomalyPhase::raised, 1, model::Severity::distress), kTerm, "S01", kNoon);
  registry.apply(anomaly(2, AnomalyPhase::raised, 1, model::Severity::information), kTerm, "S01", kNoon);
  registry.apply(anomaly(3, AnomalyPhase::raised, 1, model::Severity::alarm), kTerm, "S01", kNoon);
  registry.apply(anomaly(4, AnomalyPhase::raised, 1, model::Severity::alarm), kTerm, "S01", kNoon);
  const auto forgotten = registry.forget(kNoon);
  EXPECT_EQ(forgotten.ids, std::vector<std::uint64_t>{2});
  ASSERT_EQ(forgotten.crowded_out.size(), 1U);
  EXPECT_EQ(forgotten.crowded_out[0].id, 2U);
  EXPECT_EQ(forgotten.crowded_out[0].state, model::AlertState::ended) << "no reader may keep showing it";
  EXPECT_EQ(registry.counters().dropped, 1U);
}

AlertRegistry with_three_alerts() {
  AlertRegistry registry({}, {});
  for (const std::uint64_t id : {1, 2, 3}) {
    registry.apply(anomaly(id, AnomalyPhase::raised, 4), kTerm, "S01", kNoon);
  }
  registry.acknowledge(2, "lumut", kSeen, kNoon);
  return registry;
}

// Whatever was said while the coordination server was away: the detector holds only the third any more.
TEST(AlertRegistry, WhatTheDetectorHoldsNoMoreHasEnded) {
  AlertRegistry registry = with_three_alerts();
  registry.begin_snapshot();
  registry.apply(anomaly(3, AnomalyPhase::updated, 5), kTerm, "S01", kNoon);
  const auto ended = registry.end_snapshot(kTerm, kNoon);
  ASSERT_EQ(ended.size(), 2U);
  EXPECT_EQ(registry.find(1)->state, AlertState::returned_unacknowledged) << "a person has yet to see it";
  EXPECT_EQ(registry.find(2)->state, AlertState::ended);
  EXPECT_EQ(registry.find(2)->acknowledged->by.view(), "lumut");
  EXPECT_EQ(registry.find(3)->state, AlertState::raised);
  EXPECT_EQ(registry.acknowledge(1, "batam", kSeen, kNoon)->state, AlertState::ended);
}

TEST(AlertRegistry, WhatTheDetectorFindsAgainAfterwardsIsNews) {
  AlertRegistry registry = with_three_alerts();
  registry.begin_snapshot();
  EXPECT_EQ(registry.end_snapshot(kTerm, kNoon).size(), 3U);
  const auto* again = registry.apply(anomaly(1, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  ASSERT_NE(again, nullptr);
  EXPECT_EQ(again->state, AlertState::raised);
}

// A restarted detector has yet to find again what stands: its empty snapshot says nothing of that.
TEST(AlertRegistry, ASnapshotOfARestartedDetectorEndsNothing) {
  AlertRegistry registry = with_three_alerts();
  registry.begin_snapshot();
  EXPECT_EQ(registry.end_snapshot(kRestarted, kNoon).size(), 3U);
  EXPECT_EQ(registry.find(1)->state, AlertState::raised);
  EXPECT_EQ(registry.find(1)->unconfirmed_since, kNoon);
}

TEST(AlertRegistry, WhatARestartedDetectorFindsAgainIsConfirmedAndTheRestEnds) {
  AlertRegistry registry = with_three_alerts();
  registry.begin_snapshot();
  std::ignore = registry.end_snapshot(kRestarted, kNoon);
  auto again = registry.find(3)->anomaly;
  again.revision = 1;
  EXPECT_NE(registry.apply(again, kRestarted, "S01", kNoon), nullptr) << "readers show it as confirmed again";
  EXPECT_TRUE(registry.end_in_time(kNoon + Span::minutes(29)).empty());
  EXPECT_EQ(registry.end_in_time(kNoon + Span::minutes(30)), (std::vector<std::uint64_t>{1, 2}));
  EXPECT_EQ(registry.find(1)->state, AlertState::returned_unacknowledged);
  EXPECT_EQ(registry.find(2)->state, AlertState::ended);
  EXPECT_EQ(registry.find(3)->state, AlertState::raised);
}

// ---- A detector that lost its memory names what goes on by other ids than before.

constexpr std::uint64_t kMeeting = 77, kOtherMeeting = 78;

model::Anomaly meeting(std::uint64_t id, std::uint64_t condition, AnomalyPhase phase = AnomalyPhase::raised) {
  model::Anomaly found = anomaly(id, phase, 1);
  found.condition = condition;
  return found;
}

// Alert 7 of an earlier detector, acknowledged; the one that runs now has begun with nothing.
AlertRegistry with_unconfirmed() {
  AlertRegistry registry({}, {});
  registry.apply(meeting(7, kMeeting), kTerm, "S01", kNoon);
  registry.acknowledge(7, "lumut", kSeen, kNoon);
  registry.begin_snapshot();
  std::ignore = registry.end_snapshot(kRestarted, kNoon);
  return registry;
}

TEST(AlertRegistry, WhatGoesOnUnderAnotherIdIsTheSameAlert) {
  AlertRegistry registry = with_unconfirmed();
  const auto* const again = registry.apply(meeting(8, kMeeting), kRestarted, "S01", kNoon);
  ASSERT_NE(again, nullptr) << "readers show it as confirmed again";
  EXPECT_EQ(again->id, 7U);
  EXPECT_EQ(again->number, 1U);
  EXPECT_EQ(again->state, AlertState::acknowledged) << "nobody is asked again";
  EXPECT_FALSE(again->unconfirmed_since);
  EXPECT_EQ(registry.alerts().size(), 1U);
  EXPECT_TRUE(registry.end_in_time(kNoon + Span::hours(1)).empty());
  EXPECT_EQ(registry.apply(anomaly(8, AnomalyPhase::ended, 2), kRestarted, "S01", kNoon)->state,
            AlertState::ended);
}

TEST(AlertRegistry, AnotherConditionIsAnotherAlert) {
  AlertRegistry registry = with_unconfirmed();
  EXPECT_EQ(registry.apply(meeting(8, kOtherMeeting), kRestarted, "S01", kNoon)->id, 8U);
  EXPECT_EQ(registry.apply(meeting(9, 0), kRestarted, "S01", kNoon)->id, 9U) << "0 is no condition";
  EXPECT_TRUE(registry.find(7)->unconfirmed_since);
}

// Two transmitters share the MMSI.
TEST(AlertRegistry, ADetectorThatNamesTwoAnomaliesOfOneConditionMeansTwoAlerts) {
  AlertRegistry registry({}, {});
  registry.apply(meeting(7, kMeeting), kTerm, "S01", kNoon);
  EXPECT_EQ(registry.apply(meeting(8, kMeeting), kTerm, "S01", kNoon)->id, 8U);
  registry.begin_snapshot();
  registry.apply(meeting(9, kMeeting), kRestarted, "S01", kNoon);
  registry.apply(meeting(10, kMeeting), kRestarted, "S01", kNoon);
  EXPECT_TRUE(registry.end_snapshot(kRestarted, kNoon).empty()) << "each continues one of them";
  EXPECT_EQ(registry.alerts().size(), 2U);
}

TEST(AlertRegistry, AnAlertIsKnownByItsNewestAnomalyAfterARestartOfTheServer) {
  AlertRegistry first = with_unconfirmed();
  first.apply(meeting(8, kMeeting), kRestarted, "S01", kNoon);
  AlertRegistry registry({}, {*first.find(7)});
  registry.begin_snapshot();
  registry.apply(meeting(8, kMeeting), kRestarted, "S01", kNoon);
  EXPECT_TRUE(registry.end_snapshot(kRestarted, kNoon).empty()) << "it stands";
  EXPECT_EQ(registry.alerts().size(), 1U);
}

// The detector counts from the start again: its first anomaly has the id of one that is over.
TEST(AlertRegistry, AnIdThatMeantAnotherAlertMeansTheOneThatStands) {
  AlertRegistry registry({}, {});
  registry.apply(meeting(7, kMeeting), kTerm, "S01", kNoon);
  registry.acknowledge(7, "lumut", kSeen, kNoon);
  registry.apply(anomaly(7, AnomalyPhase::ended, 2), kTerm, "S01", kNoon);
  registry.apply(meeting(8, kMeeting), kTerm, "S01", kNoon);
  EXPECT_EQ(registry.apply(meeting(7, kMeeting), kRestarted, "S01", kNoon), nullptr) << "nothing new";
  EXPECT_EQ(registry.find(7)->state, AlertState::ended);
  AlertRegistry again({}, {*registry.find(7), *registry.find(8)});
  EXPECT_EQ(again.apply(anomaly(7, AnomalyPhase::ended, 2), kRestarted, "S01", kNoon)->id, 8U);
  // Its second has the id of the alert that goes on under the first.
  const auto* const second = registry.apply(meeting(8, kOtherMeeting), kRestarted, "S01", kNoon);
  ASSERT_NE(second, nullptr);
  EXPECT_NE(second->id, 8U);
  EXPECT_EQ(second->number, 3U);
  EXPECT_EQ(registry.alerts().size(), 3U);
}

TEST(AlertRegistry, WhatAnEarlierDetectorSaidContinuesNothing) {
  AlertRegistry registry({}, {});
  registry.apply(meeting(7, kMeeting), kRestarted, "S01", kNoon);
  EXPECT_EQ(registry.apply(meeting(8, kMeeting), kTerm, "S01", kNoon)->id, 8U);
  EXPECT_EQ(registry.apply(anomaly(7, AnomalyPhase::updated, 2), kRestarted, "S01", kNoon)->id, 7U);
}

TEST(AlertRegistry, TheTimeToKeepAClosedAlertCountsFromItsEnd) {
  AlertRegistry registry({}, {});
  registry.apply(anomaly(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  registry.acknowledge(7, "lumut", kSeen, kNoon);
  const Instant end = kNoon + Span::hours(7);
  registry.apply(anomaly(7, AnomalyPhase::ended, 2), kTerm, "S01", end);
  EXPECT_TRUE(registry.forget(end + Span::hours(6)).ids.empty());
  EXPECT_EQ(registry.forget(end + Span::hours(6) + Span::seconds(1)).ids.size(), 1U);
}

TEST(AlertRegistry, ASnapshotThatWasBrokenOffIsForgotten) {
  AlertRegistry registry = with_three_alerts();
  registry.begin_snapshot();
  registry.begin_snapshot();
  for (const std::uint64_t id : {1, 2, 3}) {
    registry.apply(anomaly(id, AnomalyPhase::raised, 4), kTerm, "S01", kNoon);
  }
  EXPECT_TRUE(registry.end_snapshot(kTerm, kNoon).empty());
  EXPECT_TRUE(registry.end_snapshot(kTerm, kNoon).empty()) << "none has begun";
}

}  // namespace
}  // namespace selat::coordinate
