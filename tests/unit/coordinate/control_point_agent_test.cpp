#include "coordinate/control_point_agent.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace selat::coordinate {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr Now kStart{SteadyTime::seconds(1'000), Instant::unix_seconds(1'767'268'800)};

model::Assignment sector(const char* id, std::uint64_t epoch) {
  model::Assignment assignment;
  assignment.sector = id;
  assignment.holder = "lumut";
  assignment.epoch = epoch;
  return assignment;
}

// A terminal that was welcomed and holds what is given.
class AgentTest : public testing::Test {
 protected:
  AgentTest() { std::ignore = agent_.tick(kStart); }
  AgentActions welcome(std::vector<model::Assignment> holding, std::uint64_t fence = 5) {
    return agent_.receive(
        {.body =
             model::Welcome{.holding = std::move(holding), .lease_for = Span::seconds(60), .fence = fence}},
        kStart.steady, kStart);
  }
  AgentActions offer(const model::Assignment& assignment) {
    return agent_.receive(
        {.body = model::Offer{.assignment = assignment, .answer_within = Span::seconds(60)}}, std::nullopt,
        kStart);
  }
  AgentActions renewed(std::vector<model::Assignment> holding) {
    return agent_.receive(
        {.body = model::Renewed{.holding = std::move(holding), .lease_for = Span::seconds(60)}},
        kStart.steady + Span::seconds(1), {kStart.steady + Span::seconds(1), kStart.wall});
  }
  template <typename Body>
  static Body only(const AgentActions& actions) {
    EXPECT_THAT(actions.requests, SizeIs(1));
    return std::get<Body>(actions.requests.at(0));
  }

  ControlPointAgent agent_{{}};
};

TEST_F(AgentTest, AStandbySaysThatItIsOne) {
  ControlPointAgent standby({.timing = {}, .is_standby = true});
  const auto actions = standby.tick(kStart);
  EXPECT_TRUE(only<model::Join>(actions).is_standby);
}

TEST_F(AgentTest, TheFenceOfTheWelcomeIsKept) {
  EXPECT_EQ(agent_.fence(), 0U);
  welcome({});
  EXPECT_EQ(agent_.fence(), 5U);
  welcome({}, 6);
  EXPECT_EQ(agent_.fence(), 6U);
}

TEST_F(AgentTest, ALostReleaseIsSaidAgainWithItsCodeAndRemark) {
  welcome({sector("S05", 3)});
  AgentActions actions;
  ASSERT_FALSE(agent_.release("S05", model::DeclineCode::weather, "3 m waves", actions));
  const auto again = only<model::Release>(renewed({sector("S05", 3)}));
  EXPECT_EQ(again.code, model::DeclineCode::weather);
  EXPECT_EQ(again.remark, "3 m waves");
  EXPECT_FALSE(agent_.is_effective("S05", kStart));
}

TEST_F(AgentTest, ALostDeclineIsSaidAgainWithItsCodeAndRemark) {
  welcome({});
  offer(sector("S05", 3));
  AgentActions actions;
  ASSERT_FALSE(agent_.decline("S05", model::DeclineCode::crew_rest, "until dawn", actions));
  const AgentActions again = offer(sector("S05", 3));
  EXPECT_THAT(again.events, IsEmpty()) << "nobody is asked twice";
  EXPECT_EQ(only<model::Decline>(again).code, model::DeclineCode::crew_rest);
  EXPECT_EQ(only<model::Decline>(again).remark, "until dawn");
}

TEST_F(AgentTest, ARevocationDoesNotTakeTheCodeFromARelease) {
  welcome({sector("S05", 3)});
  AgentActions actions;
  ASSERT_FALSE(agent_.release("S05", model::DeclineCode::weather, "", actions));
  const AgentActions answer =
      agent_.receive({.body = model::Revoke{.sector = "S05", .epoch = 3}}, std::nullopt, kStart);
  EXPECT_EQ(only<model::Release>(answer).code, model::DeclineCode::weather);
}

