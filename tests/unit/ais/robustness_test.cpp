// One test for each way a feed's input differs from the plain case, named by it. test::receive() sends each
// through every way its bytes can arrive.
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "ais/encode.h"
#include "receive.h"

namespace selat::ais {
namespace {

using test::receive;
using test::sentence;
using test::tagged;

// Two Class A positions and a static report of real form, two static reports of encoder make.
const std::string kSingle = "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A";
constexpr std::uint32_t kSingleMmsi = 371'798'000;
const std::string kFirst = "!AIVDM,2,1,1,A,55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp8,0*1C";
const std::string kSecond = "!AIVDM,2,2,1,A,88888888880,2*25";
constexpr std::uint32_t kFiveMmsi = 351'759'000;

StaticVoyage ship(std::uint32_t mmsi, std::string_view name, std::string_view destination) {
  StaticVoyage made;
  made.mmsi = model::Mmsi(mmsi);
  made.name = ShortText<20>(name);
  made.destination = ShortText<20>(destination);
  return made;
}
const Message kNorth = ship(525'000'001, "KM UTARA", "BELAWAN");
const Message kSouth = ship(533'000'002, "MV SELATAN", "PORT KLANG");

std::vector<std::string> parts(const Message& message, std::uint8_t id, char channel = 'A',
                               std::string_view source = {}) {
  EncodeOptions options;
  options.sequence_id = id;
  options.channel = channel;
  options.tag_source = source;
  return encode(message, options);
}

void expect_one(const test::Outcome& outcome, std::uint32_t mmsi) {
  ASSERT_EQ(outcome.messages.size(), 1U);
  EXPECT_EQ(header_of(outcome.messages[0]).mmsi.number(), mmsi);
}
void expect_both(const test::Outcome& outcome) {
  ASSERT_EQ(outcome.messages.size(), 2U);
  EXPECT_TRUE((outcome.messages[0] == kNorth && outcome.messages[1] == kSouth) ||
              (outcome.messages[0] == kSouth && outcome.messages[1] == kNorth));
}
void expect_none(const test::Outcome& outcome, Problem problem, std::uint64_t sentences = 1) {
  EXPECT_TRUE(outcome.messages.empty());
  EXPECT_EQ(outcome.counters.problems[problem], sentences);
  EXPECT_EQ(outcome.counters.problems.total(), sentences);
}

TEST(OneMessage, PlainSingle) {
  expect_one(receive({kSingle}), kSingleMmsi);
}
TEST(OneMessage, TwoPartsInOrder) {
  expect_one(receive({kFirst, kSecond}), kFiveMmsi);
}
TEST(OneMessage, TwoPartsReversed) {
  expect_one(receive({kSecond, kFirst}), kFiveMmsi);
}
TEST(OneMessage, DuplicateFirstPart) {
  const auto outcome = receive({kFirst, kFirst, kSecond});
  expect_one(outcome, kFiveMmsi);
  EXPECT_EQ(outcome.counters.problems[Problem::duplicate_part], 1U);
}
TEST(OneMessage, DuplicateSecondPartAfterTheMessage) {
  const auto outcome = receive({kFirst, kSecond, kSecond});
  expect_one(outcome, kFiveMmsi);
  EXPECT_EQ(outcome.counters.problems[Problem::duplicate_part], 1U);
}
TEST(OneMessage, EmptySequenceId) {
  auto lines = parts(kNorth, 1);
  for (auto& line : lines) {
    const auto between = line.substr(1, line.find('*') - 1);
    line = sentence(between.substr(0, 10) + between.substr(11));
  }
  const auto outcome = receive(lines);
  ASSERT_EQ(outcome.messages.size(), 1U);
  EXPECT_TRUE(outcome.messages[0] == kNorth);
}
TEST(OneMessage, EmptyChannel) {
  expect_one(receive({sentence("AIVDM,1,1,,,15RTgt0PAso;90TKcjM8h6g208CQ,0")}), kSingleMmsi);
}
TEST(OneMessage, ChannelsOneAndTwo) {
  expect_one(receive({sentence("AIVDM,1,1,,1,15RTgt0PAso;90TKcjM8h6g208CQ,0")}), kSingleMmsi);
  expect_one(receive({sentence("AIVDM,1,1,,2,15RTgt0PAso;90TKcjM8h6g208CQ,0")}), kSingleMmsi);
}
TEST(OneMessage, EveryTalkerAndOwnShip) {
  for (const std::string talker : {"AI", "AB", "AD", "AN", "AR", "AS", "AT", "AX", "BS", "SA", "B2"}) {
    for (const std::string form : {"VDM", "VDO"}) {
      SCOPED_TRACE(talker + form);
      expect_one(receive({sentence(talker + form + ",1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0")}), kSingleMmsi);
    }
  }
}
TEST(OneMessage, LowerCaseChecksum) {
  expect_one(receive({"!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4a"}), kSingleMmsi);
}
TEST(OneMessage, TypeOneWithSixExtraCharactersIsFlagged) {
  const auto outcome = receive({sentence("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ000000,0")});
  expect_one(outcome, kSingleMmsi);
  EXPECT_TRUE(outcome.remarks[0].has(Remark::length));
  EXPECT_EQ(outcome.counters.remarks[Remark::length], 1U);
}
TEST(OneMessage, TypeTwentyFourOf160To168Bits) {
  StaticPartA part_a;
  part_a.mmsi = model::Mmsi(533'123'456);
  part_a.name = "PERAHU";
  StaticPartB part_b;
  part_b.mmsi = model::Mmsi(533'123'456);
  part_b.call_sign = "9MXY12";
  for (const Message& message : {Message(part_a), Message(part_b)}) {
    const Bits whole = encode_bits(message);
    for (std::size_t size = 160; size <= 168; ++size) {
      Bits cut;
      for (std::size_t at = 0; at < size; ++at) {
        cut.append(at < whole.size() ? whole.unsigned_at(at, 1) : 0, 1);
      }
      const auto outcome = receive(encode(cut));
      ASSERT_EQ(outcome.messages.size(), 1U) << size;
      EXPECT_TRUE(outcome.messages[0] == message) << size;
      EXPECT_TRUE(outcome.remarks[0].empty()) << size;
    }
  }
}
TEST(OneMessage, TypeFiveOf420And422Bits) {
  const Bits whole = encode_bits(kNorth);
  for (const std::size_t size : {420U, 422U}) {
    Bits cut;
    for (std::size_t at = 0; at < size; ++at) {
      cut.append(whole.unsigned_at(at, 1), 1);
    }
    const auto outcome = receive(encode(cut));
    ASSERT_EQ(outcome.messages.size(), 1U) << size;
    EXPECT_TRUE(outcome.messages[0] == kNorth) << size;
    EXPECT_TRUE(outcome.remarks[0].has(Remark::length)) << size;
  }
}
TEST(OneMessage, SentenceLongerThan82Characters) {
  EncodeOptions whole;
  whole.characters_per_sentence = 80;
  const auto lines = encode(kNorth, whole);
  ASSERT_EQ(lines.size(), 1U);
  ASSERT_GT(lines[0].size(), 82U);
  EXPECT_TRUE(receive(lines).messages.at(0) == kNorth);
}
TEST(OneMessage, TwoDigitSequenceId) {
  EXPECT_TRUE(receive(parts(kNorth, 42)).messages.at(0) == kNorth);
}
TEST(OneMessage, GarbageBeforeTheExclamationMark) {
  expect_one(receive({"\x01\xff~garbage " + kSingle}), kSingleMmsi);
}
TEST(OneMessage, CarriageReturnAtTheEnd) {
  expect_one(receive({kSingle + "\r"}), kSingleMmsi);
}
TEST(OneMessage, CoastGuardSuffixGivesStationAndTime) {
  const auto outcome =
      receive({kSingle + ",r003669945,1241544035"}, {}, Instant::unix_seconds(1'241'544'040));
  expect_one(outcome, kSingleMmsi);
  EXPECT_EQ(outcome.headers[0].source, model::SourceName("r003669945"));
  EXPECT_EQ(outcome.tags[0].time, Instant::unix_seconds(1'241'544'035));
}
TEST(OneMessage, UnixTimeSuffix) {
  const auto outcome = receive({kSingle + ",1241544035"}, {}, Instant::unix_seconds(1'241'544'040));
  expect_one(outcome, kSingleMmsi);
  EXPECT_EQ(outcome.tags[0].time, Instant::unix_seconds(1'241'544'035));
}
TEST(OneMessage, TimestampsBeforeTheSentence) {
  const Instant time = Instant::unix_seconds(1'384'257'600);
  for (const std::string prefix :
       {"1384257600 ", "2013-11-12T12:00:00Z ", "[2013-11-12 12:00:00] ", "1384257600000,"}) {
    SCOPED_TRACE(prefix);
    const auto outcome = receive({prefix + kSingle}, {}, time + Span::seconds(3));
    expect_one(outcome, kSingleMmsi);
    EXPECT_EQ(outcome.tags[0].time, time);
  }
}
TEST(OneMessage, BadTagChecksumKeepsTheMessageAndDropsTheTag) {
  const auto outcome = receive({"\\s:station,c:1241544035*00\\" + kSingle});
  expect_one(outcome, kSingleMmsi);
  EXPECT_TRUE(outcome.remarks[0].has(Remark::tag_ignored));
  EXPECT_EQ(outcome.headers[0].source, model::SourceName("feed"));
  EXPECT_FALSE(outcome.tags[0].time);
  EXPECT_EQ(outcome.counters.tag_problems[TagProblem::checksum_bad], 1U);
}
TEST(OneMessage, UnterminatedTagKeepsTheMessage) {
  const auto outcome = receive({"\\s:station,c:1241544035" + kSingle});
  expect_one(outcome, kSingleMmsi);
  EXPECT_EQ(outcome.counters.tag_problems[TagProblem::unterminated], 1U);
}
TEST(OneMessage, TagOfAnUnreadableSentenceDoesNotSpeakOfTheNext) {
  for (const std::string unreadable : {"AIVDM,1,1,,A,15RTgt0P", "!?", "$GPGGA,,,*56", "#"}) {
    SCOPED_TRACE(unreadable);
    const auto outcome = receive({tagged("s:other,c:1384257599", unreadable), kSingle});
    expect_one(outcome, kSingleMmsi);
    EXPECT_EQ(outcome.headers[0].source, model::SourceName("feed"));
    EXPECT_FALSE(outcome.tags[0].time);
  }
}
TEST(OneMessage, LostSecondPartThenANewMessageWithTheSameId) {
  const auto lost = parts(kNorth, 3);
  const auto kept = parts(kSouth, 3);
  const auto outcome = receive({lost[0], kept[0], kept[1]});
  ASSERT_EQ(outcome.messages.size(), 1U);
  EXPECT_TRUE(outcome.messages[0] == kSouth);
  EXPECT_EQ(outcome.counters.problems[Problem::incomplete], 1U);
}
TEST(OneMessage, LenientFeedTakesBadAndMissingChecksums) {
  ReceiverOptions lenient;
  lenient.checksum = ChecksumRule::lenient;
  for (const std::string end : {"*4B", "", "*", "*4", "*zz"}) {
    SCOPED_TRACE(end);
    const auto outcome = receive({"!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0" + end}, lenient);
    expect_one(outcome, kSingleMmsi);
    EXPECT_TRUE(outcome.remarks[0].has(Remark::checksum_not_held));
  }
}

TEST(TwoMessages, InterleavedPairsWithDifferentIds) {
  const auto a = parts(kNorth, 1);
  for (const std::uint8_t other : std::to_array<std::uint8_t>({2, 0, 6, 7, 9})) {
    const auto b = parts(kSouth, other);
    expect_both(receive({a[0], b[0], a[1], b[1]}));
    expect_both(receive({a[0], b[0], b[1], a[1]}));
  }
}
TEST(TwoMessages, SameIdOnTwoChannels) {
  const auto a = parts(kNorth, 1, 'A');
  const auto b = parts(kSouth, 1, 'B');
  expect_both(receive({a[0], b[0], a[1], b[1]}));
}
TEST(TwoMessages, SameIdAndChannelOfTwoSources) {
  const auto a = parts(kNorth, 1, 'A', "x");
  const auto b = parts(kSouth, 1, 'A', "y");
  const auto outcome = receive({a[0], b[0], a[1], b[1]});
  expect_both(outcome);
  EXPECT_EQ(outcome.headers[0].source, model::SourceName("x"));
  EXPECT_EQ(outcome.headers[1].source, model::SourceName("y"));
}
TEST(TwoMessages, HalvesOfTwoSourcesNeverMakeOneShip) {
  const auto a = parts(kNorth, 1, 'A', "x");
  const auto b = parts(kSouth, 1, 'A', "y");
  const auto outcome = receive({a[0], b[1]});
  EXPECT_TRUE(outcome.messages.empty());
  EXPECT_EQ(outcome.counters.problems[Problem::incomplete], 1U);
  EXPECT_EQ(outcome.counters.problems[Problem::orphan_part], 1U);
}
TEST(TwoMessages, APartWhoseTagIsBrokenIsNotTakenForAnothers) {
  const auto a = parts(kNorth, 1, 'A', "x");
  const auto b = parts(kSouth, 1, 'A', "y");
  const auto outcome = receive({a[0], "\\s:y*00" + b[1].substr(b[1].find('\\', 1))});
  EXPECT_TRUE(outcome.messages.empty());
  EXPECT_EQ(outcome.counters.tag_problems[TagProblem::checksum_bad], 1U);
  EXPECT_EQ(outcome.counters.problems.total(), 2U);
}
TEST(TwoMessages, SameIdAndChannelInTwoTagGroups) {
  const auto a = parts(kNorth, 1);
  const auto b = parts(kSouth, 1);
  expect_both(receive({tagged("g:1-2-77", a[0]), tagged("g:1-2-78", b[0]), tagged("g:2-2-77", a[1]),
                       tagged("g:2-2-78", b[1])}));
}
TEST(TwoMessages, TagGroupWhoseFirstSentenceAloneNamesTheSource) {
  const auto a = parts(kNorth, 1);
  const auto b = parts(kSouth, 1);
  const auto outcome = receive({tagged("g:1-2-77,s:x,c:1384257600", a[0]), tagged("g:1-2-78,s:y", b[0]),
                                tagged("g:2-2-77", a[1]), tagged("g:2-2-78", b[1])});
  expect_both(outcome);
  EXPECT_EQ(outcome.headers[0].source, model::SourceName("x"));
  EXPECT_EQ(outcome.tags[0].time, Instant::unix_seconds(1'384'257'600));
}
TEST(TwoMessages, SameTagGroupOfTwoSourcesIsNotGuessedAt) {
  const auto a = parts(kNorth, 1);
  const auto b = parts(kSouth, 1);
  const auto outcome = receive({tagged("g:1-2-77,s:x", a[0]), tagged("g:1-2-77,s:y", b[0]),
                                tagged("g:2-2-77", a[1]), tagged("g:2-2-77", b[1])});
  EXPECT_TRUE(outcome.messages.empty());
  EXPECT_EQ(outcome.counters.problems.total(), 4U);
}
TEST(TwoMessages, HundredTagGroupsAtOnceWhoseFirstSentencesAloneNameTheSource) {
  std::vector<std::string> lines;
  for (const int number : {1, 2}) {
    for (int station = 0; station < 100; ++station) {
      const std::string id = std::to_string(number) + "-2-" + std::to_string(station);
      const std::string source = number == 1 ? ",s:station" + std::to_string(station) : "";
      const std::string part = parts(kNorth, static_cast<std::uint8_t>(station % 10))[number == 1 ? 0 : 1];
      lines.push_back(tagged("g:" + id + source, part));
    }
  }
  const auto outcome = test::receive_lines(lines);
  EXPECT_EQ(outcome.messages.size(), 100U);
  EXPECT_EQ(outcome.headers.at(99).source, model::SourceName("station99"));
}
TEST(TwoMessages, GluedWithoutANewline) {
  const auto outcome = receive({kSingle + sentence("AIVDM,1,1,,A,16SteH0P00Jt63hHaa6SagvJ087r,0")});
  ASSERT_EQ(outcome.messages.size(), 2U);
  EXPECT_EQ(outcome.counters.lines, 1U);
  EXPECT_EQ(outcome.counters.sentences, 2U);
}
TEST(TwoMessages, SingleBetweenTwoParts) {
  const auto outcome = receive({kFirst, kSingle, kSecond});
  ASSERT_EQ(outcome.messages.size(), 2U);
  EXPECT_EQ(header_of(outcome.messages[0]).type, 1);
  EXPECT_EQ(header_of(outcome.messages[1]).type, 5);
}

TEST(NoMessage, BadChecksum) {
  expect_none(receive({"!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4B"}), Problem::checksum_bad);
}
TEST(NoMessage, MissingChecksum) {
  for (const std::string end : {"", "*", "*4"}) {
    expect_none(receive({"!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0" + end}), Problem::checksum_missing);
  }
}
TEST(NoMessage, CharacterOutsideTheSixBitAlphabet) {
  expect_none(receive({sentence("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208C~,0")}), Problem::bad_character);
  expect_none(receive({sentence("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CX,0")}), Problem::bad_character);
}
TEST(NoMessage, CharacterOutsideTheSixBitAlphabetInAPart) {
  const auto outcome = receive({kFirst, sentence("AIVDM,2,2,1,A,8888888888~,2")});
  EXPECT_TRUE(outcome.messages.empty());
  EXPECT_EQ(outcome.counters.problems[Problem::bad_character], 1U);
  EXPECT_EQ(outcome.counters.problems[Problem::incomplete], 1U);
}
TEST(NoMessage, TypeOneCutTo120Bits) {
  expect_none(receive({sentence("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8,0")}), Problem::too_short);
}
TEST(NoMessage, PadBitsOverFive) {
  expect_none(receive({"!AIVDM,1,1,1,B,13HP:R?P1UwcS7fKaH=h6gvP2L0Qr,6*50"}), Problem::pad_bits_over_5);
}
TEST(NoMessage, PartNumberOverCount) {
  expect_none(receive({sentence("AIVDM,2,3,1,A,88888888880,2")}), Problem::part_over_count);
}
TEST(NoMessage, PartNumberZero) {
  expect_none(receive({sentence("AIVDM,2,0,1,A,88888888880,2")}), Problem::part_zero);
}
TEST(NoMessage, CountZero) {
  expect_none(receive({sentence("AIVDM,0,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0")}), Problem::count_zero);
}
TEST(NoMessage, CountOverNine) {
  expect_none(receive({sentence("AIVDM,10,1,1,A,15RTgt0PAso;90TKcjM8h6g208CQ,0")}), Problem::count_over_9);
}
TEST(NoMessage, OrphanSecondPart) {
  expect_none(receive({kSecond}), Problem::orphan_part);
}
TEST(NoMessage, FirstPartAlone) {
  expect_none(receive({kFirst}), Problem::incomplete);
}
TEST(NoMessage, UnknownType) {
  expect_none(receive({sentence("AIVDM,1,1,,A,05RTgt0PAso;90TKcjM8h6g208CQ,0")}), Problem::unknown_type);
  expect_none(receive({sentence("AIVDM,1,1,,A,t5RTgt0PAso;90TKcjM8h6g208CQ,0")}), Problem::unknown_type);
}
TEST(NoMessage, EmptyPayload) {
  expect_none(receive({sentence("AIVDM,1,1,,A,,0")}), Problem::payload_empty);
}
TEST(NoMessage, MissingFields) {
  for (const std::string between :
       {"AIVDM,", "AIVDM,1", "AIVDM,1,1,,A,15RTgt0P", "AIVDM,1,1,,A,15RTgt0P,", "AIVDM,x,1,,A,15RTgt0P,0",
        "AIVDM,1,1,abc,A,15RTgt0P,0", "AIVDM,1,1,,AB,15RTgt0P,0", "AIVDM,1,1,,A,15RTgt0P,0,0"}) {
    SCOPED_TRACE(between);
    expect_none(receive({sentence(between)}), Problem::malformed);
  }
}
TEST(NoMessage, LineTooLong) {
  expect_none(test::receive_lines({std::string(5'000, '!')}), Problem::line_too_long);
}
TEST(NoMessage, PayloadTooLong) {
  expect_none(receive({sentence("AIVDM,1,1,,A," + std::string(300, '1') + ",0")}), Problem::payload_too_long);
}
TEST(NoMessage, SecondPartWithAnotherSequenceId) {
  auto lines = parts(kNorth, 1);
  lines[1] = parts(kNorth, 2)[1];
  const auto outcome = receive(lines);
  EXPECT_TRUE(outcome.messages.empty());
  EXPECT_EQ(outcome.counters.problems[Problem::incomplete], 1U);
  EXPECT_EQ(outcome.counters.problems[Problem::orphan_part], 1U);
}
TEST(NoMessage, SecondPartWithAnotherTalkerChannelCountOrForm) {
  for (const std::string second :
       {"BSVDM,2,2,1,A,88888888880,2", "AIVDM,2,2,1,B,88888888880,2", "AIVDM,3,2,1,A,88888888880,2",
        "AIVDO,2,2,1,A,88888888880,2", "AIVDM,2,2,,A,88888888880,2", "AIVDM,2,2,1,,88888888880,2"}) {
    SCOPED_TRACE(second);
    EXPECT_TRUE(receive({kFirst, sentence(second)}).messages.empty());
  }
}
// Types 6 and 8 of every length: too short is counted, all else is a message, flagged where it is odd.
TEST(OneMessage, BinaryMessagesOfEveryLength) {
  for (const std::uint64_t type : {6U, 8U}) {
    for (std::size_t size = 38; size <= 1'200; size += size < 140 ? 1 : 53) {
      Bits bits;
      bits.append(type, 6);
      bits.append(525'000'001, 32);
      while (bits.size() < size) {
        bits.append(size / 3 % 2, 1);
      }
      const auto outcome = test::receive_lines(encode(bits));
      const bool is_long_enough = size >= (type == 6 ? 88U : 56U);
      EXPECT_EQ(outcome.messages.size(), is_long_enough ? 1U : 0U) << type << " of " << size;
      EXPECT_EQ(outcome.counters.problems[Problem::too_short], is_long_enough ? 0U : 1U) << size;
    }
  }
}
TEST(NoMessage, VectorsOfKnownAttacks) {
  const auto outcome = receive({"!AIVDM,1,1,,A,601uEODhrspP04<100,4*6E", "!AIVDM,1,1,,B,86:hqAh0J010,0*6A",
                                "!AIVDM,1,1,,B,65E4;r5I0Q9R04D0@01000000000,0*69",
                                "$RAWPL,5200.00,N,0600.00,E,000000000000000000000HELLOWORLD*4e"});
  EXPECT_EQ(outcome.counters.sentences, 3U);
  EXPECT_EQ(outcome.counters.in_messages + outcome.counters.problems.total(), 3U);
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
  EXPECT_EQ(outcome.counters.problems.total(), 0U);
  EXPECT_EQ(outcome.counters.unrecognised_lines, 0U);
}
TEST(NoMessage, GarbageIsAnUnrecognisedLine) {
  const auto outcome = receive({"hello", std::string("\0\0\0", 3), "!", "$"});
  EXPECT_EQ(outcome.counters.unrecognised_lines, 4U);
}

TEST(Bounds, AFloodOfNeverCompletedPartsIsEvictedAndCounted) {
  ReceiverOptions options;
  options.assembler.max_groups = 64;
  std::vector<std::string> lines;
  for (int station = 0; station < 1'000; ++station) {
    lines.push_back(parts(kNorth, 1, 'A', "station" + std::to_string(station))[0]);
  }
  const auto outcome = receive(lines, options);
  EXPECT_EQ(outcome.counters.problems[Problem::evicted], 936U);
  EXPECT_EQ(outcome.counters.problems[Problem::incomplete], 64U);
}
// A sender that never ends a line: what a feed keeps of it is bounded, and the next sentence is read.
TEST(Bounds, AfterAnEndlessLineTheNextSentenceIsRead) {
  for (const char filling : {'A', '!', '\\', '$', '\0', ','}) {
    SCOPED_TRACE(static_cast<int>(filling));
    test::Wire wire({}, test::kNow);
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
  test::Wire wire({}, test::kNow);
  wire.bytes("!AIVDM,1,1,,A," + std::string(1'000'000, '1') + ",0*00\n" + kSingle + "\n");
  const auto outcome = wire.end();
  ASSERT_EQ(outcome.messages.size(), 1U);
  EXPECT_EQ(header_of(outcome.messages[0]).mmsi.number(), kSingleMmsi);
}
TEST(Bounds, NulBytesAreAsAnyOtherGarbage) {
  const std::string nul(1, '\0');
  expect_one(receive({nul + nul + kSingle, nul, "abc" + nul}), kSingleMmsi);
  expect_none(receive({sentence("AIVDM,1,1,,A,15RTgt0PAs" + nul + ";90TKcjM8h6g208CQ,0")}),
              Problem::bad_character);
}
// No timer of the assembler hangs on a clock that steps, and what comes out is what was sent.
TEST(Bounds, AClockThatStepsAnHourLosesNoMoreThanTheMessageUnderWay) {
  for (const Span step : {Span::seconds(3'600), Span::seconds(-3'600)}) {
    Receiver receiver;
    std::vector<Message> messages;
    const auto take = [&](const Received& received) { messages.push_back(received.message); };
    Instant now = test::kNow;
    const auto line = [&](const std::string& own) { receiver.receive(own, now, take); };
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
    EXPECT_EQ(receiver.counters().problems.total(), 2U);
  }
}
TEST(Bounds, SkewedAndFutureTimesAreFlaggedAndNeverDropped) {
  ReceiverOptions options;
  options.time.max_behind = Span::minutes(10);
  const auto now = test::kNow.in_unix_microseconds() / 1'000'000;
  const auto outcome =
      receive({tagged("c:" + std::to_string(now + 3'600), kSingle),
               tagged("c:" + std::to_string(now - 3'600), kSingle), tagged("c:99999999999", kSingle),
               tagged("c:" + std::to_string(now), kSingle)},
              options);
  ASSERT_EQ(outcome.remarks.size(), 4U);
  EXPECT_TRUE(outcome.remarks[0].has(Remark::time_ahead));
  EXPECT_TRUE(outcome.remarks[1].has(Remark::time_behind));
  EXPECT_FALSE(outcome.remarks[2].empty());
  EXPECT_TRUE(outcome.remarks[3].empty());
}
TEST(Bounds, PartsTooFarApartInTimeAreNotJoined) {
  Receiver receiver;
  std::size_t messages = 0;
  const auto count = [&](const Received&) { ++messages; };
  receiver.receive(kFirst, test::kNow, count);
  receiver.receive(kSecond, test::kNow + Span::seconds(11), count);
  receiver.flush();
  EXPECT_EQ(messages, 0U);
  EXPECT_EQ(receiver.counters().problems[Problem::incomplete], 1U);
  EXPECT_EQ(receiver.counters().problems[Problem::orphan_part], 1U);
}
TEST(Bounds, PartsTooFarApartByTheirTagTimesAreNotJoined) {
  const auto outcome = receive({tagged("s:x,c:1384257000", kFirst), tagged("s:x,c:1384257600", kSecond)});
  EXPECT_TRUE(outcome.messages.empty());
  EXPECT_EQ(outcome.counters.problems.total(), 2U);
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
    EXPECT_EQ(outcome.counters.problems[Problem::incomplete], 1U) << unsigned{id};
    EXPECT_EQ(outcome.counters.problems[Problem::orphan_part], 5U) << unsigned{id};
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
  receiver.receive(kFirst, test::kNow, [](const Received&) {});
  EXPECT_EQ(receiver.counters().waiting, 1U);
  EXPECT_TRUE(receiver.counters().adds_up());
}

}  // namespace
}  // namespace selat::ais
