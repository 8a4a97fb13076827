#include "coordinate/alert_book.h"

#include <gtest/gtest.h>

namespace selat::coordinate {
namespace {

using model::AlertState;
using model::AnomalyPhase;

constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);
constexpr std::uint64_t kTerm = 5, kRestarted = 6;

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

TEST(AlertBook, GoesThroughTheLifeOfAnAcknowledgedAlert) {
  AlertBook book({}, {});
  EXPECT_EQ(book.apply(anomaly(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon)->state, AlertState::raised);
  EXPECT_EQ(book.acknowledge(7, "lumut", kNoon + Span::minutes(2))->state, AlertState::acknowledged);
  const auto* alert = book.apply(anomaly(7, AnomalyPhase::ended, 2), kTerm, "S01", kNoon + Span::minutes(3));
  EXPECT_EQ(alert->state, AlertState::ended);
  EXPECT_EQ(alert->raised_at, kNoon);
  EXPECT_EQ(alert->acknowledged_by.view(), "lumut");
}

TEST(AlertBook, AnEndNobodySawStaysOpenUntilAcknowledged) {
  AlertBook book({}, {});
  book.apply(anomaly(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  EXPECT_EQ(book.apply(anomaly(7, AnomalyPhase::ended, 2), kTerm, "S01", kNoon)->state,
            AlertState::returned_unacknowledged);
  EXPECT_TRUE(is_open(*book.find(7)));
  EXPECT_EQ(book.acknowledge(7, "lumut", kNoon)->state, AlertState::ended);
}

TEST(AlertBook, LateDataTakesItBack) {
  AlertBook book({}, {});
  book.apply(anomaly(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  EXPECT_EQ(book.apply(anomaly(7, AnomalyPhase::retracted, 2), kTerm, "S01", kNoon)->state,
            AlertState::retracted);
  EXPECT_EQ(book.apply(anomaly(8, AnomalyPhase::retracted, 1), kTerm, "S01", kNoon), nullptr);
}

TEST(AlertBook, WhatIsRepeatedSaysNothingNew) {
  AlertBook book({}, {});
  book.apply(anomaly(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  book.apply(anomaly(7, AnomalyPhase::updated, 2), kTerm, "S01", kNoon);
  book.acknowledge(7, "lumut", kNoon);
  EXPECT_EQ(book.apply(anomaly(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon), nullptr);
  EXPECT_EQ(book.apply(anomaly(7, AnomalyPhase::updated, 2), kTerm, "S01", kNoon), nullptr);
  EXPECT_EQ(book.find(7)->state, AlertState::acknowledged);
  EXPECT_EQ(book.counters().repeated, 2U);
}

// As it was told when it stood at revision 9, and by somebody acknowledged.
AlertBook with_acknowledged() {
  AlertBook book({}, {});
  book.apply(anomaly(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  auto latest = anomaly(7, AnomalyPhase::updated, 9);
  latest.confidence = 0.9;
  latest.vessels = {{model::Mmsi(525'000'001), std::string_view("JAYA")}};
  book.apply(latest, kTerm, "S01", kNoon);
  book.acknowledge(7, "lumut", kNoon);
  return book;
}

TEST(AlertBook, ARestartedDetectorThatSaysTheSameSaysNothingNew) {
  AlertBook book = with_acknowledged();
  auto again = book.find(7)->anomaly;
  again.revision = 1;
  again.phase = AnomalyPhase::raised;
  again.vessels[0].name = {};
  EXPECT_EQ(book.apply(again, kRestarted, "S01", kNoon), nullptr);
  EXPECT_EQ(book.find(7)->state, AlertState::acknowledged);
  EXPECT_EQ(book.find(7)->anomaly.vessels[0].name.view(), "JAYA");
  // From here on the new term's revisions count.
  again.revision = 2;
  again.confidence = 0.95;
  ASSERT_NE(book.apply(again, kRestarted, "S01", kNoon), nullptr);
  EXPECT_EQ(book.find(7)->anomaly.confidence, 0.95);
}

TEST(AlertBook, ARestartedDetectorIsBelievedAtOnceWhenItSaysOtherwise) {
  AlertBook book = with_acknowledged();
  auto other = book.find(7)->anomaly;
  other.revision = 1;
  other.phase = AnomalyPhase::raised;
  other.confidence = 0.95;
  ASSERT_NE(book.apply(other, kRestarted, "S01", kNoon), nullptr);
  EXPECT_EQ(book.find(7)->anomaly.confidence, 0.95);
  EXPECT_EQ(book.find(7)->state, AlertState::acknowledged) << "nobody is asked again";
  other.revision = 2;
  other.severity = model::Severity::alarm;
  EXPECT_EQ(book.apply(other, kRestarted, "S01", kNoon)->state, AlertState::raised)
      << "but for what is graver";
}

TEST(AlertBook, ARestartedDetectorMayEndAndReopen) {
  AlertBook book = with_acknowledged();
  EXPECT_EQ(book.apply(anomaly(7, AnomalyPhase::ended, 2), kRestarted, "S01", kNoon)->state,
            AlertState::ended);
  EXPECT_EQ(book.apply(anomaly(7, AnomalyPhase::raised, 1), kRestarted + 1, "S01", kNoon)->state,
            AlertState::acknowledged);
}

TEST(AlertBook, WhatTheDetectorSaidBeforeItsRestartComesTooLate) {
  AlertBook book = with_acknowledged();
  book.apply(anomaly(7, AnomalyPhase::updated, 1), kRestarted, "S01", kNoon);
  EXPECT_EQ(book.apply(anomaly(7, AnomalyPhase::ended, 12), kTerm, "S01", kNoon), nullptr);
  EXPECT_EQ(book.find(7)->state, AlertState::acknowledged);
}

TEST(AlertBook, AlertsKeptFromBeforeTermsWereKeptAreTakenByWhatIsSaid) {
  AlertBook before = with_acknowledged();
  model::Alert kept = *before.find(7);
  kept.detector_term = 0;
  AlertBook book({}, {kept});
  auto again = kept.anomaly;
  again.revision = 1;
  EXPECT_EQ(book.apply(again, kTerm, "S01", kNoon), nullptr);
  again.confidence = 0.5;
  again.revision = 2;
  EXPECT_NE(book.apply(again, kTerm, "S01", kNoon), nullptr);
}

TEST(AlertBook, MoreSevereAfterTheAcknowledgementIsRaisedAgain) {
  AlertBook book({}, {});
  book.apply(anomaly(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  book.acknowledge(7, "lumut", kNoon);
  EXPECT_EQ(
      book.apply(anomaly(7, AnomalyPhase::updated, 2, model::Severity::alarm), kTerm, "S01", kNoon)->state,
      AlertState::raised);
  EXPECT_TRUE(book.find(7)->acknowledged_by.empty());
}

TEST(AlertBook, TheFirstAcknowledgementStays) {
  AlertBook book({}, {});
  book.apply(anomaly(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  book.acknowledge(7, "lumut", kNoon);
  EXPECT_EQ(book.acknowledge(7, "changi", kNoon + Span::minutes(1))->acknowledged_by.view(), "lumut");
  EXPECT_EQ(book.acknowledge(99, "changi", kNoon), nullptr);
}

TEST(AlertBook, ForgetsClosedAlertsAfterAWhileAndOpenOnesNever) {
  AlertBook book({.keep_closed_for = Span::hours(6), .max_alerts = 100}, {});
  book.apply(anomaly(1, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  book.apply(anomaly(2, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  book.acknowledge(2, "lumut", kNoon);
  book.apply(anomaly(2, AnomalyPhase::ended, 2), kTerm, "S01", kNoon);
  EXPECT_TRUE(book.forget(kNoon + Span::hours(6)).empty());
  EXPECT_EQ(book.forget(kNoon + Span::hours(7)), std::vector<std::uint64_t>{2});
  EXPECT_NE(book.find(1), nullptr);
}

TEST(AlertBook, IsBounded) {
  AlertBook book({.keep_closed_for = Span::hours(6), .max_alerts = 3}, {});
  book.apply(anomaly(1, AnomalyPhase::raised, 1, model::Severity::distress), kTerm, "S01", kNoon);
  book.apply(anomaly(2, AnomalyPhase::raised, 1, model::Severity::information), kTerm, "S01", kNoon);
  book.apply(anomaly(3, AnomalyPhase::raised, 1, model::Severity::alarm), kTerm, "S01", kNoon);
  book.apply(anomaly(4, AnomalyPhase::raised, 1, model::Severity::alarm), kTerm, "S01", kNoon);
  EXPECT_EQ(book.forget(kNoon), std::vector<std::uint64_t>{2});
  EXPECT_EQ(book.counters().dropped, 1U);
}

}  // namespace
}  // namespace selat::coordinate
