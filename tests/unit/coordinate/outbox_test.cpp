#include "coordinate/outbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace selat::coordinate {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr SteadyTime kStart = SteadyTime::seconds(1'000);
constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);

Words report(std::uint64_t uid, std::string text = "forty people sighted, sinking") {
  Words words;
  words.number = uid;
  words.uid = uid;
  words.written_at = kNoon + Span::seconds(static_cast<std::int64_t>(uid));
  words.body = model::PatrolReport{.sector = "S05", .epoch = 3, .place = {}, .text = std::move(text)};
  return words;
}

TEST(Outbox, WordsAreSentOnceAndThenWaitForTheReceipt) {
  Outbox outbox;
  outbox.add(report(7), kStart);
  ASSERT_THAT(outbox.due(kStart), SizeIs(1));
  EXPECT_THAT(outbox.due(kStart + Span::seconds(1)), IsEmpty());
  const auto received = outbox.receive(7, kNoon);
  ASSERT_TRUE(received);
  EXPECT_EQ(received->state, WordsState::received);
  EXPECT_EQ(received->answered_at, kNoon);
  EXPECT_EQ(outbox.waiting(), 0U);
  EXPECT_FALSE(outbox.receive(7, kNoon)) << "the receipt of a copy";
}

TEST(Outbox, WhatTheBusGaveUpIsSentAnewWithTheSameUid) {
  Outbox outbox;
  outbox.add(report(7), kStart);
  ASSERT_THAT(outbox.due(kStart), SizeIs(1));
  const auto again = outbox.due(kStart + Outbox::kSendAnewAfter);
  ASSERT_THAT(again, SizeIs(1));
  EXPECT_EQ(again.front().uid, 7U);
}

TEST(Outbox, AWelcomeMakesAllThatWaitsDue) {
  Outbox outbox;
  outbox.add(report(7), kStart);
  outbox.add(report(8), kStart);
  ASSERT_THAT(outbox.due(kStart), SizeIs(2));
  ASSERT_TRUE(outbox.receive(7, kNoon));
  outbox.send_all_anew();
  const auto due = outbox.due(kStart + Span::seconds(1));
  ASSERT_THAT(due, SizeIs(1));
  EXPECT_EQ(due.front().uid, 8U);
}

TEST(Outbox, WordsWithoutAReceiptAreSaidToBeLateOnce) {
  Outbox outbox;
  outbox.add(report(7), kStart);
  EXPECT_THAT(outbox.newly_late(kStart + Span::seconds(4)), IsEmpty());
  ASSERT_THAT(outbox.newly_late(kStart + Outbox::kLateAfter), SizeIs(1));
  EXPECT_TRUE(outbox.is_late(report(7)));
  EXPECT_THAT(outbox.newly_late(kStart + Span::seconds(60)), IsEmpty());
}

TEST(Outbox, WordsOfAnEarlierProcessAreDueAtOnceAndLateAfterAWhile) {
  Outbox outbox;
  outbox.load({report(7)}, kStart);
  EXPECT_THAT(outbox.newly_late(kStart), IsEmpty()) << "that process may still be sending them";
  EXPECT_THAT(outbox.due(kStart), SizeIs(1));
  EXPECT_THAT(outbox.newly_late(kStart + Outbox::kLateAfter), SizeIs(1));
}

TEST(Outbox, TheOrderIsThatOfTheFileThoughTheClockWasSetBackMeanwhile) {
  Words first = report(7), second = report(8), unwritten = report(9);
  first.written_at = kNoon + Span::hours(1);
  unwritten.number = 0;
  unwritten.written_at = kNoon - Span::hours(1);
  Outbox outbox;
  outbox.add(unwritten, kStart);
  outbox.load({first, second}, kStart);
  const auto due = outbox.due(kStart);
  ASSERT_THAT(due, SizeIs(3));
  EXPECT_EQ(due[0].uid, 7U);
  EXPECT_EQ(due[1].uid, 8U);
  EXPECT_EQ(due[2].uid, 9U);
}