TEST_F(AgentTest, WhatAnEarlierProcessGaveBackIsNotHeldAgain) {
  agent_.remember(
      model::Release{.sector = "S05", .epoch = 3, .code = model::DeclineCode::policy, .remark = {}});
  const AgentActions actions = welcome({sector("S05", 3)});
  EXPECT_EQ(only<model::Release>(actions).code, model::DeclineCode::policy);
  EXPECT_FALSE(agent_.is_effective("S05", kStart));
}

TEST_F(AgentTest, AReportIsAcceptedWhoeverHoldsTheSector) {
  welcome({sector("S05", 3)});
  EXPECT_EQ(agent_.report("S05", "two boats", std::nullopt).epoch, 3U);
  EXPECT_EQ(agent_.report("S06", "two boats", std::nullopt).text, "two boats");
}

TEST_F(AgentTest, AServerOfALowerTermIsNotObeyedAndIsTold) {
  agent_ = ControlPointAgent({.timing = {}, .memory = {.term = 7, .lease = Span::seconds(60)}});
  std::ignore = agent_.tick(kStart);
  const auto refused = agent_.receive(
      {.body = model::Welcome{.holding = {sector("S05", 3)}, .lease_for = Span::seconds(60), .fence = 1},
       .coordinator_term = 6},
      kStart.steady, kStart);
  ASSERT_THAT(refused.events, SizeIs(1));
  EXPECT_EQ(refused.events[0].kind, AgentEvent::Kind::earlier_server);
  EXPECT_FALSE(agent_.is_effective("S05", kStart));
  EXPECT_EQ(agent_.memory().term, 7U);
}

