// Rises of alerts are told however soon they fall again; and an alert stays where it is over a restart of the
// server.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alert_desk_harness.h"

namespace selat::coordinate::test {
namespace {

using testing::ElementsAre;

auto tells_of_rise(const std::string& whom, NoticeCause cause, Severity risen_to, Severity now) {
  return testing::AllOf(tells(whom, cause), testing::Field(&Told::risen_to, risen_to),
                        testing::Field(&Told::severity, now));
}

TEST_F(AlertDeskTest, ARiseThatHasFallenBeforeItWasToldIsTold) {
  find(7, Severity::caution, 100.5);
  told_until(1);
  find(7, Severity::distress, 100.5);
  EXPECT_THAT(told_until(2, false), ElementsAre(tells("batam", NoticeCause::graver))) << "it is lost";
  find(7, Severity::caution, 100.5);
  EXPECT_THAT(told_until(6), ElementsAre(tells_of_rise("batam", NoticeCause::graver, Severity::distress,
                                                       Severity::caution)));
  EXPECT_TRUE(told_until(20).empty());
  find(7, Severity::warning, 100.5);
  EXPECT_THAT(told_until(21),
              ElementsAre(tells_of_rise("batam", NoticeCause::graver, Severity::warning, Severity::warning)));
}

TEST_F(AlertDeskTest, ARiseThatWasToldIsNotToldAgainWhenItsReceiptIsLate) {
  find(7, Severity::caution, 100.5);
  told_until(1);
  find(7, Severity::distress, 100.5);
  const auto told = told_until(2, false);
  ASSERT_EQ(told.size(), 1U);
  find(7, Severity::caution, 100.5);
  EXPECT_TRUE(told_until(3).empty());
  receive(told[0]);
  EXPECT_TRUE(told_until(20).empty());
}

TEST_F(AlertDeskTest, ARiseWhileAReceiptIsWaitedForIsToldAfterIt) {
  find(7, Severity::caution, 100.5);
  const auto told = told_until(1, false);
  ASSERT_EQ(told.size(), 1U);
  find(7, Severity::distress, 100.5);
  EXPECT_TRUE(told_until(1.1).empty());
  find(7, Severity::caution, 100.5);
  EXPECT_TRUE(told_until(1.2).empty());
  receive(told[0]);
  EXPECT_THAT(told_until(2), ElementsAre(tells_of_rise("batam", NoticeCause::graver, Severity::distress,
                                                       Severity::caution)));
}

TEST_F(AlertDeskTest, WhatWasRaisedAndHasFallenIsToldAsGraveAsItWas) {
  find(7, Severity::distress, 100.5);
  EXPECT_EQ(told_until(1, false).size(), 1U);
  find(7, Severity::caution, 100.5);
  restart();
  is_heard(0);
  EXPECT_THAT(told_until(6), ElementsAre(tells_of_rise("batam", NoticeCause::raised, Severity::distress,
                                                       Severity::caution)));
}

// No server ran, and the detector says it afterwards.
TEST_F(AlertDeskTest, ARiseThatTheServerMissedIsToldOnce) {
  using enum model::AnomalyPhase;
  const model::Peak peak = {Severity::distress, kNoon, kNoon + Span::minutes(5)};
  find(7, Severity::caution, 100.5);
  told_until(1);
  restart();
  is_heard(0);
  find(7, Severity::caution, 100.5, updated, peak);
  EXPECT_THAT(told_until(2), ElementsAre(tells_of_rise("batam", NoticeCause::graver, Severity::distress,
                                                       Severity::caution)));
  find(7, Severity::warning, 100.5, updated, peak);
  EXPECT_THAT(told_until(3),
              ElementsAre(tells_of_rise("batam", NoticeCause::graver, Severity::warning, Severity::warning)));
  restart();
  is_heard(0);
  find(7, Severity::caution, 100.5, updated, peak);
  EXPECT_TRUE(told_until(20).empty());
  find(7, Severity::caution, 100.5, updated,
       model::Peak{Severity::distress, kNoon + Span::minutes(20), kNoon + Span::minutes(21)});
  EXPECT_THAT(told_until(22),
              ElementsAre(tells_of_rise("batam", NoticeCause::graver, Severity::distress, Severity::caution)))
      << "it was as grave once more";
}

TEST_F(AlertDeskTest, ARiseThatTheServerMissedWaitsForSomebodyToTell) {
  for (auto& control_point : standing_.control_points) {
    control_point.is_heard = false;
  }
  standing_.holders = {{}, {}};
  find(7, Severity::caution, 100.5, model::AnomalyPhase::updated,
       model::Peak{Severity::distress, kNoon, kNoon + Span::minutes(5)});
  EXPECT_TRUE(told_until(2).empty());
  restart();
  is_heard(0);
  EXPECT_THAT(told_until(4), ElementsAre(tells_of_rise("batam", NoticeCause::passed_on, Severity::distress,
                                                       Severity::caution)));
  EXPECT_TRUE(told_until(20).empty());
}

// It was acknowledged as a caution, rose, and is over: who believes that it goes on is told all of that.
TEST_F(AlertDeskTest, ARiseThatTheServerMissedIsToldThoughTheAlertIsOver) {
  find(7, Severity::caution, 100.5);
  told_until(1);
  desk_.acknowledge({7, Severity::caution}, "batam", after(at_s_));
  told_until(2);
  restart();
  is_heard(0);
  find(7, Severity::caution, 100.5, model::AnomalyPhase::ended,
       model::Peak{Severity::distress, kNoon, kNoon + Span::minutes(5)});
  EXPECT_THAT(told_until(3),
              ElementsAre(tells_of_rise("batam", NoticeCause::over, Severity::distress, Severity::caution)));
}

// A detector without its memory knows of no peak; the server does.
TEST_F(AlertDeskTest, HowGraveAnAlertWasStaysKnown) {
  find(7, Severity::distress, 100.5);
  told_until(1);
  model::Anomaly anomaly = desk_.registry().find(7)->anomaly;
  anomaly.severity = Severity::caution;
  desk_.apply(anomaly, kTerm + 1, after(at_s_));
  const auto peak = desk_.registry().find(7)->anomaly.peak;
  ASSERT_TRUE(peak.has_value());
  EXPECT_EQ(peak->severity, Severity::distress);
  EXPECT_EQ(peak->until, after(at_s_).wall);
}

// When it was told first, and when last.
TEST_F(AlertDeskTest, TheTimeOfTheFirstTellingIsKept) {
  find(7, Severity::caution, 100.5);
  told_until(1);
  find(7, Severity::distress, 100.5);
  told_until(60);
  ++standing_.control_points[0].fence;
  told_until(120);
  const auto told = *desk_.registry().find(7)->recipients.front().told;
  EXPECT_EQ(told.first_stored_at, after(1).wall);
  EXPECT_GT(told.stored_at, after(60).wall);
}

TEST_F(AlertDeskTest, WhoIsConcernedNoLongerIsToldOfTheRiseItMissed) {
  standing_.holders = {"batam", "lumut"};
  find(7, Severity::caution, 100.5);
  told_until(1);
  find(7, Severity::distress, 100.5);
  EXPECT_EQ(told_until(2, false).size(), 1U);
  find(7, Severity::caution, 101.5);
  EXPECT_THAT(told_until(6), testing::Contains(tells_of_rise("batam", NoticeCause::left, Severity::distress,
                                                             Severity::caution)));
}

// The condition begins anew: what was told of the one before does not count.
TEST_F(AlertDeskTest, WhatBeginsAnewAndHasFallenIsToldAsGraveAsItWas) {
  find(7, Severity::distress, 100.5);
  told_until(1);
  desk_.acknowledge({7, Severity::distress}, "batam", after(at_s_));
  find(7, Severity::distress, 100.5, model::AnomalyPhase::ended);
  EXPECT_THAT(told_until(2), ElementsAre(tells("batam", NoticeCause::over)));
  find(7, Severity::distress, 100.5);
  EXPECT_EQ(told_until(3, false).size(), 1U);
  find(7, Severity::caution, 100.5);
  EXPECT_THAT(told_until(7), ElementsAre(tells_of_rise("batam", NoticeCause::returned, Severity::distress,
                                                       Severity::caution)));
}

// Whichever terminal speaks, and whatever restarts: a standby has no person at it.
TEST_F(AlertDeskTest, WhatAPersonHasSeenStaysSeenAtAnotherTerminal) {
  find(7, Severity::warning, 100.5);
  told_until(1);
  const Instant seen_at = after(at_s_).wall;
  desk_.acknowledge({7, Severity::warning}, "batam", after(at_s_));
  told_until(2);
  const auto told = [&] { return *desk_.registry().find(7)->recipients.front().told; };
  const auto standby_is_told = [&](double at_s) {
    for (const Told& one : told_until(at_s, false)) {
      desk_.take_receipt(0, standing_.control_points[0].fence, {one.alert, one.change, false}, after(at_s_));
    }
  };
  ++standing_.control_points[0].fence;
  standby_is_told(3);
  EXPECT_EQ(told().fence, 2U);
  EXPECT_GE(told().seen_at, seen_at);
  EXPECT_EQ(told().not_seen, std::nullopt);

  restart();
  is_heard(0);
  ++standing_.control_points[0].fence;
  standby_is_told(4);
  EXPECT_GE(told().seen_at, seen_at);
  EXPECT_EQ(told().not_seen, std::nullopt);

  find(7, Severity::distress, 100.5);
  standby_is_told(5);
  EXPECT_GE(told().seen_at, seen_at);
  EXPECT_EQ(told().not_seen, Severity::distress) << "that nobody has seen";
  ++standing_.control_points[0].fence;
  EXPECT_THAT(told_until(6), ElementsAre(tells_of_rise("batam", NoticeCause::standing, Severity::distress,
                                                       Severity::distress)));
  EXPECT_EQ(told().not_seen, std::nullopt);
}

TEST_F(AlertDeskTest, WhoAcknowledgesHasSeenItThoughHisReceiptWasLost) {
  find(7, Severity::warning, 100.5);
  const auto told = told_until(1, false);
  ASSERT_EQ(told.size(), 1U);
  desk_.take_receipt(0, 1, {7, told[0].change, false}, after(at_s_));
  const auto telling = [&] { return *desk_.registry().find(7)->recipients.front().told; };
  EXPECT_EQ(telling().not_seen, Severity::warning);
  find(7, Severity::alarm, 100.5);
  desk_.acknowledge({7, Severity::warning}, "batam", after(at_s_));
  EXPECT_TRUE(telling().seen_at.has_value());
  EXPECT_EQ(telling().not_seen, std::nullopt);
  for (const Told& one : told_until(2, false)) {
    desk_.take_receipt(0, 1, {7, one.change, false}, after(at_s_));
  }
  EXPECT_EQ(telling().not_seen, Severity::alarm) << "it was acknowledged as a warning";
}

TEST_F(AlertDeskTest, AfterARestartAnAlertWithoutAHolderStaysWhereItWas) {
  find(7, Severity::alarm, 101.5);
  EXPECT_THAT(told_until(1), ElementsAre(tells("lumut", NoticeCause::passed_on)));
  restart();
  is_heard(0);
  find(8, Severity::alarm, 101.5);
  EXPECT_TRUE(told_until(3).empty()) << "lumut had the one and is nearest to the other";
  is_heard(2);
  const auto told = told_until(4);
  ASSERT_THAT(told, ElementsAre(tells("lumut", NoticeCause::passed_on)));
  EXPECT_EQ(told[0].alert, 8U);
}

TEST_F(AlertDeskTest, WhoIsNotHeardAfterARestartIsNotWaitedForLong) {
  find(7, Severity::alarm, 101.5);
  EXPECT_THAT(told_until(1), ElementsAre(tells("lumut", NoticeCause::passed_on)));
  restart();
  is_heard(0);
  EXPECT_TRUE(told_until(3).empty());
  standing_.control_points[2].is_expected = false;
  EXPECT_THAT(told_until(4), ElementsAre(tells("batam", NoticeCause::passed_on)));
}

TEST_F(AlertDeskTest, AfterARestartDistressWaitsForNobodyAndGoesToWhoHadIt) {
  standing_.holders[0] = "changi";
  find(7, Severity::distress, 101.5);
  find(8, Severity::distress, 100.5);
  EXPECT_THAT(told_until(1), testing::UnorderedElementsAre(tells("lumut", NoticeCause::passed_on),
                                                           tells("changi", NoticeCause::raised)));
  restart();
  is_heard(0);
  EXPECT_THAT(told_until(2),
              ElementsAre(tells("batam", NoticeCause::passed_on), tells("batam", NoticeCause::passed_on)));
  is_heard(1);
  is_heard(2);
  EXPECT_THAT(told_until(3), ElementsAre(testing::AllOf(tells("batam", NoticeCause::left), about(8))))
      << "the holder is back; nobody holds the other place";
}

// Who is heard first after a start is told at once, and need not be the right one.
TEST_F(AlertDeskTest, WhileTheServerGathersADistressIsDueToEachBetterOneAsItIsHeard) {
  for (auto& control_point : standing_.control_points) {
    control_point.is_heard = false;
  }
  standing_.is_gathering = true;
  standing_.control_points[2].has_person = false;
  find(7, Severity::distress, 101.5);
  find(8, Severity::alarm, 101.5);
  EXPECT_TRUE(told_until(1).empty());
  is_heard(2);
  EXPECT_THAT(told_until(2), testing::Each(tells("lumut", NoticeCause::passed_on))) << "nobody sits there";
  is_heard(1);
  EXPECT_THAT(told_until(3), ElementsAre(testing::AllOf(tells("changi", NoticeCause::passed_on), about(7))));
  is_heard(0);
  EXPECT_THAT(told_until(4), ElementsAre(testing::AllOf(tells("batam", NoticeCause::passed_on), about(7))));
  standing_.control_points[2].has_person = true;
  EXPECT_TRUE(told_until(5).empty()) << "it has it already";
  standing_.is_gathering = false;
  EXPECT_TRUE(told_until(60).empty()) << "who has it keeps it";
  standing_.holders[1] = "lumut";
  EXPECT_THAT(told_until(61),
              testing::IsSupersetOf({testing::AllOf(tells("batam", NoticeCause::left), about(7)),
                                     testing::AllOf(tells("changi", NoticeCause::left), about(7))}));
}

// The reason that is kept is the one it was decided by.
TEST_F(AlertDeskTest, WhyItIsDueIsSaidAsItWasDecided) {
  using enum model::DueReason;
  const auto reason = [&](std::uint64_t alert, const char* whom) {
    const auto& all = desk_.registry().find(alert)->recipients;
    const auto one =
        std::ranges::find(all, model::ControlPointId(whom), &model::AlertRecipient::control_point);
    return one == all.end() ? std::nullopt : one->due;
  };
  find(1, Severity::distress, 101.5);
  told_until(1);
  EXPECT_EQ(reason(1, "lumut"), nearest);
  standing_.control_points[2].has_person = false;
  find(2, Severity::distress, 101.5);
  told_until(2);
  EXPECT_EQ(reason(2, "lumut"), nearest);
  EXPECT_EQ(reason(2, "batam"), has_person) << "lumut is nearer, and nobody sits there";
  EXPECT_EQ(reason(1, "lumut"), nearest);
  EXPECT_EQ(reason(1, "batam"), has_person);
  standing_.control_points[0].has_person = false;
  find(3, Severity::distress, 100.5);
  told_until(3);
  EXPECT_EQ(reason(3, "batam"), holds_sector);
  EXPECT_EQ(reason(3, "changi"), has_person);
  find(4, Severity::alarm, 101.5);
  told_until(4);
  EXPECT_EQ(reason(4, "lumut"), nearest);
  standing_.control_points[0].has_person = standing_.control_points[2].has_person = true;
  told_until(400);
  EXPECT_EQ(reason(4, "batam"), escalated);
}

// The disk of the terminal takes nothing: no receipt comes, and the person has answered.
TEST_F(AlertDeskTest, WhoAcknowledgesWasToldThoughNoReceiptCame) {
  find(7, Severity::warning, 100.5);
  EXPECT_EQ(told_until(1, false).size(), 1U);
  desk_.acknowledge({7, Severity::warning}, "batam", after(at_s_));
  const auto recipient = [&] { return desk_.registry().find(7)->recipients.front(); };
  ASSERT_TRUE(recipient().told);
  EXPECT_TRUE(recipient().told->seen_at);
  EXPECT_EQ(recipient().told->not_seen, std::nullopt);
  EXPECT_EQ(recipient().risen_to, std::nullopt);
  const auto again = told_until(5, false);
  EXPECT_THAT(again, testing::Not(testing::IsEmpty())) << "until its disk has it";
  receive(again.back());
  EXPECT_TRUE(told_until(20).empty());
  find(7, Severity::distress, 100.5);
  EXPECT_THAT(told_until(21), ElementsAre(tells("batam", NoticeCause::graver)));
}

TEST_F(AlertDeskTest, ABetterOneThatIsHeardLaterHasItByEscalation) {
  standing_.control_points[0].is_heard = standing_.control_points[2].is_heard = false;
  find(7, Severity::distress, 101.5);
  EXPECT_THAT(told_until(1), ElementsAre(tells("changi", NoticeCause::passed_on)));
  is_heard(2);
  EXPECT_TRUE(told_until(100).empty());
  EXPECT_THAT(told_until(125), ElementsAre(tells("lumut", NoticeCause::escalated)));
}

}  // namespace
}  // namespace selat::coordinate::test
