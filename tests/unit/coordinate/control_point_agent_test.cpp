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
        model::Welcome{
            .holding = std::move(holding), .lease_for = Span::seconds(60), .places = {}, .fence = fence},
        kStart.steady, kStart);
  }
  AgentActions offer(const model::Assignment& assignment) {
    return agent_.receive(model::Offer{.assignment = assignment, .answer_within = Span::seconds(60)},
                          std::nullopt, kStart);
  }
  AgentActions renewed(std::vector<model::Assignment> holding) {
    return agent_.receive(model::Renewed{.holding = std::move(holding), .lease_for = Span::seconds(60)},
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
      agent_.receive(model::Revoke{.sector = "S05", .epoch = 3}, std::nullopt, kStart);
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

}  // namespace
}  // namespace selat::coordinate
