// The server's disk takes nothing: who is served, and who is told of a distress.

#include <set>
#include <tuple>
#include <variant>

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

// Nobody can be welcomed, but somebody sits there.
TEST(NothingCanBeStored, APersonWhoCannotBeWelcomedIsToldOfDistressEachTimeTheTerminalAsks) {
  Talk talk;
  talk.server.note_storing(false);
  std::ignore = talk.server.observe(distress_in_s01(), 5, after(0));
  for (const double at_s : {2, 4}) {
    const Effects asked = talk.say("belawan", model::Join{}, at_s, 11);
    ASSERT_NE(find<model::Refusal>(asked, "belawan"), nullptr);
    EXPECT_TRUE(std::holds_alternative<model::Refusal>(asked.orders[0].body)) << "so that it listens";
    const auto* const notice = find<model::Notice>(asked, "belawan");
    ASSERT_NE(notice, nullptr);
    EXPECT_EQ(notice->alert.id, 7U);
    EXPECT_FALSE(notice->alert.is_stored);
    EXPECT_EQ(asked.orders[1].to_term, 11U);
  }
  const model::Alert* const alert = talk.server.alerts().registry().find(7);
  for (const model::AlertRecipient& recipient : alert->recipients) {
    EXPECT_FALSE(recipient.due || recipient.told) << "it counts as told to nobody";
  }
}

// Whoever listens outranks a standby that is told, and no person who is.
TEST(NothingCanBeStored, WhoListensIsToldOfWhatRestsWithNoPersonAndOfItsOwn) {
  for (const bool is_standby : {true, false}) {
    Talk talk;
    talk.say("lumut", model::Join{.is_standby = is_standby}, 0, 20);
    talk.server.note_storing(false);
    const Effects found = talk.server.observe(distress_in_s01(), 5, after(1));
    EXPECT_NE(find<model::Notice>(found, "lumut"), nullptr);
    const Effects asked = talk.say("changi", model::Join{}, 2, 30);
    EXPECT_EQ(find<model::Notice>(asked, "changi") != nullptr, is_standby);
    EXPECT_NE(find<model::Notice>(talk.say("lumut", model::Join{.take_over = true}, 3, 21), "lumut"), nullptr)
        << "it is due to lumut";
  }
}

// The person to whom it is due may have left the room.
TEST(NothingCanBeStored, WhoListensIsToldOfWhatAPersonHasLeftUnanswered) {
  Talk talk;
  talk.say("lumut", model::Join{}, 0, 20);
  talk.say("belawan", model::Join{}, 0, 10);
  talk.server.note_storing(false);
  std::ignore = talk.server.observe(distress_in_s01(), 5, after(1));
  for (double at_s = 2; at_s < 115; at_s += 2) {
    talk.say("lumut", model::Renew{}, at_s, 20);
    talk.say("belawan", model::Renew{}, at_s, 10);
    ASSERT_EQ(find<model::Notice>(talk.say("changi", model::Join{}, at_s + 0.1, 30), "changi"), nullptr);
  }
  for (double at_s = 116; at_s < 125; at_s += 2) {
    talk.say("lumut", model::Renew{}, at_s, 20);
    talk.say("belawan", model::Renew{}, at_s, 10);
  }
  EXPECT_NE(find<model::Notice>(talk.say("changi", model::Join{}, 125, 30), "changi"), nullptr);
}

TEST(NothingCanBeStored, AStandbyDoesNotListenNorIsAWarningToldSo) {
  Talk talk;
  talk.server.note_storing(false);
  model::Anomaly anomaly = distress_in_s01();
  std::ignore = talk.server.observe(anomaly, 5, after(0));
  EXPECT_EQ(find<model::Notice>(talk.say("belawan", model::Join{.is_standby = true}, 2, 11), "belawan"),
            nullptr);
  Talk other;
  other.server.note_storing(false);
  anomaly.severity = model::Severity::warning;
  std::ignore = other.server.observe(anomaly, 5, after(0));
  EXPECT_EQ(find<model::Notice>(other.say("belawan", model::Join{}, 2, 11), "belawan"), nullptr);
}

// No more at once than a terminal is told otherwise; none of them is left out for good, and the gravest
// never.
TEST(NothingCanBeStored, OfManyAlertsWhoListensIsToldTheGravestFirstAndAllInTurn) {
  Talk talk;
  talk.server.note_storing(false);
  constexpr std::uint64_t kAlarms = 100;
  for (std::uint64_t id = 1; id <= kAlarms; ++id) {
    model::Anomaly anomaly = distress_in_s01();
    anomaly.id = id;
    anomaly.severity = id == 1 ? model::Severity::distress : model::Severity::alarm;
    std::ignore = talk.server.observe(anomaly, 5, after(0));
  }
  std::set<std::uint64_t> told;
  for (double at_s = 2; at_s < 60 && told.size() < kAlarms; at_s += 2) {
    std::size_t at_once = 0;
    bool has_gravest = false;
    for (const auto& order : talk.say("belawan", model::Join{}, at_s, 11).orders) {
      if (const auto* const notice = std::get_if<model::Notice>(&order.body)) {
        told.insert(notice->alert.id);
        has_gravest = has_gravest || notice->alert.id == 1;
        ++at_once;
      }
    }
    ASSERT_TRUE(has_gravest);
    ASSERT_EQ(at_once, AlertDesk::kMostUnanswered);
  }
  EXPECT_EQ(told.size(), kAlarms);
}

// The server has lost that it told the terminal, which says so with each sign of life.
TEST(NothingCanBeStored, WhoListenedHearsWhatConcernsItNoLongerThoughTheServerBeganAnewMeanwhile) {
  Talk talk;
  talk.say("lumut", model::Join{}, 0, 20);
  model::Anomaly anomaly = distress_in_s01();
  anomaly.severity = model::Severity::alarm;
  std::ignore = talk.server.observe(anomaly, 5, after(1));
  talk.say("lumut", model::NoticeReceipt{7, talk.server.alerts().registry().find(7)->change, true}, 2, 20);
  const Effects welcomed = talk.say("changi", model::Join{}, 3, 30);
  EXPECT_EQ(find<model::Notice>(welcomed, "changi"), nullptr) << "it rests with lumut";
  const Effects said = talk.say("changi", model::Renew{.claims = {}, .heard_alerts = {7, 8}}, 4, 30);
  const auto* const notice = find<model::Notice>(said, "changi");
  ASSERT_NE(notice, nullptr);
  EXPECT_EQ(notice->cause, model::NoticeCause::left);
  talk.say("changi", model::NoticeReceipt{7, notice->alert.change, true}, 5, 30);
  const Effects later = talk.say("changi", model::Renew{.claims = {}, .heard_alerts = {7}}, 6, 30);
  EXPECT_NE(find<model::Notice>(later, "changi"), nullptr) << "it says still that it knows of no end";
}

}  // namespace
}  // namespace selat::coordinate
