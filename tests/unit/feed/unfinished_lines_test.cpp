#include "feed/unfinished_lines.h"

#include <string>

#include <gtest/gtest.h>

#include "nmea/checksum.h"

namespace selat::feed {
namespace {

std::string sentence(const std::string& between) {
  return "!" + between + nmea::checksum_suffix(between);
}
const std::string kWhole = sentence("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0");

TEST(UnfinishedLines, AWholeSentenceWaitsForNothingWhereverItsPartsDo) {
  EXPECT_FALSE(UnfinishedLines::may_go_on(""));
  EXPECT_FALSE(UnfinishedLines::may_go_on(kWhole));
  EXPECT_FALSE(UnfinishedLines::may_go_on("\\s:x*23\\" + kWhole));
  EXPECT_FALSE(UnfinishedLines::may_go_on(kWhole + ",r003669712,1384257598"));
  for (std::size_t size = 1; size < kWhole.size(); ++size) {
    EXPECT_TRUE(UnfinishedLines::may_go_on(kWhole.substr(0, size))) << size;
    EXPECT_TRUE(UnfinishedLines::goes_on(kWhole.substr(0, size), kWhole.substr(size))) << size;
  }
}
TEST(UnfinishedLines, ANewSentenceOrTagBlockGoesOnWithNone) {
  const std::string cut = kWhole.substr(0, 20);
  EXPECT_FALSE(UnfinishedLines::goes_on(cut, kWhole));
  EXPECT_FALSE(UnfinishedLines::goes_on(cut, "\\s:x*23\\" + kWhole));
  EXPECT_FALSE(UnfinishedLines::goes_on(cut, "$GPGGA,,,*56"));
  EXPECT_TRUE(UnfinishedLines::goes_on("\\s:x*2", "3\\" + kWhole));
  EXPECT_TRUE(UnfinishedLines::goes_on("\\s:x*23", "\\" + kWhole));
  EXPECT_TRUE(UnfinishedLines::goes_on("\\s:x*23\\", kWhole));
}
TEST(UnfinishedLines, JsonIsWholeWhenItsObjectEnds) {
  const std::string json = R"({"class":"AIS","nmea":[")" + kWhole + R"("]})";
  EXPECT_FALSE(UnfinishedLines::may_go_on(json));
  EXPECT_TRUE(UnfinishedLines::may_go_on(json.substr(0, json.size() - 1)));
  EXPECT_TRUE(UnfinishedLines::goes_on(json.substr(0, 9), json.substr(9)));
  EXPECT_FALSE(UnfinishedLines::goes_on(kWhole.substr(0, 20), json));
}
TEST(UnfinishedLines, WaitForTheirSenderAndNotForEver) {
  UnfinishedLines lines;
  EXPECT_FALSE(lines.keep({.sender = 1, .text = "one", .since = SteadyTime::microseconds(0)}));
  EXPECT_FALSE(lines.keep({.sender = 2, .text = "two", .since = SteadyTime::microseconds(1'000)}));
  EXPECT_FALSE(lines.take(3));
  EXPECT_FALSE(lines.take_expired(SteadyTime::microseconds(1'000'000)));
  const auto expired = lines.take_expired(SteadyTime::microseconds(2'000'000));
  ASSERT_TRUE(expired);
  EXPECT_EQ(expired->text, "one");
  EXPECT_FALSE(lines.take_expired(SteadyTime::microseconds(2'000'000)));
  const auto taken = lines.take(2);
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->text, "two");
  EXPECT_TRUE(lines.empty());
}
TEST(UnfinishedLines, TooManyGiveUpTheOldest) {
  UnfinishedLines lines;
  for (std::uint64_t sender = 0; sender < UnfinishedLines::kMostSenders; ++sender) {
    EXPECT_FALSE(lines.keep({.sender = sender, .text = "x", .since = {}}));
  }
  const auto oldest = lines.keep({.sender = 999, .text = "x", .since = {}});
  ASSERT_TRUE(oldest);
  EXPECT_EQ(oldest->sender, 0U);
}

}  // namespace
}  // namespace selat::feed
