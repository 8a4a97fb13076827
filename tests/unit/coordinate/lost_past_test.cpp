// A coordination server that does not know what was before it: nobody is given what another may hold.

#include <algorithm>
#include <iterator>
#include <vector>

#include <gtest/gtest.h>

#include "coordinate/coordinator.h"
#include "model/epoch.h"
#include "talk.h"

namespace selat::coordinate {
namespace {

using namespace test;
using model::SectorState;

constexpr std::uint32_t kFormerTerm = 40'000'000;
constexpr std::uint64_t kFormerEpoch = model::epoch_of_server(kFormerTerm, 3);

PersistedState no_past() {
  PersistedState state;
  state.has_past = false;
  state.term = term_by_clock(after(0).wall);  // as the service has the store begin it
  return state;
}

model::Renew claim_of(std::uint64_t epoch) {
  return {.claims = {{.sector = "S01", .epoch = epoch}}};
}

TEST(LostPast, NothingIsOfferedUntilEveryLeaseOfBeforeIsOver) {
  Talk talk(no_past());
  talk.heard_term = 1;
  const Effects joined = talk.say("belawan", model::Join{}, 0);
  ASSERT_NE(find<model::Welcome>(joined, "belawan"), nullptr);
  EXPECT_TRUE(find<model::Welcome>(joined, "belawan")->asks_for_claims);
  talk.heard_term = talk.server.term();
  for (double at_s = 2; at_s < 62; at_s += 2) {
    talk.say("belawan", model::Renew{}, at_s);
  }
  EXPECT_EQ(talk.sector(61.9).state, SectorState::unknown);
  talk.say("belawan", model::Renew{}, 62.5);
  EXPECT_EQ(talk.sector(62.6).state, SectorState::offered) << "60 + 2 s";
}

std::vector<model::LogEntry> told_of_loss(const Effects& effects) {
  std::vector<model::LogEntry> entries;
  std::ranges::copy_if(effects.log, std::back_inserter(entries),
                       [](const model::LogEntry& entry) { return entry.kind == model::LogKind::past_lost; });
  return entries;
}

TEST(LostPast, ItIsWrittenInTheLogOnce) {
  PersistedState state = no_past();
  state.is_past_lost = true;
  state.last_alert_number = 12;
  Talk talk(state);
  const auto entries = told_of_loss(talk.tick(0.1));
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].alert_number, 13U)
      << "the number of the next alert: those of before are not given again";
  EXPECT_EQ(entries[0].at, after(0.1).wall);
  EXPECT_TRUE(entries[0].from.empty());
  talk.heard_term = 7;
  EXPECT_TRUE(told_of_loss(talk.say("belawan", model::Join{}, 1)).empty());

  PersistedState restarted = no_past();
  restarted.words = entries;
  Talk later(restarted);
  later.heard_term = 7;
  EXPECT_TRUE(told_of_loss(later.say("belawan", model::Join{}, 0)).empty());
}

// Its terminal went on while the server was begun anew, and has heard of this run by now.
TEST(LostPast, AClaimTellsOfIt) {
  Talk talk(no_past());
  talk.heard_term = talk.server.term();
  EXPECT_TRUE(told_of_loss(talk.say("lumut", model::Join{}, 0)).empty());
  Effects claimed = talk.say("lumut", claim_of(model::epoch_of_server(7, 3)), 1);
  merge(claimed, talk.tick(2));
  EXPECT_EQ(talk.server.counters().claims_adopted, 1U);
  EXPECT_EQ(told_of_loss(claimed).size(), 1U);
}

TEST(LostPast, AControlPointThatKnowsAnEarlierServerTellsOfIt) {
  Talk talk(no_past(), 5);
  EXPECT_TRUE(told_of_loss(talk.say("lumut", model::Join{}, 0)).empty()) << "it may be a new system";
  talk.heard_term = talk.server.term();
  talk.heard_run = 5;
  EXPECT_TRUE(told_of_loss(talk.say("lumut", model::Join{}, 0.05, 11)).empty()) << "it has heard of this one";
  talk.heard_term = 7;
  talk.heard_run = 4;
  EXPECT_EQ(told_of_loss(talk.say("belawan", model::Join{}, 0.1)).size(), 1U);
}

