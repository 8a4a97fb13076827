#include "coordinate/alert_book.h"

#include <gtest/gtest.h>

namespace selat::coordinate {
namespace {

using model::AlertState;
using model::AnomalyPhase;

constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);

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
  EXPECT_EQ(book.apply(anomaly(7, AnomalyPhase::raised, 1), "S01", kNoon)->state, AlertState::raised);
  EXPECT_EQ(book.acknowledge(7, "lumut", kNoon + Span::minutes(2))->state, AlertState::acknowledged);
  const auto* alert = book.apply(anomaly(7, AnomalyPhase::ended, 2), "S01", kNoon + Span::minutes(3));
  EXPECT_EQ(alert->state, AlertState::ended);
  EXPECT_EQ(alert->raised_at, kNoon);
  EXPECT_EQ(alert->acknowledged_by.view(), "lumut");
}

TEST(AlertBook, AnEndNobodySawStaysOpenUntilAcknowledged) {
  AlertBook book({}, {});
  book.apply(anomaly(7, AnomalyPhase::raised, 1), "S01", kNoon);
  EXPECT_EQ(book.apply(anomaly(7, AnomalyPhase::ended, 2), "S01", kNoon)->state,
            AlertState::returned_unacknowledged);
  EXPECT_TRUE(is_open(*book.find(7)));
  EXPECT_EQ(book.acknowledge(7, "lumut", kNoon)->state, AlertState::ended);
}

TEST(AlertBook, LateDataTakesItBack) {
  AlertBook book({}, {});
  book.apply(anomaly(7, AnomalyPhase::raised, 1), "S01", kNoon);
  EXPECT_EQ(book.apply(anomaly(7, AnomalyPhase::retracted, 2), "S01", kNoon)->state, AlertState::retracted);
  EXPECT_EQ(book.apply(anomaly(8, AnomalyPhase::retracted, 1), "S01", kNoon), nullptr);
}

TEST(AlertBook, ARestartedDetectorSaysNothingNew) {
  AlertBook book({}, {});
  book.apply(anomaly(7, AnomalyPhase::raised, 1), "S01", kNoon);
  book.apply(anomaly(7, AnomalyPhase::updated, 2), "S01", kNoon);
  book.acknowledge(7, "lumut", kNoon);
  EXPECT_EQ(book.apply(anomaly(7, AnomalyPhase::raised, 1), "S01", kNoon), nullptr);
  EXPECT_EQ(book.apply(anomaly(7, AnomalyPhase::updated, 2), "S01", kNoon), nullptr);
  EXPECT_EQ(book.find(7)->state, AlertState::acknowledged);
  EXPECT_EQ(book.counters().repeated, 2U);
}

TEST(AlertBook, AnEndIsBelievedEvenWithALowerRevisionAfterARestart) {
  AlertBook book({}, {});
  book.apply(anomaly(7, AnomalyPhase::raised, 1), "S01", kNoon);
  book.apply(anomaly(7, AnomalyPhase::updated, 9), "S01", kNoon);
  EXPECT_EQ(book.apply(anomaly(7, AnomalyPhase::ended, 2), "S01", kNoon)->state,
            AlertState::returned_unacknowledged);
}

TEST(AlertBook, MoreSevereAfterTheAcknowledgementIsRaisedAgain) {
  AlertBook book({}, {});
  book.apply(anomaly(7, AnomalyPhase::raised, 1), "S01", kNoon);
  book.acknowledge(7, "lumut", kNoon);
  EXPECT_EQ(book.apply(anomaly(7, AnomalyPhase::updated, 2, model::Severity::alarm), "S01", kNoon)->state,
            AlertState::raised);
  EXPECT_TRUE(book.find(7)->acknowledged_by.empty());
}

TEST(AlertBook, TheFirstAcknowledgementStays) {
  AlertBook book({}, {});
  book.apply(anomaly(7, AnomalyPhase::raised, 1), "S01", kNoon);
  book.acknowledge(7, "lumut", kNoon);
  EXPECT_EQ(book.acknowledge(7, "changi", kNoon + Span::minutes(1))->acknowledged_by.view(), "lumut");
  EXPECT_EQ(book.acknowledge(99, "changi", kNoon), nullptr);
}

TEST(AlertBook, ForgetsClosedAlertsAfterAWhileAndOpenOnesNever) {
  AlertBook book({.keep_closed_for = Span::hours(6), .max_alerts = 100}, {});
  book.apply(anomaly(1, AnomalyPhase::raised, 1), "S01", kNoon);
  book.apply(anomaly(2, AnomalyPhase::raised, 1), "S01", kNoon);
  book.acknowledge(2, "lumut", kNoon);
  book.apply(anomaly(2, AnomalyPhase::ended, 2), "S01", kNoon);
  EXPECT_TRUE(book.forget(kNoon + Span::hours(6)).empty());
  EXPECT_EQ(book.forget(kNoon + Span::hours(7)), std::vector<std::uint64_t>{2});
  EXPECT_NE(book.find(1), nullptr);
}

TEST(AlertBook, IsBounded) {
  AlertBook book({.keep_closed_for = Span::hours(6), .max_alerts = 3}, {});
  book.apply(anomaly(1, AnomalyPhase::raised, 1, model::Severity::distress), "S01", kNoon);
  book.apply(anomaly(2, AnomalyPhase::raised, 1, model::Severity::information), "S01", kNoon);
  book.apply(anomaly(3, AnomalyPhase::raised, 1, model::Severity::alarm), "S01", kNoon);
  book.apply(anomaly(4, AnomalyPhase::raised, 1, model::Severity::alarm), "S01", kNoon);
  EXPECT_EQ(book.forget(kNoon), std::vector<std::uint64_t>{2});
  EXPECT_EQ(book.counters().dropped, 1U);
}

}  // namespace
}  // namespace selat::coordinate
