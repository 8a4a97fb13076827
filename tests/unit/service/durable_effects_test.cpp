// The real store on a disk that fails, and what goes on meanwhile.

#include "service/durable_effects.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/faulty_disk.h"
#include "support/temporary_directory.h"

namespace selat::service {
namespace {

using test::FaultyDisk;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);

SteadyTime after(double seconds) {
  return SteadyTime() + Span::seconds(seconds);
}

coordinate::SectorRecord record(const char* sector, std::uint64_t epoch) {
  coordinate::SectorRecord record;
  record.sector = sector;
  record.holder = "belawan";
  record.epoch = epoch;
  return record;
}

model::Assignment holds(const char* sector) {
  model::Assignment assignment;
  assignment.sector = sector;
  assignment.holder = "belawan";
  return assignment;
}

model::Alert alert(std::uint64_t id) {
  model::Alert alert;
  alert.id = alert.anomaly.id = id;
  alert.anomaly.rule = "distress";
  return alert;
}

model::LogEntry entry(std::uint64_t request, const char* from = "belawan") {
  model::LogEntry entry;
  entry.from = from;
  entry.request = request;
  return entry;
}

model::AddressedOrder to_belawan(model::Order body) {
  return {.to = "belawan", .to_term = 7, .in_reply_to = 1, .body = std::move(body)};
}

class DurableEffectsTest : public testing::Test {
 protected:
  DurableEffectsTest() { std::ignore = store_.begin_term(kNoon, 0, {}); }

