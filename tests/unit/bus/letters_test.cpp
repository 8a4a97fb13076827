// Letters arrive once and are answered once, whoever stops, starts anew or says nothing.

#include "bus/letters.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <zmq.h>

#include "bus/letter_memory.h"
#include "bus/socket.h"
#include "harness.h"
#include "selat/v1/assignment.pb.h"

namespace selat::bus {
namespace {

using test::Machine;
using test::system_now;

v1::Letter offer_to(const std::string& name) {
  v1::Letter letter;
  letter.set_to(name);
  letter.mutable_revoke()->set_sector("S07");
  return letter;
}

v1::Letter renewal() {
  v1::Letter letter;
  letter.mutable_renew();
  return letter;
}

struct Office {
  explicit Office(Machine& machine, std::uint64_t term = 10, bool answers = true)
      : bus(machine.io, machine.options(), "coordinate"),
        office(
            bus, term,
            [this, answers](const v1::Letter& letter) {
              received.push_back(letter);
              if (answers && !letter.has_in_reply_to()) {
                answer(letter);
              }
            },
            system_now) {}
  void answer(const v1::Letter& question) {
    v1::Letter letter;
    letter.set_to(question.from());
    letter.set_in_reply_to(question.id());
    letter.mutable_receipt();
    office.send(std::move(letter));
  }
  Bus bus;
  std::vector<v1::Letter> received;
  LetterOffice office;
};

struct Box {
  explicit Box(Machine& machine, std::uint64_t term = 1, bool answers = true,
               const std::string& name = "belawan")
      : bus(machine.io, machine.options(), "control-point." + name),
        box(
            bus, "coordinate", name, term,
            [this, answers](const v1::Letter& letter) {
              received.push_back(letter);
              if (answers && !letter.has_in_reply_to()) {
                v1::Letter reply;
                reply.set_in_reply_to(letter.id());
                reply.mutable_receipt();
                box.send(std::move(reply));
              }
            },
            system_now) {}
  Bus bus;
  std::vector<v1::Letter> received;
  LetterBox box;
};

TEST(Letters, AQuestionIsAnswered) {
  Machine machine;
  Office office(machine);
  Box box(machine);
  const auto id = box.box.send(renewal());
  ASSERT_TRUE(machine.until([&] { return box.received.size() == 1; }));
  EXPECT_EQ(box.received.front().in_reply_to(), id);
  ASSERT_EQ(office.received.size(), 1U);
  EXPECT_EQ(office.received.front().from(), "belawan");
  EXPECT_EQ(office.received.front().term(), 1U);
  EXPECT_EQ(office.received.front().to(), "coordinate");
  EXPECT_GT(office.received.front().sent_at_unix_us(), 0);
}

TEST(Letters, TheServerWritesFirstOnceItKnowsWhere) {
  Machine machine;
  Office office(machine);
  const auto id = office.office.send(offer_to("belawan"));
  Box box(machine);
  box.box.send(renewal());
  ASSERT_TRUE(machine.until([&] { return office.received.size() == 2; }));
  EXPECT_EQ(office.received.back().in_reply_to(), id);
}

TEST(Letters, ManyAreAllAnsweredOnce) {
  Machine machine;
  Office office(machine);
  Box box(machine);
  constexpr std::size_t kMany = 200;
  for (std::size_t i = 0; i < kMany; ++i) {
    box.box.send(renewal());
  }
  ASSERT_TRUE(machine.until([&] { return box.received.size() == kMany; }));
  EXPECT_EQ(office.received.size(), kMany);
}

TEST(Letters, WithoutAnAnswerALetterIsRepeatedAndHandedOnOnce) {
  Machine machine;
  Office office(machine, 10, false);
  Box box(machine);
  box.box.send(renewal());
  ASSERT_TRUE(machine.until([&] { return office.office.counters().duplicates >= 2; }));
  EXPECT_EQ(office.received.size(), 1U);
  EXPECT_GE(box.box.counters().repeated, 2U);
  // The answer comes late, and ends the repetition.
  office.answer(office.received.front());
  ASSERT_TRUE(machine.until([&] { return box.received.size() == 1; }));
}

TEST(Letters, WhatIsNeverAnsweredIsGivenUp) {
  Machine machine;
  Office office(machine, 10, false);
  Box box(machine);
  box.box.send(renewal(), Span::milliseconds(800));
  EXPECT_TRUE(machine.until([&] { return box.box.counters().given_up == 1; }));
  EXPECT_EQ(box.received.size(), 0U);
}

TEST(Letters, AServerThatStartsAnewIsFoundAgain) {
  Machine machine;
  auto office = std::make_unique<Office>(machine, 10);
  Box box(machine);
  box.box.send(renewal());
  ASSERT_TRUE(machine.until([&] { return box.received.size() == 1; }));
  office.reset();
  box.box.send(renewal());
  office = std::make_unique<Office>(machine, 11);
  ASSERT_TRUE(machine.until([&] { return box.received.size() == 2; }));
  EXPECT_EQ(box.received.back().term(), 11U);
}

// As after kill -9: the same name at once, over a connection the server has not seen.
TEST(Letters, APeerThatStartsAnewIsHeardAtOnceAndGetsWhatWaits) {
  Machine machine;
  Office office(machine);
  auto box = std::make_unique<Box>(machine, 1, false);
  box->box.send(renewal());
  ASSERT_TRUE(machine.until([&] { return box->received.size() == 1; }));
  office.office.send(offer_to("belawan"));
  ASSERT_TRUE(machine.until([&] { return box->received.size() == 2; }));
  box.reset();
  box = std::make_unique<Box>(machine, 2);
  box->box.send(renewal());
  // The offer goes to the new one without waiting for its next turn, which may be 5 s away.
  ASSERT_TRUE(machine.until([&] { return office.received.size() == 3; }));
  EXPECT_TRUE(office.received.back().has_in_reply_to());
  EXPECT_EQ(office.received.back().term(), 2U);
}

// Two live ones of one name on two machines: both are heard, and told apart by their terms.
TEST(Letters, TwoOfOneNameAreEachAnsweredWhereTheyWrote) {
  Machine machine;
  Office office(machine);
  Bus older_bus(machine.io, machine.options(), "older");
  Bus newer_bus(machine.io, machine.options(), "newer");
  std::vector<std::uint64_t> older_heard;
  std::vector<std::uint64_t> newer_heard;
  LetterBox older(
      older_bus, "coordinate", "belawan", 1,
      [&](const v1::Letter& letter) { older_heard.push_back(letter.in_reply_to()); }, system_now);
  LetterBox newer(
      newer_bus, "coordinate", "belawan", 2,
      [&](const v1::Letter& letter) { newer_heard.push_back(letter.in_reply_to()); }, system_now);
  for (int round = 0; round < 5; ++round) {
    const auto to_newer = newer.send(renewal());
    ASSERT_TRUE(machine.until([&] { return !newer_heard.empty() && newer_heard.back() == to_newer; }));
    const auto to_older = older.send(renewal());
    ASSERT_TRUE(machine.until([&] { return !older_heard.empty() && older_heard.back() == to_older; }));
  }
  EXPECT_EQ(office.received.size(), 10U);
  // What is no answer goes to the newest term, though the older wrote last.
  office.office.send(offer_to("belawan"));
  ASSERT_TRUE(machine.until([&] { return newer_heard.size() == 6; }));
  EXPECT_EQ(older_heard.size(), 5U);
}

TEST(Letters, WhatIsNoLetterIsCounted) {
  Machine machine;
  Office office(machine);
  void* const context = zmq_ctx_new();
  {
    Socket stranger(context, ZMQ_DEALER, 100, true);
    stranger.connect(office.bus.endpoints_of("coordinate").letters);
    v1::Letter nobody;
    nobody.set_id(1);
    v1::Letter without_id;
    without_id.set_from("belawan");
    v1::Letter long_name;
    long_name.set_from(std::string(65, 'x'));
    long_name.set_id(1);
    stranger.send(std::string_view("not a letter"));
    stranger.send(std::string_view(""));
    stranger.send(nobody.SerializeAsString());
    stranger.send(without_id.SerializeAsString());
    stranger.send(long_name.SerializeAsString());
    stranger.send(std::string_view("two"), true);
    stranger.send(std::string_view("frames"));
    EXPECT_TRUE(machine.until([&] { return office.office.counters().malformed == 6; }));
  }
  zmq_ctx_term(context);
  EXPECT_TRUE(office.received.empty());
}

TEST(LetterMemory, ACopyIsKnownAndItsAnswerKept) {
  ReceivedLetters received;
  EXPECT_TRUE(received.note("belawan", 1, 5, Instant()));
  EXPECT_EQ(received.answer_to("belawan", 1, 5), nullptr);
  received.keep_answer("belawan", 5, "yes");
  EXPECT_FALSE(received.note("belawan", 1, 5, Instant()));
  ASSERT_NE(received.answer_to("belawan", 1, 5), nullptr);
  EXPECT_EQ(*received.answer_to("belawan", 1, 5), "yes");
  EXPECT_TRUE(received.note("belawan", 2, 5, Instant())) << "another term, another letter";
  EXPECT_TRUE(received.note("batam", 1, 5, Instant()));
}

TEST(LetterMemory, WhatIsForgottenStillCountsAsKnown) {
  ReceivedLetters received;
  for (std::uint64_t id = 1; id <= 10'000; ++id) {
    ASSERT_TRUE(received.note("belawan", 1, id, Instant()));
  }
  EXPECT_FALSE(received.note("belawan", 1, 1, Instant()));
  EXPECT_FALSE(received.note("belawan", 1, 9'999, Instant()));
}

TEST(LetterMemory, OneSenderDoesNotPushOutAnother) {
  ReceivedLetters received;
  received.note("belawan", 1, 1, Instant::unix_seconds(100));
  for (std::uint64_t id = 1; id <= 5'000; ++id) {
    received.note("flood", 1, id, Instant::unix_seconds(101));
  }
  EXPECT_FALSE(received.note("belawan", 1, 1, Instant::unix_seconds(102)));
}

TEST(LetterMemory, RepetitionBacksOffToFiveSeconds) {
  UnansweredLetters unanswered(1);
  unanswered.add(1, "belawan", "bytes", Instant(), Span::seconds(100));
  std::vector<double> waits;
  Instant now;
  while (unanswered.size() > 0) {
    for (auto* letter : unanswered.due(now)) {
      unanswered.note_sent(*letter, now);
      waits.push_back((letter->due_at - now).in_seconds());
    }
    now = *unanswered.next_at();
    unanswered.give_up(now);
  }
  ASSERT_GT(waits.size(), 6U);
  for (std::size_t i = 0; i < waits.size(); ++i) {
    EXPECT_NEAR(waits[i], std::min(0.5 * static_cast<double>(1U << std::min<std::size_t>(i, 8)), 5.0), 0.51);
  }
  EXPECT_GE(now, Instant() + Span::seconds(100));
}

TEST(LetterMemory, WhatWaitsIsBounded) {
  UnansweredLetters unanswered(1);
  for (std::uint64_t id = 1; id <= 5'000; ++id) {
    unanswered.add(id, "nobody", "bytes", Instant(), Span::seconds(30));
  }
  EXPECT_EQ(unanswered.size(), 4096U);
  EXPECT_EQ(unanswered.give_up(Instant()), 5'000U - 4096U);
}

}  // namespace
}  // namespace selat::bus
