// Floods, endless lines, clocks that step and parts that come too late: the receiver stays bounded, joins no
// parts of two messages, and counts every sentence.
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "nmea/problem.h"
#include "receive.h"
#include "ships.h"

namespace selat::ais::test {
namespace {

TEST(Bounds, AFloodOfNeverCompletedPartsIsEvictedAndCounted) {
  ReceiverOptions options;
  options.assembler.max_groups = 64;
  std::vector<std::string> lines;
  for (int station = 0; station < 1'000; ++station) {
    lines.push_back(parts(kNorth, 1, 'A', "station" + std::to_string(station))[0]);
  }
  const auto outcome = receive(lines, options);
  EXPECT_EQ(outcome.counters.sentence_problems[nmea::SentenceProblem::evicted], 936U);
  EXPECT_EQ(outcome.counters.sentence_problems[nmea::SentenceProblem::incomplete], 64U);
}
// A sender that never ends a line: what a feed keeps of it is bounded, and the next sentence is read.
TEST(Bounds, AfterAnEndlessLineTheNextSentenceIsRead) {
  for (const char filling : {'A', '!', '\\', '$', '\0', ','}) {
    SCOPED_TRACE(static_cast<int>(filling));
    Wire wire({}, kNow);
    const std::string read(64 * 1024, filling);
    for (int i = 0; i < 16; ++i) {
      wire.bytes(read);  // a megabyte
    }
    wire.bytes("\r\n" + kSingle + "\r\n");
    const auto outcome = wire.end();
    ASSERT_FALSE(outcome.messages.empty());
    EXPECT_EQ(header_of(outcome.messages.back()).mmsi.number(), kSingleMmsi);
    EXPECT_EQ(outcome.messages.size(), 1U);
  }
}
TEST(Bounds, AMegabyteOfAPayloadInOneLineIsNoMessage) {
  Wire wire({}, kNow);
  wire.bytes("!AIVDM,1,1,,A," + std::string(1'000'000, '1') + ",0*00\n" + kSingle + "\n");
  const auto outcome = wire.end();
  ASSERT_EQ(outcome.messages.size(), 1U);
  EXPECT_EQ(header_of(outcome.messages[0]).mmsi.number(), kSingleMmsi);
}
TEST(Bounds, NulBytesAreAsAnyOtherGarbage) {
  const std::string nul(1, '\0');
  expect_one(receive({nul + nul + kSingle, nul, "abc" + nul}), kSingleMmsi);
  expect_none(receive({sentence("AIVDM,1,1,,A,15RTgt0PAs" + nul + ";90TKcjM8h6g208CQ,0")}),
              nmea::SentenceProblem::bad_character);
}
// No timer of the assembler hangs on a clock that steps, and what comes out is what was sent.
TEST(Bounds, AClockThatStepsAnHourLosesNoMoreThanTheMessageUnderWay) {
  for (const Span step : {Span::seconds(3'600), Span::seconds(-3'600)}) {
    Receiver receiver;
    std::vector<Message> messages;
    const auto take = [&](const Received& received) { messages.push_back(received.message); };
    Instant now = kNow;
    const auto line = [&](const std::string& own) { receiver.receive(ExactLines(own).lines(), now, take); };
    const auto cut = parts(kNorth, 1);
    const auto whole = parts(kSouth, 2);
    line(cut[0]);
    now = now + step;
    line(cut[1]);
    line(whole[0]);
    line(whole[1]);
    line(kSingle);
    now = now - step;
    line(kSingle);
    receiver.flush();
    ASSERT_EQ(messages.size(), 3U);
    EXPECT_TRUE(messages[0] == kSouth);
    EXPECT_TRUE(receiver.counters().adds_up());
    EXPECT_EQ(receiver.counters().problem_total(), 2U);
  }
}
TEST(Bounds, SkewedAndFutureTimesAreFlaggedAndNeverDropped) {
  ReceiverOptions options;
  options.time.max_behind = Span::minutes(10);
  const auto now = kNow.in_unix_microseconds() / 1'000'000;
  const auto outcome =
      receive({tagged("c:" + std::to_string(now + 3'600), kSingle),
               tagged("c:" + std::to_string(now - 3'600), kSingle), tagged("c:99999999999", kSingle),
               tagged("c:" + std::to_string(now), kSingle)},
              options);
  ASSERT_EQ(outcome.warnings.size(), 4U);
  EXPECT_TRUE(outcome.warnings[0].has(nmea::DecodeWarning::time_ahead));
  EXPECT_TRUE(outcome.warnings[1].has(nmea::DecodeWarning::time_behind));
  EXPECT_FALSE(outcome.warnings[2].empty());
  EXPECT_TRUE(outcome.warnings[3].empty());
}
TEST(Bounds, PartsTooFarApartInTimeAreNotJoined) {
  Receiver receiver;
  std::size_t messages = 0;
  const auto count = [&](const Received&) { ++messages; };
  receiver.receive(ExactLines(kFirst).lines(), kNow, count);
  receiver.receive(ExactLines(kSecond).lines(), kNow + Span::seconds(11), count);
  receiver.flush();
  EXPECT_EQ(messages, 0U);
  EXPECT_EQ(receiver.counters().sentence_problems[nmea::SentenceProblem::incomplete], 1U);
  EXPECT_EQ(receiver.counters().sentence_problems[nmea::SentenceProblem::orphan_part], 1U);
}
TEST(Bounds, PartsTooFarApartByTheirTagTimesAreNotJoined) {
  const auto outcome = receive({tagged("s:x,c:1384257000", kFirst), tagged("s:x,c:1384257600", kSecond)});
  EXPECT_TRUE(outcome.messages.empty());
  EXPECT_EQ(outcome.counters.problem_total(), 2U);
}
TEST(Bounds, SequenceIdUsedAgainAfterTwoLostPartsMakesNoShip) {
  std::vector<std::string> lines{parts(kNorth, 0)[0]};
  for (std::uint8_t id = 1; id <= 9; ++id) {
    const auto between = parts(kSouth, id);
    lines.insert(lines.end(), between.begin(), between.end());
  }
  lines.push_back(parts(kSouth, 0)[1]);
  const auto outcome = receive(lines);
  EXPECT_EQ(outcome.messages.size(), 9U);
  for (const auto& message : outcome.messages) {
    EXPECT_TRUE(message == kSouth);
  }
}
// Of the messages between, some are lost whole and the others' first halves: the halves with the same id are
// of two. Wherever in its round the station is when it is heard first.
TEST(Bounds, PartsOfTwoRoundsOfSequenceIdsMakeNoShip) {
  for (std::uint8_t id = 0; id < 10; ++id) {
    std::vector<std::string> lines = {parts(kNorth, id)[0]};
    for (const int later : {3, 4, 5, 7}) {
      lines.push_back(parts(kNorth, static_cast<std::uint8_t>((id + later) % 10))[1]);
    }
    lines.push_back(parts(kSouth, id)[1]);
    const auto outcome = receive(lines);
    EXPECT_TRUE(outcome.messages.empty()) << unsigned{id};
    EXPECT_EQ(outcome.counters.sentence_problems[nmea::SentenceProblem::incomplete], 1U) << unsigned{id};
    EXPECT_EQ(outcome.counters.sentence_problems[nmea::SentenceProblem::orphan_part], 5U) << unsigned{id};
  }
}
TEST(Bounds, PartsOfOneRoundOfSequenceIdsMakeTheirShip) {
  for (const std::uint8_t id : std::to_array<std::uint8_t>({1, 7})) {
    std::vector<std::string> lines = {parts(kNorth, id)[0]};
    for (std::uint8_t newer = 1; newer <= 4; ++newer) {
      lines.push_back(parts(kSouth, static_cast<std::uint8_t>((id + newer) % 10))[1]);
    }
    lines.push_back(parts(kNorth, id)[1]);
    const auto outcome = receive(lines);
    ASSERT_EQ(outcome.messages.size(), 1U);
    EXPECT_EQ(outcome.messages[0], kNorth);
  }
}
TEST(Bounds, WaitingSentencesAreInTheSumsBeforeFlush) {
  Receiver receiver;
  receiver.receive(ExactLines(kFirst).lines(), kNow, [](const Received&) {});
  EXPECT_EQ(receiver.counters().waiting, 1U);
  EXPECT_TRUE(receiver.counters().adds_up());
}

}  // namespace
}  // namespace selat::ais::test