TEST(LostPast, ANewSystemDoesNotWait) {
  Talk talk(no_past());
  talk.say("belawan", model::Join{}, 0);
  talk.say("lumut", model::Join{}, 0.1);
  EXPECT_EQ(talk.sector(0.2).state, SectorState::unknown);
  Effects effects = talk.say("changi", model::Join{}, 0.2);
  EXPECT_EQ(talk.sector(0.3).state, SectorState::offered) << "nobody has ever heard of a server";
  merge(effects, talk.tick(0.5));
  EXPECT_TRUE(effects.promise) << "what is written from now on is the whole past, whenever this server ends";
}

// It began, gave sectors, and was killed within the first lease.
TEST(LostPast, WhatTheServerItselfHasWrittenIsNoLoss) {
  PersistedState begun = no_past();
  begun.records = nobody_holds().records;
  begun.records[0].holder = "lumut";
  begun.records[0].epoch = begun.records[0].lease = model::epoch_of_server(7, 3);
  Talk talk(begun);
  talk.heard_term = 7;
  talk.say("lumut", model::Join{}, 0);
  talk.heard_term = talk.server.term();
  Effects claimed = talk.say("lumut", claim_of(model::epoch_of_server(7, 3)), 1);
  merge(claimed, talk.tick(2));
  EXPECT_EQ(talk.server.counters().claims_adopted, 1U);
  EXPECT_TRUE(told_of_loss(claimed).empty());
}

