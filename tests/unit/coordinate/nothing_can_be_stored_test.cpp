// The server's disk takes nothing: who is served, and who is told of a distress.

#include <gtest/gtest.h>

#include "coordinate/coordinator.h"
#include "talk.h"

namespace selat::coordinate {
namespace {

using namespace test;

// Whom nobody could welcome takes nobody's place.
TEST(NothingCanBeStored, TheTerminalThatSpeaksIsServedAndNoOther) {
  Talk talk;
  talk.belawan_holds();
  talk.server.note_storing(false);
  const Effects asked = talk.say("belawan", model::Join{.take_over = true}, 2, 11);
  ASSERT_NE(find<model::Refusal>(asked, "belawan"), nullptr);
  EXPECT_EQ(find<model::Refusal>(asked, "belawan")->code, model::RefusalCode::cannot_store);
  EXPECT_FALSE(asked.is_durable_change());
  const Effects old = talk.say("belawan", model::Renew{}, 3, 10);
  ASSERT_NE(find<model::Renewed>(old, "belawan"), nullptr);
  EXPECT_EQ(find<model::Renewed>(old, "belawan")->holding.size(), 1U);
  talk.server.note_storing(true);
  EXPECT_NE(find<model::Welcome>(talk.say("belawan", model::Join{.take_over = true}, 4, 11), "belawan"),
            nullptr);
}

model::Anomaly distress_in_s01() {
  model::Anomaly anomaly;
  anomaly.id = 7;
  anomaly.severity = model::Severity::distress;
  anomaly.place = geo::Position::degrees(1.5, 100.5);
  return anomaly;
}

TEST(NothingCanBeStored, WhoRestartsIsSilentAndDistressGoesToAnother) {
  Talk talk;
  talk.belawan_holds();
  talk.say("lumut", model::Join{}, 1, 20);
  talk.server.note_storing(false);
  for (const double at_s : {2, 4, 6, 8, 10}) {
    talk.say("belawan", model::Join{}, at_s, 11);
    talk.say("lumut", model::Renew{}, at_s, 20);
  }
  EXPECT_FALSE(talk.server.presences()[0].is_connected);
  EXPECT_EQ(talk.server.presences()[0].speaker.term, 10U);
  const Effects found = talk.server.observe(distress_in_s01(), 5, after(10.2));
  EXPECT_NE(find<model::Notice>(found, "lumut"), nullptr);
  EXPECT_EQ(find<model::Notice>(found, "belawan"), nullptr);
  talk.server.note_storing(true);
  EXPECT_NE(find<model::Welcome>(talk.say("belawan", model::Join{}, 11, 11), "belawan"), nullptr);
}

// It was to speak when the disk was first found to take nothing: its Welcome waits.
TEST(NothingCanBeStored, WhoHasYetToBeWelcomedIsNotHeard) {
  Talk talk;
  talk.say("belawan", model::Join{}, 0);
  talk.fences.clear();
  talk.server.note_storing(false);
  for (const double at_s : {2, 4, 6, 8}) {
    talk.say("belawan", model::Join{}, at_s);
    talk.fences.clear();
  }
  EXPECT_FALSE(talk.server.presences()[0].is_connected);
  talk.server.note_storing(true);
  EXPECT_NE(find<model::Welcome>(talk.say("belawan", model::Join{}, 9), "belawan"), nullptr);
  EXPECT_TRUE(talk.server.presences()[0].is_connected);
}

}  // namespace
}  // namespace selat::coordinate
