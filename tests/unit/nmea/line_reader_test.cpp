// One line after another, read for the sentences of a radar: what a reader of AIS gets as well, and with the
// same context.
#include "nmea/line_reader.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "nmea/checksum.h"
#include "nmea/sentence.h"
#include "nmea/sentence_context.h"

namespace selat::nmea {
namespace {

constexpr auto kNoon = Instant::unix_seconds(1'384'257'600);  // 2013-11-12T12:00:00Z

bool is_of_a_radar(std::string_view text) {
  return text.starts_with("$RATTM,") || text.starts_with("$RATLL,");
}

std::string sentence(std::string_view fields) {
  return "$" + std::string(fields) + checksum_suffix(fields);
}
const std::string kTarget = sentence("RATTM,11,11.4,13.6,T,7.0,20.0,T,0.0,0.0,N,,Q,,154125.82,A");
const std::string kPosition = sentence("RATLL,03,0112.50,N,10351.25,E,TARGET 3,061530.00,T,R");
const std::string kHeading = sentence("HEHDT,87.4,T");

struct Found {
  std::string text;
  model::SourceName source;
  std::optional<Instant> time;
  bool is_tag_ignored = false;
};

class Feed {
 public:
  std::vector<Found> read(std::string_view line) {
    std::vector<Found> all;
    LineReader reader(Line::with_room_behind(line), is_of_a_radar, context_, counters);
    while (const auto text = reader.next()) {
      const auto frame = parse_sentence(*text, ChecksumRule::strict);
      EXPECT_TRUE(frame) << *text;
      const auto& tag = reader.tag();
      SentenceContext around;
      context_.resolve({.checksum = frame->checksum}, tag.block ? &*tag.block : nullptr, tag.is_ignored,
                       around);
      around.complete(frame->suffix, reader.prefix_time());
      all.push_back({.text = std::string(*text),
                     .source = around.source(),
                     .time = around.tag().time,
                     .is_tag_ignored = around.warnings.has(DecodeWarning::tag_ignored)});
    }
    return all;
  }
  LineCounters counters;

 private:
  TagContext context_;
};

TEST(LineReader, FindsAllSentencesOfALine) {
  Feed feed;
  const auto found = feed.read("noise" + kTarget + kHeading + kPosition);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].text, kTarget);
  EXPECT_EQ(found[1].text, kPosition);
  EXPECT_EQ(feed.counters.other_sentences, 1U);
}

// A talker and a formatter, or a maker and its letters; not any '$' before a comma.
TEST(LineReader, TellsASentenceOfOthersByItsAddress) {
  for (const char* const text : {"$HEHDT,87.4,T*2B", "$PSHI,001", "$PGRME,15.0,M", "!BSVER,1", "$AITXT,1"}) {
    Feed feed;
    static_cast<void>(feed.read(text));
    EXPECT_EQ(feed.counters.other_sentences, 1U) << text;
  }
  for (const char* const text : {"$Q\x01z9,", "$A,", "$GP", "$Gphdt,1", "$ABCDEFGHIJKLM,1", "$9GPHDT,1"}) {
    Feed feed;
    static_cast<void>(feed.read(text));
    EXPECT_EQ(feed.counters.other_sentences, 0U) << text;
    EXPECT_EQ(feed.counters.unrecognised_lines, 1U) << text;
  }
}

TEST(LineReader, GivesATagBlockToTheSentenceAfterItOnly) {
  Feed feed;
  const auto found = feed.read(write_tag_block("changi", kNoon) + kTarget + kPosition);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].source, model::SourceName("changi"));
  EXPECT_EQ(found[0].time, kNoon);
  EXPECT_TRUE(found[1].source.empty());
  EXPECT_FALSE(found[1].time);
}

TEST(LineReader, KeepsATagBlockOnALineOfItsOwnForTheNextLine) {
  Feed feed;
  EXPECT_TRUE(feed.read(write_tag_block("changi", kNoon)).empty());
  EXPECT_EQ(feed.read(kTarget).at(0).source, model::SourceName("changi"));
  EXPECT_TRUE(feed.read(kTarget).at(0).source.empty());
  EXPECT_EQ(feed.counters.unrecognised_lines, 0U);
}

TEST(LineReader, GivesAWrapperToTheSentenceWithItsChecksum) {
  const std::string wrapper = sentence("PGHP,1,2013,11,12,12,0,0,11,219,,2190067,1" + std::string(",") +
                                       kTarget.substr(kTarget.size() - 2));
  Feed feed;
  EXPECT_TRUE(feed.read(wrapper).empty());
  EXPECT_EQ(feed.read(kTarget).at(0).time, kNoon + Span::milliseconds(11));
  EXPECT_TRUE(feed.read(wrapper).empty());
  EXPECT_FALSE(feed.read(kPosition).at(0).time);
}

TEST(LineReader, TakesTimeAndStationFromBeforeAndAfterTheSentence) {
  Feed feed;
  EXPECT_EQ(feed.read("1384257600 " + kTarget).at(0).time, kNoon);
  const auto found = feed.read("1384257599 " + kTarget + ",r003669945,1384257600");
  EXPECT_EQ(found.at(0).time, kNoon);
  EXPECT_EQ(found.at(0).source, model::SourceName("r003669945"));
}

TEST(LineReader, CountsTagBlocksThatItIgnores) {
  Feed feed;
  EXPECT_TRUE(feed.read("\\s:changi*00\\" + kTarget).at(0).is_tag_ignored);
  EXPECT_TRUE(feed.read("\\s:changi" + kTarget).at(0).is_tag_ignored);
  EXPECT_EQ(feed.counters.tag_problems[TagProblem::checksum_bad], 1U);
  EXPECT_EQ(feed.counters.tag_problems[TagProblem::unterminated], 1U);
}

TEST(LineReader, CountsLinesWithoutAnySentence) {
  Feed feed;
  for (const std::string_view line : {"hello", "$", "!"}) {
    EXPECT_TRUE(feed.read(line).empty());
  }
  EXPECT_TRUE(feed.read("  ").empty());
  EXPECT_EQ(feed.counters.unrecognised_lines, 3U);
}

}  // namespace
}  // namespace selat::nmea