TEST(LostPast, TheTermIsAboveAllThatIsHeard) {
  Talk talk(no_past());
  const std::uint32_t first = talk.server.term();
  EXPECT_GE(first, 43'000U) << "the clock's, so that it is above what nobody can tell";
  talk.heard_term = kFormerTerm;
  const Effects joined = talk.say("belawan", model::Join{}, 0);
  EXPECT_EQ(talk.server.term(), first) << "half a year ahead of the clock is not believed";
  EXPECT_EQ(talk.server.counters().terms_not_believed, 1U);
  talk.heard_term = first + 1'000;
  EXPECT_EQ(talk.say("lumut", model::Join{}, 0.1).term, first + 1'001);
}

// Two servers without a past may come to the same term, where the clock fell back too.
TEST(LostPast, ItsOwnTermFromAnotherRunIsNotItsOwn) {
  Talk talk(no_past(), 5);
  talk.say("belawan", model::Join{}, 0);
  const std::uint32_t term = talk.server.term();
  talk.heard_term = term;
  talk.heard_run = 5;
  talk.say("belawan", model::Renew{}, 0.1);
  EXPECT_EQ(talk.server.term(), term);
  talk.heard_run = 4;  // on its way since before this server began
  EXPECT_EQ(talk.say("belawan", model::Renew{}, 0.2).term, term + 1);
}

TEST(LostPast, WhoHoldsASectorKeepsIt) {
  Talk talk(no_past());
  const std::uint64_t epoch = model::epoch_of_server(7, 3);
  talk.heard_term = 7;
  talk.say("lumut", model::Join{}, 0);
  const Effects before_it_knew = talk.say("lumut", claim_of(epoch), 0.5);
  EXPECT_EQ(talk.sector(0.6).state, SectorState::unknown) << "it may have been said before this server began";
  talk.heard_term = talk.server.term();
  const Effects claimed = talk.say("lumut", claim_of(epoch), 1);
  ASSERT_EQ(claimed.records.size(), 1U);
  EXPECT_EQ(claimed.records[0].holder.view(), "lumut");
  EXPECT_EQ(claimed.records[0].epoch, epoch);
  const auto* renewed = find<model::Renewed>(claimed, "lumut");
  ASSERT_NE(renewed, nullptr);
  ASSERT_EQ(renewed->holding.size(), 1U);
  EXPECT_GT(talk.server.term(), model::term_of_epoch(epoch));
}

TEST(LostPast, NobodyClaimsWhatHisNationMayNotHold) {
  Talk talk(no_past());
  talk.heard_term = 7;
  talk.say("changi", model::Join{}, 0);
  talk.heard_term = talk.server.term();
  talk.say("changi", claim_of(model::epoch_of_server(7, 3)), 1);
  EXPECT_EQ(talk.sector(1.1).state, SectorState::unknown);
}

TEST(LostPast, WhoBelievesInAnOlderLeaseIsToldThatAnotherHolds) {
  Talk talk(no_past());
  talk.heard_term = 7;
  talk.say("lumut", model::Join{}, 0);
  talk.say("belawan", model::Join{}, 0.1);
  talk.heard_term = talk.server.term();
  talk.say("lumut", claim_of(model::epoch_of_server(7, 3)), 1);
  const Effects told = talk.say("belawan", claim_of(model::epoch_of_server(7, 2)), 1.5);
  ASSERT_NE(find<model::Revoke>(told, "belawan"), nullptr);
  EXPECT_EQ(talk.sector(1.6).holder.view(), "lumut");
}

TEST(LostPast, WhatIsRecordedIsNotForClaims) {
  Talk talk;
  const std::uint64_t epoch = talk.belawan_holds();
  talk.say("lumut", model::Join{}, 1);
  talk.heard_term = talk.server.term();
  talk.say("lumut", claim_of(epoch + 5), 1.5);
  EXPECT_EQ(talk.sector(1.6).holder.view(), "belawan");
}

// The database is an old copy: a later server gave the sectors to others.
TEST(LostPast, ALaterServerThatWasHeardOfMakesWhatIsRecordedDoubtful) {
  PersistedState old_copy = nobody_holds();
  old_copy.term = 8;
  old_copy.records[0].holder = "belawan";
  old_copy.records[0].epoch = model::epoch_of_server(7, 1);
  Talk talk(old_copy);
  talk.say("belawan", model::Join{}, 0);
  EXPECT_EQ(talk.sector(0.1).state, SectorState::held);
  talk.heard_term = 12;
  const Effects effects = talk.say("lumut", model::Join{}, 1);
  EXPECT_EQ(effects.term, 13U);
  EXPECT_EQ(talk.sector(1.1).state, SectorState::unknown);
  talk.heard_term = 13;
  talk.say("lumut", claim_of(model::epoch_of_server(12, 4)), 2);
  EXPECT_EQ(talk.sector(2.1).holder.view(), "lumut");
}

// What this server gave itself is sure, but its epoch is below those of the later server.
TEST(LostPast, AHolderOfThisRunGetsAnEpochOfTheNewTerm) {
  Talk talk;
  const std::uint64_t epoch = talk.belawan_holds();
  talk.heard_term = 5;
  const Effects effects = talk.say("lumut", model::Join{}, 2);
  ASSERT_EQ(effects.records.size(), 1U);
  EXPECT_EQ(effects.records[0].holder.view(), "belawan");
  EXPECT_GT(effects.records[0].epoch, epoch);
  EXPECT_EQ(model::term_of_epoch(effects.records[0].epoch), 6U);
}

TEST(LostPast, ALongerLeaseThatATerminalWasPromisedIsWaitedFor) {
  Talk talk(no_past());
  talk.heard_term = 1;
  talk.say("belawan", model::Join{.longest_lease = Span::seconds(600)}, 0);
  EXPECT_NEAR((*talk.sector(1).expires_at - after(0).wall).in_seconds(), 602, 0.01);
}

TEST(LostPast, ALongerLeaseOfAnEarlierSettingIsWaitedForAndThenForgotten) {
  PersistedState state = nobody_holds();
  state.promise = {.lease = Span::seconds(600), .skew_bound = Span::seconds(2)};
  state.records[0].holder = "lumut";
  state.term = 2;
  Talk talk(state);
  talk.say("belawan", model::Join{}, 0);
  std::optional<Promise> saved;
  for (double at_s = 2; at_s < 602; at_s += 2) {
    saved = talk.say("belawan", model::Renew{}, at_s).promise;
    ASSERT_FALSE(saved);
  }
  EXPECT_EQ(talk.sector(601.9).state, SectorState::expiring);
  saved = talk.say("belawan", model::Renew{}, 603).promise;
  EXPECT_EQ(saved, (Promise{.lease = Span::seconds(60), .skew_bound = Span::seconds(2)}));
  EXPECT_EQ(talk.sector(603).holder.view(), "belawan");
}

TEST(LostPast, ASectorWithAnotherOutlineHadAnotherHolder) {
  PersistedState state = nobody_holds();
  state.term = 2;
  state.records[0].holder = "lumut";
  state.records[0].outline = 12'345;  // not that of S01
  Talk talk(state);
  const Effects joined = talk.say("lumut", model::Join{}, 0);
  EXPECT_TRUE(find<model::Welcome>(joined, "lumut")->holding.empty()) << "it held other waters";
  EXPECT_FALSE(find<model::Welcome>(joined, "lumut")->asks_for_claims);
  EXPECT_EQ(talk.sector(1).state, SectorState::unknown);
}

TEST(LostPast, ADamagedRecordIsAskedFor) {
  PersistedState state = nobody_holds();
  state.term = 2;
  state.records[0].is_damaged = true;
  Talk talk(state);
  const Effects joined = talk.say("lumut", model::Join{}, 0);
  EXPECT_TRUE(find<model::Welcome>(joined, "lumut")->asks_for_claims);
}

TEST(LostPast, AnEpochAboveTheTermRaisesTheTerm) {
  PersistedState state = nobody_holds();
  state.term = 2;
  state.records[0].epoch = model::epoch_of_server(9, 1);
  Talk talk(state);
  EXPECT_EQ(talk.tick(1).term, 10U);
}

// Why a sector was given back is lost with the past; its terminal says it again, as it was written.
TEST(Exclusions, WhatArrivesLateCountsFromWhenItWasWritten) {
  Talk talk;
  talk.say("belawan", model::Join{}, 0);
  const auto excluded_until = [&](std::uint64_t uid, double written_s) {
    const Effects said = talk.server.receive(
        {.from = "belawan",
         .term = 10,
         .id = 100 + uid,
         .body = model::Release{"S01", 3, model::DeclineCode::weather, "squall"},
         .head = {.fence = talk.fences[{"belawan", 10}], .uid = uid, .written_at = after(written_s).wall}},
        after(1));
    return said.exclusions.at(0).until;
  };
  EXPECT_EQ(excluded_until(1, -1'800), after(1'800).wall);
  EXPECT_EQ(excluded_until(2, 7'200), after(3'601).wall) << "a wrong clock stretches nothing";
  EXPECT_EQ(excluded_until(3, -90'000), after(1).wall) << "that is over";
}

TEST(Exclusions, AWrongClockStretchesNone) {
  PersistedState state = nobody_holds();
  state.term = 2;
  state.exclusions.push_back({.sector = "S01",
                              .control_point = "belawan",
                              .until = after(0).wall + Span::hours(24 * 365),
                              .code = model::DeclineCode::weather,
                              .remark = {}});
  Talk talk(state);
  talk.say("belawan", model::Join{}, 0);
  EXPECT_EQ(talk.sector(1).state, SectorState::unowned);
  for (double at_s = 2; at_s <= 3'602; at_s += 2) {
    talk.say("belawan", model::Renew{}, at_s);
  }
  EXPECT_EQ(talk.sector(3'602).state, SectorState::offered) << "an hour is the longest for this reason";
}

TEST(Coordinator, WhomTheServerCannotTellCountsAsSilent) {
  Talk talk;
  talk.belawan_holds();
  const Effects effects = talk.server.could_not_tell("belawan", after(1));
  EXPECT_TRUE(effects.has_table_changed);
  EXPECT_EQ(talk.sector(1).state, SectorState::expiring);
  talk.say("belawan", model::Renew{}, 2);
  EXPECT_EQ(talk.sector(2).state, SectorState::expiring) << "it is renewed nothing";
}

TEST(Coordinator, ManyPlacesAreToldInPages) {
  CoordinatorSettings settings = one_sector();
  for (int i = 0; i < 5'000; ++i) {
    settings.zones.push_back({.id = "Z" + std::to_string(i), .names = {.en = "a zone", .id = {}, .ms = {}}});
  }
  Coordinator server(settings, nobody_holds(), after(0));
  const Effects joined =
      server.receive({.from = "lumut", .term = 1, .id = 1, .body = model::Join{}}, after(0));
  std::size_t told = 0;
  for (const auto& order : joined.orders) {
    if (const auto* places = std::get_if<model::Places>(&order.body)) {
      EXPECT_LE(places->places.size(), 200U);
      told += places->places.size();
    }
  }
  EXPECT_EQ(told, 5'001U);
}

}  // namespace
}  // namespace selat::coordinate
