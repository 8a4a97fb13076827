// Input that gives no message: one test for each way it is wrong, named by it. receive() sends each through
// every way its bytes can arrive.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "ais/problem.h"
#include "nmea/problem.h"
#include "receive.h"
#include "ships.h"

namespace selat::ais::test {
namespace {

TEST(NoMessage, BadChecksum) {
  expect_none(receive({"!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4B"}),
              nmea::SentenceProblem::checksum_bad);
}
TEST(NoMessage, MissingChecksum) {
  for (const std::string end : {"", "*", "*4"}) {
    expect_none(receive({"!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0" + end}),
                nmea::SentenceProblem::checksum_missing);
  }
}
TEST(NoMessage, CharacterOutsideTheSixBitAlphabet) {
  expect_none(receive({sentence("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208C~,0")}),
              nmea::SentenceProblem::bad_character);
  expect_none(receive({sentence("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CX,0")}),
              nmea::SentenceProblem::bad_character);
}
TEST(NoMessage, CharacterOutsideTheSixBitAlphabetInAPart) {
  const auto outcome = receive({kFirst, sentence("AIVDM,2,2,1,A,8888888888~,2")});
  EXPECT_TRUE(outcome.messages.empty());
  EXPECT_EQ(outcome.counters.sentence_problems[nmea::SentenceProblem::bad_character], 1U);
  EXPECT_EQ(outcome.counters.sentence_problems[nmea::SentenceProblem::incomplete], 1U);
}
TEST(NoMessage, TypeOneCutTo120Bits) {
  expect_none(receive({sentence("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8,0")}), MessageProblem::too_short);
}
TEST(NoMessage, PadBitsOverSeven) {
  for (const std::string pad_bits : {"8", "9"}) {
    expect_none(receive({sentence("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ," + pad_bits)}),
                nmea::SentenceProblem::pad_bits_over_7);
  }
}
TEST(NoMessage, PartNumberOverCount) {
  expect_none(receive({sentence("AIVDM,2,3,1,A,88888888880,2")}), nmea::SentenceProblem::part_over_count);
}
TEST(NoMessage, PartNumberZero) {
  expect_none(receive({sentence("AIVDM,2,0,1,A,88888888880,2")}), nmea::SentenceProblem::part_zero);
}
TEST(NoMessage, CountZero) {
  expect_none(receive({sentence("AIVDM,0,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0")}),
              nmea::SentenceProblem::count_zero);
}
TEST(NoMessage, CountOverNine) {
  expect_none(receive({sentence("AIVDM,10,1,1,A,15RTgt0PAso;90TKcjM8h6g208CQ,0")}),
              nmea::SentenceProblem::count_over_9);
}
TEST(NoMessage, OrphanSecondPart) {
  expect_none(receive({kSecond}), nmea::SentenceProblem::orphan_part);
}
TEST(NoMessage, FirstPartAlone) {
  expect_none(receive({kFirst}), nmea::SentenceProblem::incomplete);
}
TEST(NoMessage, UnknownType) {
  expect_none(receive({sentence("AIVDM,1,1,,A,05RTgt0PAso;90TKcjM8h6g208CQ,0")}),
              MessageProblem::unknown_type);
  expect_none(receive({sentence("AIVDM,1,1,,A,t5RTgt0PAso;90TKcjM8h6g208CQ,0")}),
              MessageProblem::unknown_type);
}
TEST(NoMessage, EmptyPayload) {
  expect_none(receive({sentence("AIVDM,1,1,,A,,0")}), nmea::SentenceProblem::payload_empty);
}
TEST(NoMessage, MissingFields) {
  for (const std::string between :
       {"AIVDM,", "AIVDM,1", "AIVDM,1,1,,A,15RTgt0P", "AIVDM,x,1,,A,15RTgt0P,0", "AIVDM,1,1,abc,A,15RTgt0P,0",
        "AIVDM,1,1,,AB,15RTgt0P,0", "AIVDM,1,1,,A,15RTgt0P,0,0"}) {
    SCOPED_TRACE(between);
    expect_none(receive({sentence(between)}), nmea::SentenceProblem::malformed);
  }
}
TEST(NoMessage, PayloadTooLong) {
  expect_none(receive({sentence("AIVDM,1,1,,A," + std::string(300, '1') + ",0")}),
              nmea::SentenceProblem::payload_too_long);
}
TEST(NoMessage, SecondPartWithAnotherSequenceId) {
  auto lines = parts(kNorth, 1);
  lines[1] = parts(kNorth, 2)[1];
  const auto outcome = receive(lines);
  EXPECT_TRUE(outcome.messages.empty());
  EXPECT_EQ(outcome.counters.sentence_problems[nmea::SentenceProblem::incomplete], 1U);
  EXPECT_EQ(outcome.counters.sentence_problems[nmea::SentenceProblem::orphan_part], 1U);
}
TEST(NoMessage, SecondPartWithAnotherTalkerChannelCountOrForm) {
  for (const std::string second :
       {"BSVDM,2,2,1,A,88888888880,2", "AIVDM,2,2,1,B,88888888880,2", "AIVDM,3,2,1,A,88888888880,2",
        "AIVDO,2,2,1,A,88888888880,2", "AIVDM,2,2,,A,88888888880,2", "AIVDM,2,2,1,,88888888880,2"}) {
    SCOPED_TRACE(second);
    EXPECT_TRUE(receive({kFirst, sentence(second)}).messages.empty());
  }
}
TEST(NoMessage, VectorsOfKnownAttacks) {
  const auto outcome = receive({"!AIVDM,1,1,,A,601uEODhrspP04<100,4*6E", "!AIVDM,1,1,,B,86:hqAh0J010,0*6A",
                                "!AIVDM,1,1,,B,65E4;r5I0Q9R04D0@01000000000,0*69",
                                "$RAWPL,5200.00,N,0600.00,E,000000000000000000000HELLOWORLD*4e"});
  EXPECT_EQ(outcome.counters.sentences, 3U);
  EXPECT_EQ(outcome.counters.in_messages + outcome.counters.problem_total(), 3U);
  EXPECT_EQ(outcome.counters.other_sentences, 1U);
}
TEST(NoMessage, OtherSentencesAreCountedAndNoError) {
  const auto outcome = receive({"$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47",
                                "$PSTT,203,003,V,BSC: Configuration mismatch*6B", "", "   "});
  EXPECT_EQ(outcome.counters.other_sentences, 2U);
  EXPECT_EQ(outcome.counters.sentences, 0U);
  EXPECT_EQ(outcome.counters.unrecognised_lines, 0U);
}
// What a radar or the own ship's instruments say on the same line: counted each, an error none, whatever
// their checksum and talker; a message of several parts they come between is not disturbed.
TEST(NoMessage, SentencesOfARadarAndOfTheOwnShipAreCounted) {
  const std::vector<std::string> others = {
      "$RATTM,11,11.4,13.6,T,7.0,20.0,T,0.0,0.0,N,,Q,,154125.82,A*17",
      "$RATLL,03,0112.50,N,10351.25,E,TARGET 3,061530.00,T,R*00",
      "$IIOSD,35.1,A,36.0,P,10.2,P,15.3,0.1,N*41",
      "$GPRMC,061530.00,A,0112.5000,N,10351.2500,E,12.3,087.5,121113,,,A*00",
      "$HEHDT,87.4,T*2C",
      "$VDVBW,12.3,0.1,A,12.1,0.0,A,,V,,V*44",
      "$PSTT,10A,1*0D",
      "!RAXYZ,1,2,3*00",
      "$ERROR,NO CHECKSUM",
  };
  auto lines = others;
  lines.insert(lines.begin() + 4, kFirst);
  lines.push_back(kSecond);
  const auto outcome = receive(lines);
  expect_one(outcome, kFiveMmsi);
  EXPECT_EQ(outcome.counters.other_sentences, others.size());
  EXPECT_EQ(outcome.counters.sentences, 2U);
  EXPECT_EQ(outcome.counters.problem_total(), 0U);
  EXPECT_EQ(outcome.counters.unrecognised_lines, 0U);
}
TEST(NoMessage, GarbageIsAnUnrecognisedLine) {
  const auto outcome = receive({"hello", std::string("\0\0\0", 3), "!", "$"});
  EXPECT_EQ(outcome.counters.unrecognised_lines, 4U);
}

}  // namespace
}  // namespace selat::ais::test
