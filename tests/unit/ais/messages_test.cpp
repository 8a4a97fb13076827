// Every form in which a message may come: one test for each way it differs from the plain case, named by it.
// receive() sends each through every way its bytes can arrive.
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "ais/encode.h"
#include "ais/problem.h"
#include "base/bits.h"
#include "nmea/problem.h"
#include "nmea/sentence.h"
#include "receive.h"
#include "ships.h"

namespace selat::ais::test {
namespace {

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
  EXPECT_EQ(outcome.counters.sentence_problems[nmea::SentenceProblem::duplicate_part], 1U);
}
TEST(OneMessage, DuplicateSecondPartAfterTheMessage) {
  const auto outcome = receive({kFirst, kSecond, kSecond});
  expect_one(outcome, kFiveMmsi);
  EXPECT_EQ(outcome.counters.sentence_problems[nmea::SentenceProblem::duplicate_part], 1U);
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
  EXPECT_TRUE(outcome.warnings[0].has(nmea::DecodeWarning::length));
  EXPECT_EQ(outcome.counters.warnings[nmea::DecodeWarning::length], 1U);
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
      // Part B has lost a part of its dimensions below 162.
      const bool is_cut = std::holds_alternative<StaticPartB>(message) && size < 162;
      EXPECT_EQ(outcome.warnings[0].has(nmea::DecodeWarning::length), is_cut) << size;
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
    EXPECT_TRUE(outcome.warnings[0].has(nmea::DecodeWarning::length)) << size;
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
  EXPECT_TRUE(outcome.warnings[0].has(nmea::DecodeWarning::tag_ignored));
  EXPECT_EQ(outcome.headers[0].source, model::SourceName("feed"));
  EXPECT_FALSE(outcome.tags[0].time);
  EXPECT_EQ(outcome.counters.tag_problems[nmea::TagProblem::checksum_bad], 1U);
}
TEST(OneMessage, UnterminatedTagKeepsTheMessage) {
  const auto outcome = receive({"\\s:station,c:1241544035" + kSingle});
  expect_one(outcome, kSingleMmsi);
  EXPECT_EQ(outcome.counters.tag_problems[nmea::TagProblem::unterminated], 1U);
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
// Bits of a message that was cut, or whose characters its receiver counted in its own way.
std::string cut(const Message& message, std::size_t bits) {
  const Bits whole = encode_bits(message);
  Bits kept;
  kept.assign(whole, 0, bits);
  const auto lines = encode(kept, {});
  EXPECT_EQ(lines.size(), 1U);
  return lines.front();
}
Outcome expect_flagged(const std::string& line, nmea::DecodeWarning warning) {
  auto outcome = receive({line});
  EXPECT_EQ(outcome.messages.size(), 1U) << line;
  EXPECT_TRUE(!outcome.warnings.empty() && outcome.warnings[0].has(warning)) << line;
  return outcome;
}
PositionA moored() {
  PositionA made;
  made.mmsi = model::Mmsi(563'000'321);
  made.status = model::NavigationStatus::moored;
  made.position = geo::Position::degrees(1.25, 103.75);
  made.cog = Bearing::within_circle(181.5);
  made.heading = Bearing::within_circle(179);
  made.time_stamp.utc_second = 33;
  return made;
}

TEST(CutMessage, TypeOneWithoutBitsOfItsCommunicationState) {
  for (std::size_t bits = 149; bits < 168; ++bits) {
    const auto outcome = expect_flagged(cut(moored(), bits), nmea::DecodeWarning::length);
    EXPECT_TRUE(outcome.messages.at(0) == Message(moored())) << bits;
  }
  EXPECT_TRUE(receive({cut(moored(), 148)}).messages.empty());
}
TEST(CutMessage, TypeNineteenBehindItsPosition) {
  ExtendedPositionB ship;
  ship.mmsi = model::Mmsi(533'000'321);
  ship.position = geo::Position::degrees(2.5, 101.25);
  ship.cog = Bearing::within_circle(12);
  ship.heading = Bearing::within_circle(0);
  ship.time_stamp.utc_second = 7;
  ship.name = ShortText<20>("SINAR SATU DUA TIGA");
  for (std::size_t bits = 112; bits < 312; ++bits) {
    const auto outcome = expect_flagged(cut(ship, bits), nmea::DecodeWarning::length);
    const auto& got = std::get<ExtendedPositionB>(outcome.messages.at(0));
    EXPECT_EQ(got.position, ship.position);
    EXPECT_EQ(got.cog, bits < 124 ? std::nullopt : ship.cog) << bits;
    EXPECT_EQ(got.heading, bits < 133 ? std::nullopt : ship.heading) << bits;
    EXPECT_EQ(got.time_stamp.utc_second, bits < 139 ? std::nullopt : ship.time_stamp.utc_second) << bits;
    EXPECT_EQ(got.name, bits < 257 ? std::nullopt : ship.name) << bits << ": no part of a name is a name";
  }
}
TEST(CutMessage, TypeTwentyFourBehindItsNameOrCallSign) {
  StaticPartA name;
  name.mmsi = model::Mmsi(533'000'321);
  name.name = ShortText<20>("SINAR SATU DUA TIGA");
  StaticPartB rest;
  rest.mmsi = name.mmsi;
  rest.call_sign = ShortText<7>("9MAB2");
  rest.dimensions =
      model::Dimensions{Distance::metres(12), Distance::metres(4), Distance::metres(2), Distance::metres(2)};
  for (std::size_t bits = 154; bits < 160; ++bits) {
    const auto a = expect_flagged(cut(name, bits), nmea::DecodeWarning::length);
    EXPECT_EQ(std::get<StaticPartA>(a.messages.at(0)).name, name.name);
    const auto b = expect_flagged(cut(rest, bits), nmea::DecodeWarning::length);
    EXPECT_EQ(std::get<StaticPartB>(b.messages.at(0)).call_sign, rest.call_sign);
    EXPECT_FALSE(std::get<StaticPartB>(b.messages.at(0)).dimensions);
  }
  for (const std::size_t bits : {160U, 161U}) {
    expect_flagged(cut(rest, bits), nmea::DecodeWarning::length);
  }
  const auto whole = receive({cut(rest, 162)});
  EXPECT_TRUE(whole.warnings.at(0).empty());
  EXPECT_EQ(std::get<StaticPartB>(whole.messages.at(0)).dimensions, rest.dimensions);
}
TEST(PadBits, SixSevenAndNoneAreTakenAndFlagged) {
  const std::string payload = "15RTgt0PAso;90TKcjM8h6g208CQ";
  for (const std::string& end : {payload + "0,6", payload + "0,7", payload + ","}) {
    const auto outcome = expect_flagged(sentence("AIVDM,1,1,,A," + end), nmea::DecodeWarning::pad_bits);
    EXPECT_EQ(header_of(outcome.messages.at(0)).mmsi.number(), kSingleMmsi) << end;
  }
}
TEST(ImpossibleDate, IsFlaggedAndKept) {
  const auto flagged = [](unsigned month, unsigned day, unsigned hour, unsigned minute) {
    Bits bits;
    bits.append(4, 6);
    bits.append(2'570'000, 32);
    bits.append(2024, 14);
    bits.append(month, 4);
    bits.append(day, 5);
    bits.append(hour, 5);
    bits.append(minute, 6);
    bits.append(1, 6);
    while (bits.size() < 168) {
      bits.append(0, 1);
    }
    const auto outcome = receive(encode(bits, {}));
    EXPECT_EQ(outcome.messages.size(), 1U);
    return outcome.warnings.at(0).has(nmea::DecodeWarning::date);
  };
  EXPECT_TRUE(flagged(15, 1, 0, 0));
  EXPECT_TRUE(flagged(4, 31, 0, 0));
  EXPECT_TRUE(flagged(1, 1, 25, 0));
  EXPECT_TRUE(flagged(1, 1, 0, 61));
  EXPECT_FALSE(flagged(2, 29, 23, 59));
  EXPECT_FALSE(flagged(0, 0, 24, 60)) << "not available";
}

TEST(OneMessage, LostSecondPartThenANewMessageWithTheSameId) {
  const auto lost = parts(kNorth, 3);
  const auto kept = parts(kSouth, 3);
  const auto outcome = receive({lost[0], kept[0], kept[1]});
  ASSERT_EQ(outcome.messages.size(), 1U);
  EXPECT_TRUE(outcome.messages[0] == kSouth);
  EXPECT_EQ(outcome.counters.sentence_problems[nmea::SentenceProblem::incomplete], 1U);
}
TEST(OneMessage, LenientFeedTakesBadAndMissingChecksums) {
  ReceiverOptions lenient;
  lenient.checksum = nmea::ChecksumRule::lenient;
  for (const std::string end : {"*4B", "", "*", "*4", "*zz"}) {
    SCOPED_TRACE(end);
    const auto outcome = receive({"!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0" + end}, lenient);
    expect_one(outcome, kSingleMmsi);
    EXPECT_TRUE(outcome.warnings[0].has(nmea::DecodeWarning::checksum_not_held));
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
  EXPECT_EQ(outcome.counters.sentence_problems[nmea::SentenceProblem::incomplete], 1U);
  EXPECT_EQ(outcome.counters.sentence_problems[nmea::SentenceProblem::orphan_part], 1U);
}
TEST(TwoMessages, APartWhoseTagIsBrokenIsNotTakenForAnothers) {
  const auto a = parts(kNorth, 1, 'A', "x");
  const auto b = parts(kSouth, 1, 'A', "y");
  const auto outcome = receive({a[0], "\\s:y*00" + b[1].substr(b[1].find('\\', 1))});
  EXPECT_TRUE(outcome.messages.empty());
  EXPECT_EQ(outcome.counters.tag_problems[nmea::TagProblem::checksum_bad], 1U);
  EXPECT_EQ(outcome.counters.problem_total(), 2U);
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
  EXPECT_EQ(outcome.counters.problem_total(), 4U);
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
  const auto outcome = receive_lines(lines);
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
      const auto outcome = receive_lines(encode(bits));
      const bool is_long_enough = size >= (type == 6 ? 88U : 56U);
      EXPECT_EQ(outcome.messages.size(), is_long_enough ? 1U : 0U) << type << " of " << size;
      EXPECT_EQ(outcome.counters.message_problems[MessageProblem::too_short], is_long_enough ? 0U : 1U)
          << size;
    }
  }
}

}  // namespace
}  // namespace selat::ais::test
