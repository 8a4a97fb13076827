#include "nmea/tag_block.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "nmea/checksum.h"

namespace selat::nmea {
namespace {

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

TEST(TagBlock, IsReadAsItWasWritten) {
  const Instant time = Instant::unix_milliseconds(1'384'257'600'123);
  const std::string block = write_tag_block("belawan", time);
  const auto read = parse_tag_block(std::string_view(block).substr(1, block.size() - 2));
  ASSERT_TRUE(read) << block;
  EXPECT_EQ(read->source, model::SourceName("belawan"));
  EXPECT_EQ(read->time, time);
  EXPECT_EQ(write_tag_block({}, std::nullopt), "");
}

}  // namespace
}  // namespace selat::nmea