TEST(Outbox, LoadingAgainLearnsAnswersAndForgetsNothing) {
  Outbox outbox;
  outbox.add(report(7), kStart);
  outbox.add(report(8), kStart);
  Words answered = report(7);
  answered.state = WordsState::received;
  outbox.load({answered, report(8), report(9)}, kStart);
  EXPECT_EQ(outbox.waiting(), 2U);
  EXPECT_EQ(outbox.find(7)->state, WordsState::received);
  EXPECT_THAT(outbox.all(), SizeIs(3));
}

TEST(Outbox, ARefusalIsKeptWithItsReason) {
  Outbox outbox;
  outbox.add(report(7), kStart);
  const auto refused = outbox.refuse(7, model::RefusalCode::unknown_sector, "no S99", kNoon);
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->state, WordsState::refused);
  EXPECT_EQ(refused->refusal, model::RefusalCode::unknown_sector);
  EXPECT_EQ(refused->remark, "no S99");
}

TEST(Outbox, WhatWaitsIsNeverDroppedAndNewWordsAreRefusedAtTheBound) {
  Outbox outbox;
  for (std::uint64_t uid = 1; uid <= Outbox::kMostWaiting; ++uid) {
    ASSERT_GT(outbox.room(), 0U);
    outbox.add(report(uid), kStart);
  }
  EXPECT_EQ(outbox.room(), 0U);
  EXPECT_THAT(outbox.due(kStart), SizeIs(Outbox::kMostWaiting));
  for (std::uint64_t uid = 1; uid <= Outbox::kMostWaiting; ++uid) {
    ASSERT_TRUE(outbox.receive(uid, kNoon));
  }
  EXPECT_EQ(outbox.room(), Outbox::kMostWaiting);
  const auto all = outbox.all();
  ASSERT_THAT(all, SizeIs(Outbox::kMostAnswered)) << "the oldest answered ones are dropped";
  EXPECT_EQ(all.back().uid, Outbox::kMostWaiting);
}

TEST(Outbox, KnowsWhatIsNotOnTheDisk) {
  Outbox outbox;
  outbox.add(report(7), kStart);
  Words second = report(8);
  second.number = 0;
  outbox.add(second, kStart);
  std::ignore = outbox.receive(8, kNoon);
  std::vector<Words> not_kept = outbox.not_kept();
  ASSERT_THAT(not_kept, SizeIs(1));
  EXPECT_EQ(not_kept.front().uid, 8U);
  EXPECT_EQ(not_kept.front().state, WordsState::received) << "it is kept as what it is by then";
  not_kept.front().number = 12;
  outbox.note_kept(not_kept);
  EXPECT_THAT(outbox.not_kept(), IsEmpty());
  EXPECT_EQ(outbox.find(8)->number, 12U);
}

// A server that has lost its past is told anew which sectors are given back; what was taken back, or is over,
// it is not.
TEST(Outbox, WhatWasGivenBackBeforeThePastOfAServerIsKnown) {
  Outbox outbox;
  const auto add = [&](std::uint64_t uid, model::Request body, Span after_noon) {
    Words words = report(uid);
    words.body = std::move(body);
    words.written_at = kNoon + after_noon;
    outbox.add(words, kStart);
    ASSERT_TRUE(outbox.receive(uid, kNoon));
  };
  const auto release = [](const char* sector, model::DeclineCode code) {
    return model::Release{.sector = sector, .epoch = 3, .code = code, .remark = "swell"};
  };
  add(1, release("S01", model::DeclineCode::weather), Span());
  add(2, model::Decline{"S02", 3, model::DeclineCode::crew_rest, ""}, Span());
  add(3, release("S03", model::DeclineCode::weather), Span());
  add(4, model::Resume{"S03"}, Span::minutes(1));
  add(5, release("S04", model::DeclineCode::weather), Span::minutes(40));
  const auto uids = [&](Span since, Span now) {
    std::vector<std::uint64_t> all;
    for (const Words& words : outbox.given_back_before(kNoon + since, kNoon + now)) {
      all.push_back(words.uid);
    }
    return all;
  };
  EXPECT_THAT(uids(Span::minutes(30), Span::minutes(45)), testing::ElementsAre(1, 2));
  EXPECT_THAT(uids(Span::minutes(50), Span::minutes(70)), testing::ElementsAre(2, 5)) << "an hour is over";
  EXPECT_THAT(uids(-Span::hours(1), Span::minutes(45)), IsEmpty()) << "it knows";
}

}  // namespace
}  // namespace selat::coordinate