  void settle(coordinate::Effects what, SteadyTime now) {
    effects_.gather(std::move(what));
    effects_.flush(now);
  }
  static coordinate::Effects orders(std::vector<model::AddressedOrder> orders) {
    coordinate::Effects effects;
    effects.orders = std::move(orders);
    return effects;
  }
  void break_disk() {
    disk_.fail(FaultyDisk::Fault::full, 1, 1'000'000'000);
    coordinate::Effects any;
    any.log = {entry(next_++)};
    settle(std::move(any), after(0));
    ASSERT_TRUE(effects_.problem());
  }
  // The sectors of the renewals that were sent.
  [[nodiscard]] std::vector<std::string> renewed() const {
    std::vector<std::string> sectors;
    for (const model::AddressedOrder& order : sent_) {
      if (const auto* answer = std::get_if<model::Renewed>(&order.body)) {
        for (const model::Assignment& one : answer->holding) {
          sectors.emplace_back(one.sector.view());
        }
      }
    }
    return sectors;
  }

  FaultyDisk disk_;
  test::TemporaryDirectory directory_;
  std::filesystem::path file_ = directory_ / "coordinate.sqlite";
  store::CoordinationStore store_{file_, kNoon};
  std::vector<model::AddressedOrder> sent_;
  std::vector<model::Alert> published_;
  std::size_t saves_ = 0;
  std::optional<store::StoreProblem> given_up_;
  std::uint64_t next_ = 1'000'000;
  std::function<void()> while_sending_ = {};  // once
  DurableEffects effects_{
      store_,
      {.send =
           [this](const model::AddressedOrder& order) {
             sent_.push_back(order);
             if (const auto act = std::exchange(while_sending_, {})) {
               act();
             }
           },
       .publish = [this](const model::Alert& shown) { published_.push_back(shown); },
       .saved = [this](const coordinate::Effects&) { ++saves_; },
       .give_up = [this](const store::StoreError& error) { given_up_ = error.problem(); }}};
};

TEST_F(DurableEffectsTest, NothingIsSentBeforeItIsOnDisk) {
  coordinate::Effects grant = orders({to_belawan(model::Grant{.assignment = holds("S01"), .lease_for = {}})});
  grant.records = {record("S01", 1)};
  effects_.gather(std::move(grant));
  EXPECT_FALSE(effects_.is_stored(model::SectorId("S01")));
  EXPECT_THAT(sent_, IsEmpty());
  effects_.flush(after(0));
  EXPECT_THAT(sent_, SizeIs(1));
  EXPECT_TRUE(effects_.is_stored(model::SectorId("S01")));
}

TEST_F(DurableEffectsTest, WhoJoinsWhileTheDiskFailsIsToldSoAndWelcomedOnceWhenItIsMended) {
  break_disk();
  for (const double at_s : {0.1, 2.1, 4.1}) {
    coordinate::Effects joined = orders({to_belawan(model::Places{}), to_belawan(model::Welcome{})});
    joined.speakers.emplace_back().control_point = "belawan";
    settle(std::move(joined), after(at_s));
  }
  ASSERT_THAT(sent_, SizeIs(4)) << "three times the places, and once that it must wait";
  const auto& refusal = std::get<model::Refusal>(sent_[1].body);
  EXPECT_EQ(refusal.code, model::RefusalCode::cannot_store);
  EXPECT_FALSE(refusal.why.empty());
  EXPECT_FALSE(sent_[1].in_reply_to) << "the welcome answers the request";
  disk_.heal();
  effects_.flush(after(5.2));
  ASSERT_THAT(sent_, SizeIs(5));
  EXPECT_TRUE(std::holds_alternative<model::Welcome>(sent_[4].body));
}

// It spoke before, so that its place is on the disk: what it holds goes on, and it is told why its words
// wait.
TEST_F(DurableEffectsTest, WhoIsBackWhileTheDiskFailsIsWelcomedToWhatIsOnDisk) {
  break_disk();
  coordinate::Effects granted =
      orders({to_belawan(model::Grant{.assignment = holds("S02"), .lease_for = {}})});
  granted.records = {record("S02", 2)};
  settle(std::move(granted), after(0.1));
  for (const double at_s : {0.2, 2.2}) {
    model::Welcome welcome;
    welcome.holding = {holds("S01"), holds("S02")};
    settle(orders({to_belawan(std::move(welcome))}), after(at_s));
  }
  ASSERT_THAT(sent_, SizeIs(3));
  EXPECT_EQ(std::get<model::Refusal>(sent_[0].body).code, model::RefusalCode::cannot_store);
  for (const std::size_t i : {1U, 2U}) {
    const auto& welcome = std::get<model::Welcome>(sent_[i].body);
    ASSERT_THAT(welcome.holding, SizeIs(1));
    EXPECT_EQ(welcome.holding[0].sector.view(), "S01");
    EXPECT_TRUE(welcome.asks_for_claims) << "or S02, if it was held, would be lost";
  }
}

// Whoever comes next is not promised what cannot be kept.
TEST_F(DurableEffectsTest, KnowsThatTheDiskFailsThoughNothingIsToBeWritten) {
  effects_.flush(after(10));
  EXPECT_FALSE(effects_.problem());
  disk_.fail(FaultyDisk::Fault::full, 1, 1'000'000'000);
  effects_.flush(after(11));
  EXPECT_FALSE(effects_.problem()) << "it was tried a second ago";
  effects_.flush(after(12));
  EXPECT_TRUE(effects_.problem());
  settle(orders({to_belawan(model::Renewed{.holding = {holds("S01")}, .lease_for = {}})}), after(14));
  EXPECT_TRUE(effects_.problem()) << "a renewal is not written, and proves nothing";
  EXPECT_THAT(renewed(), ElementsAre("S01"));
  disk_.heal();
  effects_.flush(after(16));
  EXPECT_FALSE(effects_.problem());
}

// With --take-over: it must hear of the fence of the one that speaks before it can ask to take its place.
TEST_F(DurableEffectsTest, WhoTakesOverWhileTheDiskFailsIsToldWhoSpeaksAndThenWhyItWaits) {
  break_disk();
  settle(orders({to_belawan(model::Refusal{
             .code = model::RefusalCode::already_served, .current_epoch = 3, .sector = {}, .why = {}})}),
         after(0.1));
  ASSERT_THAT(sent_, SizeIs(1));
  EXPECT_EQ(std::get<model::Refusal>(sent_[0].body).current_epoch, 3U);
  coordinate::Effects taken_over = orders({to_belawan(model::Welcome{})});
  taken_over.speakers.emplace_back().control_point = "belawan";
  settle(std::move(taken_over), after(0.2));
  ASSERT_THAT(sent_, SizeIs(2));
  EXPECT_EQ(std::get<model::Refusal>(sent_[1].body).code, model::RefusalCode::cannot_store);

  model::AddressedOrder to_former = to_belawan(
      model::Refusal{.code = model::RefusalCode::superseded, .current_epoch = 4, .sector = {}, .why = {}});
  to_former.to_term = 6;
  settle(orders({to_former}), after(0.3));
  ASSERT_THAT(sent_, SizeIs(3));
  EXPECT_EQ(std::get<model::Refusal>(sent_[2].body).code, model::RefusalCode::cannot_store)
      << "nobody is ended for one that is not on the disk";
}

TEST_F(DurableEffectsTest, WhileTheDiskFailsRenewalsGoOnOfWhatIsOnDisk) {
  break_disk();
  coordinate::Effects granted =
      orders({to_belawan(model::Grant{.assignment = holds("S02"), .lease_for = {}})});
  granted.records = {record("S02", 2)};
  settle(std::move(granted), after(0.1));
  EXPECT_THAT(sent_, IsEmpty()) << "a grant is a new promise";
  settle(orders({to_belawan(model::Renewed{.holding = {holds("S01"), holds("S02")}, .lease_for = {}})}),
         after(0.2));
  EXPECT_THAT(renewed(), ElementsAre("S01"));
  EXPECT_TRUE(std::get<model::Renewed>(sent_[0].body).asks_for_claims)
      << "or S02, if it was held, would be lost";
  disk_.heal();
  effects_.flush(after(0.9));
  EXPECT_THAT(sent_, SizeIs(1)) << "it tries once a second";
  effects_.flush(after(1.1));
  EXPECT_FALSE(effects_.problem());
  ASSERT_THAT(sent_, SizeIs(2));
  EXPECT_TRUE(std::holds_alternative<model::Grant>(sent_[1].body));
}

TEST_F(DurableEffectsTest, ATerminalThatIsNotNotedAsSpeakingGetsNoRenewal) {
  break_disk();
  coordinate::Effects joined =
      orders({to_belawan(model::Renewed{.holding = {holds("S01")}, .lease_for = {}})});
  joined.speakers = {
      {.control_point = "belawan", .term = 8, .fence = 2, .is_standby = false, .has_left = false}};
  settle(std::move(joined), after(0.1));
  EXPECT_THAT(sent_, IsEmpty());
}

TEST_F(DurableEffectsTest, NoRenewalUnderATermThatIsNotOnDisk) {
  break_disk();
  coordinate::Effects later =
      orders({to_belawan(model::Renewed{.holding = {holds("S01")}, .lease_for = {}})});
  later.term = 9;
  settle(std::move(later), after(0.1));
  EXPECT_THAT(sent_, IsEmpty());
}

TEST_F(DurableEffectsTest, AlertsAreShownAtOnceMarkedAndAgainOnceTheyAreStored) {
  break_disk();
  coordinate::Effects raised = orders(
      {to_belawan(model::Notice{.cause = model::NoticeCause::raised, .alert = alert(77), .nearest = {}})});
  raised.alerts = {alert(77)};
  settle(std::move(raised), after(0.1));
  ASSERT_THAT(published_, SizeIs(1));
  EXPECT_FALSE(published_[0].is_stored);
  ASSERT_THAT(sent_, SizeIs(1));
  EXPECT_FALSE(std::get<model::Notice>(sent_[0].body).alert.is_stored);
  disk_.heal();
  effects_.flush(after(2));
  ASSERT_THAT(published_, SizeIs(2));
  EXPECT_EQ(published_[1], alert(77));
  EXPECT_THAT(store_.begin_term(kNoon, 0, {}).alerts, ElementsAre(alert(77)));
}

TEST_F(DurableEffectsTest, TheAlertWithWhichTheDiskBeginsToFailIsShownToo) {
  disk_.fail(FaultyDisk::Fault::sync_fails, 1, 1);
  coordinate::Effects raised;
  raised.alerts = {alert(77)};
  settle(std::move(raised), after(0));
  ASSERT_THAT(published_, SizeIs(1));
  EXPECT_FALSE(published_[0].is_stored);
}

TEST_F(DurableEffectsTest, WhatWaitsForTheDiskIsBounded) {
  break_disk();
  for (std::uint64_t request = 1; !effects_.is_full(); ++request) {
    ASSERT_LT(request, 10'000U);
    coordinate::Effects words;
    words.log = {entry(request)};
    effects_.gather(std::move(words));
  }
  const std::uint64_t own = 20'000;
  for (std::uint64_t request = 1; request <= own; ++request) {
    coordinate::Effects escalation;
    escalation.log = {entry(request, "")};
    effects_.gather(std::move(escalation));
  }
  EXPECT_GT(effects_.log_entries_dropped(), 0U);
  disk_.heal();
  effects_.flush(after(2));
  EXPECT_FALSE(effects_.is_full());
  EXPECT_LT(store_.newest_log(100'000).size(), own);
  EXPECT_EQ(store_.newest_log(100'000).front().from, model::ControlPointId("belawan"));
}

// An order that cannot be sent has effects of its own.
TEST_F(DurableEffectsTest, WhatIsGatheredWhileOrdersAreSentIsNeitherLostNorSentTwice) {
  break_disk();
  const model::Renewed renewed_now{.holding = {holds("S01")}, .lease_for = {}};
  while_sending_ = [&] {
    effects_.gather(orders({to_belawan(renewed_now), to_belawan(model::Receipt{}), to_belawan(renewed_now)}));
  };
  settle(orders({to_belawan(renewed_now), to_belawan(model::Receipt{}), to_belawan(renewed_now)}),
         after(0.1));
  EXPECT_THAT(renewed(), SizeIs(4));
  disk_.heal();
  effects_.flush(after(2));
  EXPECT_THAT(sent_, SizeIs(6)) << "the receipts have waited for the disk";
}

TEST_F(DurableEffectsTest, NoticesThatItsFileIsGoneThoughNothingIsToBeWritten) {
  effects_.look_at_the_file();
  EXPECT_FALSE(given_up_);
  std::filesystem::remove(file_);
  effects_.look_at_the_file();
  EXPECT_EQ(given_up_, store::StoreProblem::displaced);
}

TEST_F(DurableEffectsTest, GivesUpOnceWhenItsFileIsGone) {
  std::filesystem::remove(file_);
  coordinate::Effects grant = orders({to_belawan(model::Grant{.assignment = holds("S01"), .lease_for = {}})});
  grant.records = {record("S01", 1)};
  settle(std::move(grant), after(0));
  EXPECT_EQ(given_up_, store::StoreProblem::displaced);
  given_up_.reset();
  effects_.flush(after(5));
  EXPECT_FALSE(given_up_);
  EXPECT_THAT(sent_, IsEmpty());
  EXPECT_EQ(saves_, 0U);
}

}  // namespace
}  // namespace selat::service