// A term that was forged once deafens nobody for ever.
TEST_F(AgentTest, ALowerTermCountsAgainWhereNothingElseIsHeard) {
  agent_ = ControlPointAgent({.timing = {}, .memory = {.term = 4'000'000'000, .lease = {}}});
  const auto at = [](double s) {
    return Now{kStart.steady + Span::seconds(s), kStart.wall + Span::seconds(s)};
  };
  const auto welcome_at = [&](double s) {
    return agent_.receive({.body = model::Welcome{.holding = {}, .lease_for = Span::seconds(60), .fence = 1},
                           .coordinator_term = 6},
                          at(s).steady, at(s));
  };
  welcome_at(0);
  welcome_at(60);
  EXPECT_FALSE(agent_.was_welcomed());
  welcome_at(65);
  EXPECT_TRUE(agent_.was_welcomed());
  EXPECT_EQ(agent_.memory().term, 6U);
}

TEST_F(AgentTest, WhatItHoldsIsClaimedByItsOwnClockAndNotDropped) {
  welcome({sector("S05", 3)});
  const auto asked = agent_.receive(
      {.body =
           model::Welcome{
               .holding = {}, .lease_for = Span::seconds(60), .fence = 6, .asks_for_claims = true}},
      kStart.steady, kStart);
  EXPECT_THAT(only<model::Renew>(asked).claims, SizeIs(1));
  EXPECT_TRUE(agent_.is_effective("S05", kStart));
  const Now late{kStart.steady + Span::seconds(59), kStart.wall + Span::seconds(59)};
  const AgentActions renewing = agent_.tick(late);
  for (const auto& request : renewing.requests) {
    if (const auto* renew = std::get_if<model::Renew>(&request)) {
      EXPECT_THAT(renew->claims, IsEmpty()) << "its lease is over but for the skew bound";
    }
  }
}

TEST_F(AgentTest, TheLargerSkewBoundCounts) {
  std::ignore = agent_.receive({.body = model::Welcome{.holding = {sector("S05", 3)},
                                                       .lease_for = Span::seconds(60),
                                                       .skew_bound = Span::seconds(10),
                                                       .fence = 5}},
                               kStart.steady, kStart);
  EXPECT_TRUE(agent_.is_effective("S05", {kStart.steady + Span::seconds(49), kStart.wall}));
  EXPECT_FALSE(agent_.is_effective("S05", {kStart.steady + Span::seconds(51), kStart.wall}));
}

// It may be asked before its first tick after that.
TEST_F(AgentTest, AMachineThatStoodStillHoldsNothingBeforeItsFirstTick) {
  welcome({sector("S01", 7)});
  ASSERT_TRUE(agent_.is_effective("S01", kStart));
  const Now woken{kStart.steady, kStart.wall + Span::minutes(10)};
  EXPECT_FALSE(agent_.is_effective("S01", woken));
  EXPECT_THAT(agent_.claims(woken), IsEmpty());
  EXPECT_EQ(agent_.sectors(woken).at(0).state, OwnSector::State::lapsed);
}

// A virtual machine was suspended for ten minutes: only its wall clock knows.
TEST_F(AgentTest, AMachineThatStoodStillDoesNotBelieveInItsLeases) {
  welcome({sector("S05", 3)});
  ASSERT_TRUE(agent_.is_effective("S05", kStart));
  const Now woken{kStart.steady + Span::seconds(1), kStart.wall + Span::minutes(10)};
  const AgentActions actions = agent_.tick(woken);
  EXPECT_FALSE(agent_.is_effective("S05", woken));
  EXPECT_THAT(actions.requests, SizeIs(1)) << "it asks at once";
  std::ignore =
      agent_.receive({.body = model::Renewed{.holding = {sector("S05", 3)}, .lease_for = Span::seconds(60)}},
                     kStart.steady, woken);
  EXPECT_FALSE(agent_.is_effective("S05", woken)) << "asked before it stood still";
  std::ignore =
      agent_.receive({.body = model::Renewed{.holding = {sector("S05", 3)}, .lease_for = Span::seconds(60)}},
                     woken.steady, woken);
  EXPECT_TRUE(agent_.is_effective("S05", woken));
}

// Its machine was suspended between its first Join and the Welcome.
TEST_F(AgentTest, AWelcomeAskedForBeforeTheMachineStoodStillPromisesNothing) {
  const Now woken{kStart.steady + Span::seconds(1), kStart.wall + Span::minutes(10)};
  const model::Welcome welcome{.holding = {sector("S05", 3)}, .lease_for = Span::seconds(60), .fence = 5};
  std::ignore = agent_.receive({.body = welcome}, kStart.steady, woken);
  EXPECT_FALSE(agent_.is_effective("S05", woken));
  EXPECT_THAT(only<model::Join>(agent_.tick(woken)).is_standby, false) << "it asks again at once";
  std::ignore = agent_.receive({.body = welcome}, woken.steady, woken);
  EXPECT_TRUE(agent_.is_effective("S05", woken));
}

// Each stop is shorter than the skew bound; a lease of 60 s is over after 40 s of the steady clock.
TEST_F(AgentTest, ManyShortStopsOfTheMachineAddUp) {
  welcome({sector("S05", 3)});
  Now now = kStart;
  for (int i = 0; i < 20; ++i) {
    now = {now.steady + Span::seconds(2), now.wall + Span::seconds(3)};
    std::ignore = agent_.tick(now);
  }
  EXPECT_FALSE(agent_.is_effective("S05", now));
}

// A server that has lost its past knows of no terminal: there is no other one.
TEST_F(AgentTest, WhereNobodySpeaksItAsksAtOnceAndSaysNothingOfAnother) {
  welcome({});
  const model::Refusal nobody{
      .code = model::RefusalCode::already_served, .current_epoch = 0, .sector = {}, .why = {}};
  const AgentActions refused = agent_.receive({.body = nobody, .coordinator_term = 9}, kStart.steady, kStart);
  EXPECT_THAT(refused.events, IsEmpty());
  std::ignore = only<model::Join>(agent_.tick(kStart));
  model::Refusal other = nobody;
  other.current_epoch = 77;
  std::ignore = agent_.receive({.body = other, .coordinator_term = 9}, kStart.steady, kStart);
  const AgentActions again = agent_.receive({.body = other, .coordinator_term = 9}, kStart.steady, kStart);
  ASSERT_THAT(again.events, SizeIs(1));
  EXPECT_EQ(again.events[0].kind, AgentEvent::Kind::already_served) << "there is one indeed";
}

}  // namespace
}  // namespace selat::coordinate
