// Who is told of an alert, of what, and in which order.

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alert_desk_harness.h"

namespace selat::coordinate::test {
namespace {

using testing::ElementsAre;

TEST_F(AlertDeskTest, AnAlertIsToldToTheHolderOfItsSectorOnce) {
  find(7, Severity::caution, 100.5);
  EXPECT_THAT(told_until(1), ElementsAre(tells("batam", NoticeCause::raised)));
  EXPECT_TRUE(told_until(20).empty());
}

// The story that was told to nobody: it becomes graver, moves to another's sector, then out of all.
TEST_F(AlertDeskTest, EveryRiseEntryAndDepartureIsTold) {
  standing_.holders = {"batam", "lumut"};
  find(7, Severity::caution, 100.5);
  EXPECT_THAT(told_until(1), ElementsAre(tells("batam", NoticeCause::raised)));
  find(7, Severity::distress, 100.5);
  const auto graver = told_until(2);
  ASSERT_THAT(graver, ElementsAre(tells("batam", NoticeCause::graver)));
  EXPECT_EQ(graver[0].severity, Severity::distress);
  find(7, Severity::distress, 101.5);
  EXPECT_THAT(told_until(3), testing::UnorderedElementsAre(tells("batam", NoticeCause::left),
                                                           tells("lumut", NoticeCause::entered)));
  find(7, Severity::distress, 105);
  EXPECT_THAT(told_until(4), ElementsAre(tells("lumut", NoticeCause::passed_on)))
      << "it knows of it and stays with it until another answers for the place";
  find(7, Severity::distress, 105, model::AnomalyPhase::retracted);
  EXPECT_THAT(told_until(5), ElementsAre(tells("lumut", NoticeCause::over)));
}

TEST_F(AlertDeskTest, WithoutAHolderTheNearestThatIsHeardIsTold) {
  find(7, Severity::warning, 101.5);
  EXPECT_THAT(told_until(1), ElementsAre(tells("lumut", NoticeCause::passed_on)));
  standing_.control_points[2].is_heard = false;
  EXPECT_THAT(told_until(2), ElementsAre(tells("batam", NoticeCause::passed_on)));
  standing_.holders[1] = "changi";
  EXPECT_THAT(told_until(3), testing::UnorderedElementsAre(tells("changi", NoticeCause::holder_changed),
                                                           tells("batam", NoticeCause::left)));
}

// Who is told first of a distress there, where all are heard.
std::string first_told(const std::vector<model::ControlPoint>& control_points,
                       const std::vector<model::Asset>& assets, double longitude_deg) {
  AlertDesk desk({.limits = {},
                  .timing = {},
                  .control_points = control_points,
                  .assets = assets,
                  .sectors = {"S01", "S02"}},
                 two_sectors(), {});
  model::Anomaly anomaly;
  anomaly.id = 7;
  anomaly.severity = Severity::distress;
  anomaly.place = geo::Position::degrees(1.5, longitude_deg);
  desk.apply(anomaly, kTerm, after(0));
  Effects effects;
  desk.settle({.control_points = {{true, 10, 1}, {true, 20, 1}, {true, 30, 1}}, .holders = {{}, {}}},
              after(0), effects);
  return effects.orders.empty() ? "" : std::string(effects.orders.front().to.view());
}

// batam and changi, which have no craft here, lie 1° west and east of the place; lumut's craft is farther
// away.
TEST(AlertDesk, AControlPointWithoutACraftAnswersFromWhereItLies) {
  std::vector<model::ControlPoint> points = {point("batam"), point("changi"), point("lumut")};
  points[0].position = geo::Position::degrees(1.5, 100);
  points[1].position = geo::Position::degrees(1.5, 102);
  const std::vector<model::Asset> assets = {craft("l1", "lumut", 107)};
  EXPECT_EQ(first_told(points, assets, 101.9), "changi");
  EXPECT_EQ(first_told(points, assets, 100.1), "batam");
  EXPECT_EQ(first_told(points, assets, 106.9), "lumut");
}

TEST_F(AlertDeskTest, AnotherHolderIsNoEntry) {
  standing_.holders = {"batam", "lumut"};
  find(7, Severity::alarm, 100.5);
  EXPECT_THAT(told_until(1), ElementsAre(tells("batam", NoticeCause::raised)));
  standing_.holders[0] = "changi";
  EXPECT_THAT(told_until(2), testing::UnorderedElementsAre(tells("batam", NoticeCause::left),
                                                           tells("changi", NoticeCause::holder_changed)));
  standing_.holders[0] = "batam";
  EXPECT_THAT(told_until(3), testing::UnorderedElementsAre(tells("batam", NoticeCause::holder_changed),
                                                           tells("changi", NoticeCause::left)));
  find(7, Severity::alarm, 101.5);
  EXPECT_THAT(told_until(4), testing::UnorderedElementsAre(tells("batam", NoticeCause::left),
                                                           tells("lumut", NoticeCause::entered)));
  find(7, Severity::alarm, 100.5);
  EXPECT_THAT(told_until(5), testing::UnorderedElementsAre(tells("batam", NoticeCause::entered),
                                                           tells("lumut", NoticeCause::left)));
}

TEST_F(AlertDeskTest, ADistressWithoutAPlaceIsToldToAll) {
  model::Anomaly anomaly;
  anomaly.id = 7;
  anomaly.severity = Severity::distress;
  anomaly.place = geo::Position::e7(INT32_MAX, INT32_MAX);
  desk_.apply(anomaly, kTerm, after(0));
  EXPECT_EQ(told_until(1).size(), 3U);
}

TEST_F(AlertDeskTest, AnAlarmThatNobodyAcknowledgesGoesOnToTheNextNearest) {
  find(7, Severity::alarm, 100.5);
  EXPECT_THAT(told_until(299), ElementsAre(tells("batam", NoticeCause::raised)));
  EXPECT_THAT(told_until(302), ElementsAre(tells("lumut", NoticeCause::escalated)));
  EXPECT_THAT(told_until(602), ElementsAre(tells("changi", NoticeCause::escalated)));
  ASSERT_EQ(log_.size(), 2U);
  EXPECT_EQ(log_[0].kind, model::LogKind::escalated);
  EXPECT_EQ(log_[0].text, "lumut");
  desk_.acknowledge({7, Severity::alarm}, "lumut", after(at_s_));
  EXPECT_THAT(told_until(1'500), testing::Each(testing::Field(&Told::cause, NoticeCause::acknowledged)));
}

// Its disk is full: it has printed the alert and cannot say so. That others were told meanwhile makes it none
// that has come to it.
TEST_F(AlertDeskTest, WhoHasItAndCannotStoreItIsNotToldThatItHasComeToHim) {
  find(1, Severity::alarm, 100.5);
  const auto receive_of_others = [&](const std::vector<Told>& told) {
    for (const Told& one : told) {
      if (one.whom != "batam") {
        receive(one);
      }
    }
  };
  receive_of_others(told_until(0, false));
  bool has_escalated = false;
  for (double at_s = 10; at_s <= 700; at_s += 10) {
    const auto told = told_until(at_s, false);
    receive_of_others(told);
    for (const Told& one : told) {
      has_escalated = has_escalated || one.cause == NoticeCause::escalated;
      EXPECT_TRUE(one.whom != "batam" || one.cause == NoticeCause::raised) << name_of(one.cause);
    }
  }
  EXPECT_TRUE(has_escalated);
}

TEST_F(AlertDeskTest, ItNoticesThatTheClockWasSetForward) {
  find(1, Severity::alarm, 100.5);
  told_until(2);
  Effects effects;
  Now now = after(3);
  now.wall = now.wall + Span::hours(1);
  desk_.pass_time(now, effects);
  find(1, Severity::alarm, 100.5, model::AnomalyPhase::ended);
  EXPECT_TRUE(model::is_active(*desk_.registry().find(1)));
}

// A server that restarts every minute escalates all the same, at the same times.
TEST_F(AlertDeskTest, ARestartIsNoReasonToWaitAnew) {
  find(7, Severity::alarm, 100.5);
  std::map<std::string, double> escalated_at_s;
  for (double at_s = 0; at_s < 700; ++at_s) {
    if (static_cast<int>(at_s) % 60 == 59) {
      restart();
      for (std::size_t i = 0; i < 3; ++i) {
        is_heard(i);
      }
    }
    for (const Told& told : told_until(at_s + 1)) {
      if (told.cause == NoticeCause::escalated) {
        escalated_at_s.emplace(told.whom, at_s_);
      }
    }
  }
  ASSERT_EQ(escalated_at_s.size(), 2U);
  EXPECT_NEAR(escalated_at_s["lumut"], 300, 3);
  EXPECT_NEAR(escalated_at_s["changi"], 600, 3);
}

// Nobody could acknowledge it meanwhile, and who did so has some seconds to say it.
TEST_F(AlertDeskTest, WhatFellDueWhileTheServerWasDownIsOneEscalationAndWaitsForTheTerminals) {
  find(7, Severity::alarm, 100.5);
  told_until(10);
  at_s_ = 2'000;
  restart();
  for (std::size_t i = 0; i < 3; ++i) {
    is_heard(i);
  }
  EXPECT_THAT(told_until(2'005), testing::Each(testing::Field(&Told::cause, NoticeCause::standing)));
  EXPECT_THAT(told_until(2'010), ElementsAre(tells("lumut", NoticeCause::escalated)));
  restart();
  for (std::size_t i = 0; i < 3; ++i) {
    is_heard(i);
  }
  EXPECT_THAT(told_until(2'300), testing::Each(testing::Field(&Told::cause, NoticeCause::standing)))
      << "no second one at once";
  EXPECT_THAT(told_until(2'310), ElementsAre(tells("changi", NoticeCause::escalated)));
}

TEST_F(AlertDeskTest, AnAcknowledgedAlertThatBecomesGraverGoesOnToThoseThatWereNotToldYet) {
  find(7, Severity::alarm, 100.5);
  told_until(310);
  desk_.acknowledge({7, Severity::alarm}, "batam", after(at_s_));
  told_until(315);
  find(7, Severity::distress, 100.5);
  EXPECT_THAT(told_until(430), testing::Each(testing::Field(&Told::cause, NoticeCause::graver)));
  EXPECT_THAT(told_until(440), ElementsAre(tells("changi", NoticeCause::escalated)));
}

TEST_F(AlertDeskTest, ADistressDoesNotRestWhereNobodySitsWhileAPersonIsElsewhere) {
  standing_.control_points[0].has_person = false;  // batam, which holds the sector
  standing_.control_points[2].has_person = false;  // lumut, the next nearest
  find(7, Severity::distress, 100.5);
  find(8, Severity::distress, 101.5);  // nobody holds that sector
  EXPECT_THAT(told_until(1), testing::UnorderedElementsAre(
                                 testing::AllOf(tells("batam", NoticeCause::raised), about(7)),
                                 testing::AllOf(tells("changi", NoticeCause::passed_on), about(7)),
                                 testing::AllOf(tells("lumut", NoticeCause::passed_on), about(8)),
                                 testing::AllOf(tells("changi", NoticeCause::passed_on), about(8))));
  standing_.control_points[0].has_person = true;
  EXPECT_THAT(told_until(2),
              testing::UnorderedElementsAre(testing::AllOf(tells("changi", NoticeCause::left), about(7))))
      << "a person is with the holder now; the other one stays with who has it";
}

TEST_F(AlertDeskTest, WhereNobodySitsAnywhereADistressIsWithTheHolder) {
  for (auto& control_point : standing_.control_points) {
    control_point.has_person = false;
  }
  find(7, Severity::distress, 100.5);
  EXPECT_THAT(told_until(1), ElementsAre(tells("batam", NoticeCause::raised)));
}

TEST_F(AlertDeskTest, AnEscalationGoesToAPersonFirst) {
  standing_.control_points[2].has_person = false;  // lumut, the nearer one
  find(7, Severity::alarm, 100.5);
  EXPECT_THAT(told_until(299), ElementsAre(tells("batam", NoticeCause::raised)));
  EXPECT_THAT(told_until(302), ElementsAre(tells("changi", NoticeCause::escalated)));
  EXPECT_THAT(told_until(602), ElementsAre(tells("lumut", NoticeCause::escalated)));
}

TEST_F(AlertDeskTest, AnAcknowledgedDistressStaysWhereItIs) {
  find(7, Severity::distress, 100.5);
  told_until(1);
  desk_.acknowledge({7, Severity::distress}, "batam", after(at_s_));
  EXPECT_THAT(told_until(1'000), ElementsAre(tells("batam", NoticeCause::acknowledged)));
}

TEST_F(AlertDeskTest, WhatIsNotStoredIsToldAgain) {
  find(7, Severity::warning, 100.5);
  EXPECT_EQ(told_until(1, false).size(), 1U);
  EXPECT_THAT(told_until(5, false), ElementsAre(tells("batam", NoticeCause::raised)));
}

// The terminal may have stored what it never answered: it must hear that this is over.
TEST_F(AlertDeskTest, WhoMayHaveHeardOfItHearsOfItsEnd) {
  find(7, Severity::warning, 100.5);
  EXPECT_EQ(told_until(1, false).size(), 1U);
  find(7, Severity::warning, 100.5, model::AnomalyPhase::retracted);
  EXPECT_THAT(told_until(6), ElementsAre(tells("batam", NoticeCause::over)));
}

TEST_F(AlertDeskTest, AnotherTerminalIsToldAllAnew) {
  find(7, Severity::warning, 100.5);
  told_until(1);
  ++standing_.control_points[0].fence;
  EXPECT_THAT(told_until(2), ElementsAre(tells("batam", NoticeCause::standing)));
  ++standing_.control_points[0].fence;
  find(7, Severity::alarm, 100.5);
  EXPECT_THAT(told_until(3), ElementsAre(tells("batam", NoticeCause::graver)));
}

// It may have begun before the terminal of before had stored that the alert had left.
TEST_F(AlertDeskTest, AnotherTerminalIsToldWhatConcernsItNoLonger) {
  standing_.holders = {"batam", "lumut"};
  find(7, Severity::warning, 100.5);
  told_until(1);
  find(7, Severity::warning, 101.5);
  told_until(2);
  ++standing_.control_points[0].fence;
  EXPECT_THAT(told_until(3), ElementsAre(tells("batam", NoticeCause::left)));
  EXPECT_TRUE(told_until(20).empty());
}

TEST_F(AlertDeskTest, ARiseAfterAFallIsToldAsLongAsNobodyAcknowledged) {
  find(7, Severity::distress, 100.5);
  told_until(1);
  find(7, Severity::warning, 100.5);
  EXPECT_TRUE(told_until(2).empty());
  find(7, Severity::distress, 100.5);
  EXPECT_THAT(told_until(3), ElementsAre(tells("batam", NoticeCause::graver)));
}

TEST_F(AlertDeskTest, ACommentIsTold) {
  find(7, Severity::warning, 100.5);
  told_until(1);
  desk_.comment({7, "our craft is on its way"}, "batam", after(at_s_));
  EXPECT_THAT(told_until(2), ElementsAre(tells("batam", NoticeCause::commented)));
}

// Two transmitters with one MMSI, far apart: the alert follows the one it is about.
TEST_F(AlertDeskTest, AnAlertFollowsTheTransmitterItIsAbout) {
  standing_.holders = {"batam", "lumut"};
  find(7, Severity::distress, 100.5);
  told_until(1);
  hear(525'000'001, 100.51, 1);
  hear(525'000'001, 101.9, 2);
  EXPECT_TRUE(told_until(40).empty());
  EXPECT_NEAR(desk_.shown(*desk_.registry().find(7)).fixes.at(0).position.longitude_deg(), 100.51, 1e-6);
}

TEST_F(AlertDeskTest, TheGravestAreToldFirstThenTheNewestAndNoneIsLost) {
  const std::size_t many = 3 * AlertDesk::kMostUnanswered;
  for (std::uint64_t id = 1; id <= many; ++id) {
    find(id, id == 50 ? Severity::distress : Severity::caution, 100.5);
    at_s_ += 0.001;
  }
  const auto first = told_until(1, false);
  ASSERT_EQ(first.size(), AlertDesk::kMostUnanswered);
  EXPECT_EQ(first[0].alert, 50U);
  EXPECT_EQ(first[1].alert, many) << "the newest";
  for (const Told& told : first) {
    receive(told);
  }
  EXPECT_EQ(told_until(30).size(), many - AlertDesk::kMostUnanswered);
}

TEST_F(AlertDeskTest, AnAlertFollowsItsVesselAfterTwoLooks) {
  standing_.holders = {"batam", "lumut"};
  find(7, Severity::warning, 100.5);
  told_until(1);
  hear(525'000'001, 101.5);
  EXPECT_TRUE(told_until(10).empty()) << "it may sail along the boundary";
  EXPECT_THAT(told_until(31), testing::UnorderedElementsAre(tells("batam", NoticeCause::left),
                                                            tells("lumut", NoticeCause::entered)));
}

TEST_F(AlertDeskTest, TheNewestNameOfAVesselIsTold) {
  find(7, Severity::warning, 100.5);
  told_until(1);
  hear(525'000'001, 100.5);
  EXPECT_TRUE(told_until(20).empty()) << "without a name";
  hear(525'000'001, 100.5, 1, "JAYA II");
  EXPECT_THAT(told_until(40), testing::ElementsAre(tells("batam", NoticeCause::named)));
  EXPECT_EQ(desk_.registry().find(7)->anomaly.vessels.front().name.view(), "JAYA II");
  hear(525'000'001, 100.5);
  EXPECT_TRUE(told_until(60).empty()) << "a name is not forgotten";
}

TEST_F(AlertDeskTest, TheNearestCraftIsFoundByItsOwnAisOrFromItsBerth) {
  find(7, Severity::warning, 100.5);
  const auto from_berth = told_until(1);
  ASSERT_EQ(from_berth.size(), 1U);
  ASSERT_TRUE(from_berth[0].nearest);
  EXPECT_EQ(from_berth[0].nearest->asset.view(), "KRI-1");
  EXPECT_FALSE(from_berth[0].nearest->is_heard);
  EXPECT_NEAR(from_berth[0].nearest->range.in_nautical_miles(), 18, 0.2);
  EXPECT_NEAR(from_berth[0].nearest->bearing.in_degrees(), 90, 1);
  EXPECT_NEAR(from_berth[0].nearest->travel_time.in_seconds(), 36 * 60, 30);
}

TEST(AlertDesk, ACraftThatIsHeardCountsFromWhereItIs) {
  AlertDesk desk(
      {.limits = {},
       .timing = {},
       .control_points = {point("batam")},
       .assets = {craft("KRI-1", "batam", 100.2), craft("KRI-2", "batam", 103, model::Mmsi(525'999'999))},
       .sectors = {"S01", "S02"}},
      two_sectors(), {});
  model::Track track;
  track.vessel.mmsi = model::Mmsi(525'999'999);
  track.position = geo::Position::degrees(1.5, 100.55);
  track.last_at = kNoon;
  desk.observe(track);
  model::Anomaly anomaly;
  anomaly.id = 7;
  anomaly.place = geo::Position::degrees(1.5, 100.5);
  desk.apply(anomaly, kTerm, after(0));
  Effects effects;
  desk.settle({.control_points = {{true, 10, 1}}, .holders = {"batam", {}}}, after(0), effects);
  ASSERT_EQ(effects.orders.size(), 1U);
  const auto& nearest = std::get<model::Notice>(effects.orders[0].body).nearest;
  ASSERT_TRUE(nearest);
  EXPECT_EQ(nearest->asset.view(), "KRI-2");
  EXPECT_TRUE(nearest->is_heard);
  EXPECT_EQ(nearest->observed_at, kNoon);
}

TEST(AlertDesk, AnOpenAlertIsShownWithTheNearestCraftOfAll) {
  AlertDesk desk({.limits = {},
                  .timing = {},
                  .control_points = {point("batam"), point("lumut")},
                  .assets = {craft("KRI-1", "batam", 100.9), craft("KD-1", "lumut", 100.6)},
                  .sectors = {"S01", "S02"}},
                 two_sectors(), {});
  model::Anomaly anomaly;
  anomaly.id = 7;
  anomaly.place = geo::Position::degrees(1.5, 100.5);
  desk.apply(anomaly, kTerm, after(0));
  const model::Alert open = desk.shown(*desk.registry().find(7));
  ASSERT_TRUE(open.nearest);
  EXPECT_EQ(open.nearest->asset.view(), "KD-1");
  EXPECT_EQ(open.nearest->control_point.view(), "lumut");
  EXPECT_NEAR(open.nearest->range.in_nautical_miles(), 6, 0.1);
  desk.close({.alert = 7, .outcome = model::Outcome::unclear, .text = {}}, "lumut", after(1));
  EXPECT_FALSE(desk.shown(*desk.registry().find(7)).nearest) << "nobody is to go there any more";
}

// S01 is of Indonesia alone. To save lives the nearest of all is named too, as one that may not act there.
TEST(AlertDesk, TheNearestCraftIsOfANationThatMayActThere) {
  constexpr auto kFull = model::Permit::full;
  constexpr auto kNone = model::Permit::none;
  AlertDesk::Settings settings{.limits = {},
                               .timing = {},
                               .control_points = {point("batam"), point("lumut")},
                               .assets = {craft("KRI-1", "batam", 100.9), craft("KD-1", "lumut", 100.6)},
                               .sectors = {"S01", "S02"},
                               .permits = {{kFull, kNone, kNone, kNone}, {kNone, kFull, kNone, kNone}}};
  settings.control_points[1].nation = model::Nation::mys;
  AlertDesk desk(settings, two_sectors(), {});
  const auto shown_at = [&](std::uint64_t id, double longitude_deg) {
    model::Anomaly anomaly;
    anomaly.id = id;
    anomaly.place = geo::Position::degrees(1.5, longitude_deg);
    desk.apply(anomaly, kTerm, after(0));
    return desk.shown(*desk.registry().find(id));
  };
  const model::Alert indonesian = shown_at(7, 100.5);
  EXPECT_EQ(indonesian.nearest->asset.view(), "KRI-1");
  EXPECT_FALSE(indonesian.nearest->without_permit);
  EXPECT_EQ(indonesian.nearest_of_all->asset.view(), "KD-1");
  EXPECT_EQ(indonesian.nearest_of_all->without_permit, model::Nation::mys);
  const model::Alert malaysian = shown_at(8, 101.5);
  EXPECT_EQ(malaysian.nearest->asset.view(), "KD-1");
  EXPECT_EQ(malaysian.nearest_of_all->asset.view(), "KRI-1");
  const model::Alert outside = shown_at(9, 99.0);
  EXPECT_EQ(outside.nearest->asset.view(), "KD-1") << "no permit is needed outside all sectors";
  EXPECT_FALSE(outside.nearest_of_all);
}

TEST_F(AlertDeskTest, ANoticeSaysWhetherItsOwnCraftMayActThere) {
  auto with_permits = settings();
  with_permits.permits.assign(2, {model::Permit::none, model::Permit::full});
  with_permits.assets = {craft("KRI-1", "batam", 100.2)};
  desk_ = AlertDesk(with_permits, two_sectors(), {});
  find(1, Severity::alarm, 100.5);
  const auto told = told_until(0);
  ASSERT_THAT(told, testing::SizeIs(1));
  EXPECT_EQ(told[0].nearest->without_permit, model::Nation::idn);
}

}  // namespace
}  // namespace selat::coordinate::test
