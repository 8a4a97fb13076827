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
  const auto refused =
      outbox.refuse(7, {.code = model::RefusalCode::unknown_sector, .sector = {}, .remark = "no S99"}, kNoon);
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->state, WordsState::refused);
  EXPECT_EQ(refused->refusal, model::RefusalCode::unknown_sector);
  EXPECT_EQ(refused->remark, "no S99");
}

TEST(Outbox, WhatWaitsIsNeverDroppedAndNewWordsAreRefusedAtTheBound) {
  Outbox outbox;
  for (std::uint64_t uid = 1; uid <= Outbox::kMostWaiting; ++uid) {
    ASSERT_TRUE(outbox.has_room());
    outbox.add(report(uid), kStart);
  }
  EXPECT_FALSE(outbox.has_room());
  EXPECT_THAT(outbox.due(kStart), SizeIs(Outbox::kMostWaiting));
  for (std::uint64_t uid = 1; uid <= Outbox::kMostWaiting; ++uid) {
    ASSERT_TRUE(outbox.receive(uid, kNoon));
  }
  EXPECT_TRUE(outbox.has_room());
  const auto all = outbox.all();
  ASSERT_THAT(all, SizeIs(Outbox::kMostAnswered)) << "the oldest answered ones are dropped";
  EXPECT_EQ(all.back().uid, Outbox::kMostWaiting);
}

}  // namespace
}  // namespace selat::coordinate
