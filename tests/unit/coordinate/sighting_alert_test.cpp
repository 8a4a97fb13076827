// The alert of a sighting: ended by persons and never by the detector; and whoever took the report is told
// how it ended.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alert_desk_harness.h"
#include "seen_boat.h"

namespace selat::coordinate {
namespace {

using model::NoticeCause;
using model::SeenCondition;
using model::Severity;
using test::AlertDeskTest;
using test::boat;
using test::tells;
using testing::Contains;
using testing::Not;

class SightingAlertTest : public AlertDeskTest {
 protected:
  std::uint64_t enter(const char* by, double longitude_deg = 100.5,
                      SeenCondition condition = SeenCondition::unknown) {
    model::Sighting sighting = boat(longitude_deg);
    sighting.entered_by = by;
    sighting.condition = condition;
    sighting.id = model::id_of(sighting);
    return desk_.raise(sighting, test::after(at_s_)).id;
  }
  const model::Alert& alert(std::uint64_t id) { return *desk_.registry().find(id); }
  void close(std::uint64_t id, const char* by) {
    desk_.close({id, model::Outcome::true_alert, "12 rescued"}, by, test::after(at_s_));
  }
};

TEST_F(SightingAlertTest, GoesToTheHolderAsNewAndToWhoTookTheReport) {
  enter("lumut");
  const auto told = told_until(1);
  EXPECT_THAT(told, Contains(tells("batam", NoticeCause::raised)));
  EXPECT_THAT(told, Contains(tells("lumut", NoticeCause::raised)));
  EXPECT_THAT(told, Not(Contains(testing::Field(&test::Told::whom, "changi"))));
}

TEST_F(SightingAlertTest, IsEndedByNoSnapshotOfTheDetector) {
  const std::uint64_t id = enter("lumut");
  find(7, Severity::warning, 100.5);
  desk_.begin_snapshot();
  EXPECT_TRUE(desk_.end_snapshot(test::kTerm, test::after(2)));  // that of the anomaly
  EXPECT_EQ(alert(id).state, model::AlertState::raised);
  EXPECT_FALSE(alert(id).unconfirmed_since);
  restart();
  desk_.begin_snapshot();
  desk_.end_snapshot(test::kTerm + 1, test::after(3));
  EXPECT_EQ(alert(id).state, model::AlertState::raised);
  EXPECT_FALSE(alert(id).unconfirmed_since);
}

TEST_F(SightingAlertTest, AnAnomalyOfTheSameIdIsAnotherAlert) {
  const std::uint64_t id = enter("lumut");
  find(id, Severity::warning, 100.5, model::AnomalyPhase::ended);
  EXPECT_EQ(alert(id).state, model::AlertState::raised);
  EXPECT_EQ(desk_.registry().alerts().size(), 2U);
}

TEST_F(SightingAlertTest, WhoTookTheReportIsToldHowItEnded) {
  const std::uint64_t id = enter("lumut");
  told_until(1);
  close(id, "batam");
  const auto told = told_until(2);
  EXPECT_THAT(told, Contains(tells("lumut", NoticeCause::over)));
  EXPECT_EQ(alert(id).outcome, model::Outcome::true_alert);
  EXPECT_EQ(alert(id).comments.back().text, "12 rescued");
}

TEST_F(SightingAlertTest, WhoTookTheReportIsToldAlsoWhenItWasAwayAllTheTime) {
  standing_.control_points[2].is_heard = false;  // lumut
  const std::uint64_t id = enter("lumut");
  EXPECT_THAT(told_until(1), Not(Contains(testing::Field(&test::Told::whom, "lumut"))));
  close(id, "batam");
  EXPECT_THAT(told_until(2), Not(Contains(testing::Field(&test::Told::whom, "lumut"))));
  restart();
  is_heard(0);
  is_heard(2);
  EXPECT_THAT(told_until(3), Contains(tells("lumut", NoticeCause::over)));
  EXPECT_THAT(told_until(60), Not(Contains(tells("lumut", NoticeCause::over))));  // once
}

TEST_F(SightingAlertTest, EscalatesPastWhoTookTheReport) {
  const std::uint64_t id = enter("lumut", 100.5, SeenCondition::sinking);  // lumut is the next nearest
  told_until(1);
  EXPECT_THAT(told_until(700), Contains(tells("changi", NoticeCause::escalated)));
  const auto& recipients = alert(id).recipients;
  const auto lumut =
      std::ranges::find(recipients, model::ControlPointId("lumut"), &model::AlertRecipient::control_point);
  ASSERT_NE(lumut, recipients.end());
  EXPECT_EQ(lumut->due, model::DueReason::took_report);
}

TEST_F(SightingAlertTest, WhoTookTheReportDoesNotStandInForAHolder) {
  enter("changi", 101.4);  // S02, which nobody holds; lumut is nearest
  const auto told = told_until(1);
  EXPECT_THAT(told, Contains(tells("lumut", NoticeCause::passed_on)));
  EXPECT_THAT(told, Contains(tells("changi", NoticeCause::raised)));
  standing_.holders = {"batam", "batam"};
  told_until(2);
  standing_.holders = {{}, {}};
  standing_.control_points[0].is_heard = false;
  EXPECT_THAT(told_until(3), Contains(tells("lumut", NoticeCause::passed_on)));
}

TEST_F(SightingAlertTest, EndsByItselfADayAfterItWasSeenUnlessItIsDistress) {
  const std::uint64_t id = enter("lumut");
  const std::uint64_t grave = enter("lumut", 100.6, SeenCondition::people_in_water);
  for (const std::uint64_t one : {id, grave}) {
    desk_.acknowledge({one, Severity::distress}, "batam", test::after(at_s_));
  }
  at_s_ = 24 * 3'600 - 2;
  told_until(at_s_ + 1);
  EXPECT_EQ(alert(id).state, model::AlertState::acknowledged);
  EXPECT_THAT(told_until(at_s_ + 3), Contains(tells("lumut", NoticeCause::over)));
  EXPECT_EQ(alert(id).state, model::AlertState::ended);
  EXPECT_EQ(alert(grave).state, model::AlertState::acknowledged);
}

}  // namespace
}  // namespace selat::coordinate
