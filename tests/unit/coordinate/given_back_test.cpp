// A sector that was given back while an earlier terminal may still act on its lease, over a restart.

#include "coordinate/coordinator.h"

#include <tuple>
#include <utility>

#include <gtest/gtest.h>

#include "talk.h"

namespace selat::coordinate {
namespace {

using namespace test;

// What the server has written by then: Belawan holds S01, and its terminal has given it back.
PersistedState given_back() {
  Talk talk;
  talk.say("belawan", model::Join{}, 0);
  std::ignore = talk.tick(0.5);
  const std::uint64_t epoch = talk.current_offer();
  const Effects granted = talk.say("belawan", model::Accept{"S01", epoch}, 0.9);
  talk.say("belawan", model::Join{.take_over = true}, 2, 11);
  const Effects released =
      talk.say("belawan", model::Release{"S01", epoch, model::DeclineCode::weather, "squall"}, 3, 11);
  EXPECT_TRUE(released.records.empty()) << "an earlier terminal may act on the lease still";
  PersistedState state = nobody_holds();
  state.term = talk.server.term() + 1;
  state.records = granted.records;
  state.exclusions = released.exclusions;
  return state;
}

TEST(GivenBack, OverARestartNobodyHoldsItThoughTheTerminalIsHeard) {
  Talk again(given_back());
  again.say("belawan", model::Join{}, 1, 11);
  for (double at_s = 2; at_s < 200; at_s += 2) {
    again.say("belawan", model::Renew{}, at_s, 11);
    ASSERT_NE(again.sector(at_s).state, model::SectorState::held) << at_s;
  }
  EXPECT_TRUE(again.sector(200).holder.empty()) << "the lease is over";
}

TEST(GivenBack, OverARestartAStandbyIsNotGivenIt) {
  Talk again(given_back());
  const Effects welcome = again.say("belawan", model::Join{.is_standby = true}, 1, 12);
  ASSERT_NE(find<model::Welcome>(welcome, "belawan"), nullptr);
  EXPECT_TRUE(find<model::Welcome>(welcome, "belawan")->holding.empty());
}

TEST(GivenBack, WhoTookItAgainBeforeTheRestartHoldsIt) {
  PersistedState state = given_back();
  state.exclusions[0].until = after(3.5).wall;  // resumed
  state.records[0].changed_at = after(4).wall;  // and granted
  Talk again(std::move(state));
  again.say("belawan", model::Join{}, 5, 11);
  again.say("belawan", model::Renew{}, 6, 11);
  EXPECT_EQ(again.sector(6.1).state, model::SectorState::held);
}

}  // namespace
}  // namespace selat::coordinate
