// Alerts when the clock of the machine is set forward.

#include <tuple>

#include <gtest/gtest.h>

#include "coordinate/alert_registry.h"

namespace selat::coordinate {
namespace {

using model::AlertState;
using model::AnomalyPhase;

constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);
constexpr std::uint64_t kTerm = 5;

model::Anomaly same_condition(std::uint64_t id, AnomalyPhase phase, std::uint32_t revision) {
  model::Anomaly one;
  one.id = id;
  one.rule = "watch_list";
  one.phase = phase;
  one.revision = revision;
  one.severity = model::Severity::warning;
  one.condition = 77;
  return one;
}

// The detector ends what stands, since an hour has passed at once, and raises it anew under another id.
TEST(ClockStep, WhenTheClockIsSetForwardTheSameConditionIsTheSameAlert) {
  AlertRegistry registry({}, {});
  const Instant later = kNoon + Span::hours(1);
  registry.apply(same_condition(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  registry.acknowledge(7, "lumut", model::Severity::distress, kNoon);
  registry.note_clock_step(later);
  const auto* unsure = registry.apply(same_condition(7, AnomalyPhase::ended, 2), kTerm, "S01", later);
  EXPECT_EQ(unsure->state, AlertState::acknowledged) << "it is not over: that is not known";
  EXPECT_EQ(unsure->unconfirmed_since, later);
  const Instant heard = later + Span::seconds(40);
  const auto* again = registry.apply(same_condition(8, AnomalyPhase::raised, 1), kTerm, "S01", heard);
  EXPECT_EQ(again->id, 7U);
  EXPECT_EQ(again->number, 1U);
  EXPECT_EQ(again->state, AlertState::acknowledged);
  EXPECT_FALSE(again->unconfirmed_since);
  EXPECT_EQ(registry.apply(same_condition(7, AnomalyPhase::ended, 2), kTerm, "S01", heard), nullptr)
      << "told once more";
  EXPECT_EQ(registry.alerts().size(), 1U);
  EXPECT_EQ(registry.apply(same_condition(8, AnomalyPhase::ended, 2), kTerm, "S01", heard)->state,
            AlertState::ended);
  EXPECT_EQ(registry.apply(same_condition(9, AnomalyPhase::raised, 1), kTerm, "S01", heard)->number, 2U)
      << "it was over, and that was known";
}

TEST(ClockStep, WhenTheClockIsSetForwardTheOrderOfEndAndBeginningDoesNotMatter) {
  AlertRegistry registry({}, {});
  registry.apply(same_condition(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  registry.note_clock_step(kNoon);
  EXPECT_EQ(registry.apply(same_condition(8, AnomalyPhase::raised, 1), kTerm, "S01", kNoon)->id, 7U);
  EXPECT_EQ(registry.apply(same_condition(7, AnomalyPhase::ended, 3), kTerm, "S01", kNoon), nullptr);
  EXPECT_EQ(registry.find(7)->state, AlertState::raised);
}

TEST(ClockStep, WhatIsNotRaisedAnewAfterTheClockWasSetEndsAsUnconfirmed) {
  AlertRegistry registry({}, {});
  registry.apply(same_condition(7, AnomalyPhase::raised, 1), kTerm, "S01", kNoon);
  registry.note_clock_step(kNoon);
  registry.apply(same_condition(7, AnomalyPhase::ended, 2), kTerm, "S01", kNoon);
  registry.begin_snapshot();
  registry.apply(same_condition(7, AnomalyPhase::ended, 2), kTerm, "S01", kNoon);
  std::ignore = registry.end_snapshot(kTerm, kNoon);
  EXPECT_TRUE(is_active(*registry.find(7)));
  EXPECT_EQ(registry.end_in_time(kNoon + Span::minutes(31)).size(), 1U);
  EXPECT_FALSE(is_active(*registry.find(7)));
}

}  // namespace
}  // namespace selat::coordinate
