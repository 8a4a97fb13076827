#include "ais/tag_block.h"

#include <string>

#include <gtest/gtest.h>

#include "ais/encode.h"
#include "receive.h"

namespace selat::ais {
namespace {

using test::receive;
using test::tagged;

const std::string kSingle = "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A";

std::string with_checksum(std::string_view fields) {
  return std::string(fields) + checksum_suffix(fields);
}

TEST(TagBlock, EveryField) {
  const auto block = parse_tag_block(
      with_checksum("s:r003669945,d:VTS-KLANG,c:1384257600,g:1-2-73874,n:157036,r:42,t:note"));
  ASSERT_TRUE(block);
  EXPECT_EQ(block->source, model::SourceName("r003669945"));
  EXPECT_EQ(block->destination, ShortText<31>("VTS-KLANG"));
  EXPECT_EQ(block->time, Instant::unix_seconds(1'384'257'600));
  EXPECT_EQ(block->group, (TagGroup{1, 2, 73874}));
  EXPECT_EQ(block->line, 157'036U);
  EXPECT_EQ(block->relative_time, 42U);
  EXPECT_EQ(block->text, ShortText<63>("note"));
}

TEST(TagBlock, TimeInSecondsMillisecondsMicrosecondsAndFraction) {
  const auto time = [](std::string_view value) {
    return parse_tag_block(with_checksum("c:" + std::string(value))).value_or(TagBlock{}).time;
  };
  EXPECT_EQ(time("1384257600"), Instant::unix_seconds(1'384'257'600));
  EXPECT_EQ(time("1384257600123"), Instant::unix_milliseconds(1'384'257'600'123));
  EXPECT_EQ(time("1384257600123456"), Instant::unix_microseconds(1'384'257'600'123'456));
  EXPECT_EQ(time("1384257600.5"), Instant::unix_milliseconds(1'384'257'600'500));
  EXPECT_EQ(time("1384257600.1234567"), Instant::unix_microseconds(1'384'257'600'123'456));
}

TEST(TagBlock, ValuesAKnownCodeCannotHave) {
  for (const std::string field : {"c:", "c:soon", "c:12", "c:-1384257600", "c:1384257600.", "g:0-2-7",
                                  "g:3-2-7", "g:1-2", "g:1-2-3-4", "n:x", "no colon"}) {
    SCOPED_TRACE(field);
    const auto block = parse_tag_block(with_checksum(field));
    ASSERT_FALSE(block);
    EXPECT_EQ(block.error(), TagProblem::malformed_field);
  }
}

TEST(TagBlock, ChecksumMissingOrBad) {
  EXPECT_EQ(parse_tag_block("s:x").error(), TagProblem::checksum_missing);
  EXPECT_EQ(parse_tag_block("s:x*1").error(), TagProblem::checksum_missing);
  EXPECT_EQ(parse_tag_block("").error(), TagProblem::checksum_missing);
  EXPECT_EQ(parse_tag_block("s:x*00").error(), TagProblem::checksum_bad);
}

TEST(TagBlock, UnknownCodesAreSkipped) {
  const auto block = parse_tag_block(with_checksum("x:1,zz:2,s:station"));
  ASSERT_TRUE(block);
  EXPECT_EQ(block->source, model::SourceName("station"));
}

TEST(TagBlock, SeveralOnALineAreOne) {
  const auto outcome = receive({tagged("s:station", tagged("c:1384257599", kSingle))});
  ASSERT_EQ(outcome.headers.size(), 1U);
  EXPECT_EQ(outcome.headers[0].source, model::SourceName("station"));
  EXPECT_EQ(outcome.tags[0].time, Instant::unix_seconds(1'384'257'599));
}

TEST(TagBlock, OnALineOfItsOwnSpeaksOfTheNextSentenceOnly) {
  const auto outcome = receive({tagged("s:station", ""), kSingle, kSingle});
  ASSERT_EQ(outcome.headers.size(), 2U);
  EXPECT_EQ(outcome.headers[0].source, model::SourceName("station"));
  EXPECT_EQ(outcome.headers[1].source, model::SourceName("feed"));
}

// As the Danish network writes it: TAG line, wrapper line, sentence; the second part follows bare. The
// wrapper guards a message of several parts by the XOR of their checksums: 1C and 25 make 39.
TEST(TagBlock, OnALineOfItsOwnSpeaksOfAllPartsOfAMessage) {
  const std::string wrapper = "PGHP,1,2013,11,12,12,0,0,11,219,,2190067,1,39";
  const auto outcome =
      receive({tagged("si:AISD", ""), "$" + wrapper + checksum_suffix(wrapper),
               "!AIVDM,2,1,1,A,55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp8,0*1C", kSingle,
               "!AIVDM,2,2,1,A,88888888880,2*25"});
  ASSERT_EQ(outcome.headers.size(), 2U);
  EXPECT_EQ(outcome.headers[0].source, model::SourceName("feed"));
  EXPECT_EQ(outcome.headers[1].source, model::SourceName("2190067"));
  EXPECT_EQ(outcome.headers[1].observed_at, Instant::unix_milliseconds(1'384'257'600'011));
}

TEST(TagBlock, TwoFirstPartsLeaveABareSecondPartWithoutAMaster) {
  EncodeOptions x, y;
  x.tag_source = "x";
  y.tag_source = "y";
  StaticVoyage ship;
  ship.mmsi = model::Mmsi(525'000'001);
  const auto a = encode(ship, x);
  ship.mmsi = model::Mmsi(533'000'002);
  const auto b = encode(ship, y);
  const auto bare = b[1].substr(b[1].find('!'));
  EXPECT_TRUE(receive({a[0], b[0], bare}).messages.empty());
  EXPECT_EQ(receive({b[0], bare}).messages.size(), 1U);
}

TEST(Wrapper, GivesTimeAndStationToTheSentenceItNames) {
  const std::string own = "PGHP,1,2013,11,12,12,0,0,11,219,,2190067,1,4A";
  const auto outcome = receive({"$" + own + checksum_suffix(own), kSingle});
  ASSERT_EQ(outcome.headers.size(), 1U);
  EXPECT_EQ(outcome.tags[0].time, Instant::unix_milliseconds(1'384'257'600'011));
  EXPECT_EQ(outcome.headers[0].source, model::SourceName("2190067"));
  EXPECT_EQ(outcome.counters.other_sentences, 1U);

  const std::string other = "PGHP,1,2013,11,12,12,0,0,11,219,,2190067,1,4B";
  EXPECT_FALSE(receive({"$" + other + checksum_suffix(other), kSingle}).tags.at(0).time);
}

TEST(Wrapper, OfAnOwnShipSentenceCarriesNoChecksum) {
  const std::string own = "PGHP,1,2013,11,12,12,0,0,292,219,,2190066,1,00";
  const std::string base = "AIVDO,1,1,,A,4025btQunn;ssPUHb<PF<F102<1e,0";
  const auto outcome = receive({"$" + own + checksum_suffix(own), "!" + base + checksum_suffix(base)});
  ASSERT_EQ(outcome.headers.size(), 1U);
  EXPECT_EQ(outcome.tags[0].time, Instant::unix_milliseconds(1'384'257'600'292));
}

TEST(Wrapper, WithATimeThatIsNoneIsIgnored) {
  for (const std::string body :
       {"PGHP,1,2013,2,30,12,0,0,11,219,,1,1,4A", "PGHP,1,2013,11,12,24,0,0,11,219,,1,1,4A", "PGHP,1",
        "PGHP,1,x,11,12,12,0,0,11,219,,1,1,4A"}) {
    EXPECT_FALSE(parse_wrapper("$" + body + checksum_suffix(body))) << body;
  }
  EXPECT_FALSE(parse_wrapper("$PGHP,1,2013,11,12,12,0,0,11,219,,2190067,1,62*00"));
}

}  // namespace
}  // namespace selat::ais
