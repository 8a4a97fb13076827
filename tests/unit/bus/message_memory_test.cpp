// What one end of the coordination protocol remembers of its messages.

#include "bus/message_memory.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace selat::bus {
namespace {

TEST(MessageMemory, ACopyIsKnownAndItsAnswerKept) {
  ReceivedMessages received;
  EXPECT_TRUE(received.note("belawan", 1, 5, SteadyTime()));
  EXPECT_EQ(received.answer_to("belawan", 1, 5), nullptr);
  received.keep_answer("belawan", 5, "yes");
  EXPECT_FALSE(received.note("belawan", 1, 5, SteadyTime()));
  ASSERT_NE(received.answer_to("belawan", 1, 5), nullptr);
  EXPECT_EQ(*received.answer_to("belawan", 1, 5), "yes");
  EXPECT_TRUE(received.note("belawan", 2, 5, SteadyTime())) << "another term, another message";
  EXPECT_TRUE(received.note("batam", 1, 5, SteadyTime()));
}

TEST(MessageMemory, WhatIsForgottenStillCountsAsKnown) {
  ReceivedMessages received;
  for (std::uint64_t id = 1; id <= 10'000; ++id) {
    ASSERT_TRUE(received.note("belawan", 1, id, SteadyTime()));
  }
  EXPECT_FALSE(received.note("belawan", 1, 1, SteadyTime()));
  EXPECT_FALSE(received.note("belawan", 1, 9'999, SteadyTime()));
}

TEST(MessageMemory, OneSenderDoesNotPushOutAnother) {
  ReceivedMessages received;
  received.note("belawan", 1, 1, SteadyTime::seconds(100));
  for (std::uint64_t id = 1; id <= 5'000; ++id) {
    received.note("flood", 1, id, SteadyTime::seconds(101));
  }
  EXPECT_FALSE(received.note("belawan", 1, 1, SteadyTime::seconds(102)));
}

TEST(MessageMemory, RepetitionBacksOffToFiveSeconds) {
  UnansweredMessages unanswered(1);
  unanswered.add(1, "belawan", "bytes", SteadyTime(), Span::seconds(100));
  std::vector<double> waits;
  SteadyTime now;
  while (unanswered.size() > 0) {
    for (auto* message : unanswered.due(now)) {
      unanswered.note_sent(*message, now);
      waits.push_back((message->due_at - now).in_seconds());
    }
    now = *unanswered.next_at();
    unanswered.give_up(now);
  }
  ASSERT_GT(waits.size(), 6U);
  for (std::size_t i = 0; i < waits.size(); ++i) {
    EXPECT_NEAR(waits[i], std::min(0.5 * static_cast<double>(1U << std::min<std::size_t>(i, 8)), 5.0), 0.51);
  }
  EXPECT_GE(now, SteadyTime() + Span::seconds(100));
}

// The first copies were lost with the server: nothing is said again unless what was said before it was
// within half a second, so that it may be on its way.
TEST(MessageMemory, NothingOvertakesWhatMayBeLost) {
  UnansweredMessages unanswered(1, true);
  constexpr Span kOnItsWay = Span::milliseconds(500);
  std::map<char, SteadyTime> said_at;
  const auto say = [&](SteadyTime now) {
    std::string all;
    for (auto* message : unanswered.due(now)) {
      all += message->bytes;
      unanswered.note_sent(*message, now);
      said_at[message->bytes.front()] = now;
      for (char before = 'a'; before < message->bytes.front(); ++before) {
        EXPECT_LT(now - said_at[before], kOnItsWay) << before << " may be lost, and is overtaken";
      }
    }
    return all;
  };
  SteadyTime now = SteadyTime::seconds(1);
  unanswered.add(1, "coordinate", "a", now, Span::hours(1));
  unanswered.add(2, "coordinate", "b", now, Span::hours(1));
  EXPECT_EQ(say(now), "ab");
  now = now + Span::milliseconds(100);
  unanswered.add(3, "coordinate", "c", now, Span::hours(1));
  EXPECT_EQ(say(now), "c") << "the others may still be on their way";
  for (int i = 0; i < 20; ++i) {
    now = *unanswered.next_at();
    EXPECT_NE(say(now), "");
  }
  now = now + Span::seconds(1);
  unanswered.add(4, "coordinate", "d", now, Span::hours(1));
  EXPECT_EQ(say(now), "abcd");
}

TEST(MessageMemory, WhatWaitsIsBounded) {
  UnansweredMessages unanswered(1);
  for (std::uint64_t id = 1; id <= 5'000; ++id) {
    unanswered.add(id, "nobody", "bytes", SteadyTime(), Span::seconds(30));
  }
  EXPECT_EQ(unanswered.size(), 4096U);
  EXPECT_EQ(unanswered.give_up(SteadyTime()), 5'000U - 4096U);
}

}  // namespace
}  // namespace selat::bus
