#include "feed/line_splitter.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"

namespace selat::feed {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::string_literals;

std::vector<std::string> split_in_reads_of(std::size_t size, std::string_view stream,
                                           LineCounters* counters = nullptr) {
  LineCounters counted;
  LineSplitter splitter(counted);
  std::vector<std::string> lines;
  const auto take = [&](std::span<const std::string_view> found) {
    lines.insert(lines.end(), found.begin(), found.end());
  };
  for (std::size_t at = 0; at < stream.size(); at += size) {
    // A copy of its own, so that a view kept for too long is found by AddressSanitizer.
    const std::string read(stream.substr(at, size));
    take(splitter.split(read));
  }
  take(splitter.flush());
  if (counters != nullptr) {
    *counters = counted;
  }
  return lines;
}

class ReadsOf : public testing::TestWithParam<std::size_t> {
 protected:
  std::vector<std::string> split(std::string_view stream) {
    return split_in_reads_of(GetParam(), stream, &counters_);
  }
  LineCounters counters_;
};

INSTANTIATE_TEST_SUITE_P(Bytes, ReadsOf, testing::Values(1, 7, 64, 1'460, 65'536),
                         [](const auto& bytes) { return std::to_string(bytes.param); });

TEST_P(ReadsOf, LineEndsOfEveryKind) {
  EXPECT_THAT(split("!AIVDM,1\r\n!AIVDM,2\n!AIVDM,3\r!AIVDM,4\r\n\r\n\n!AIVDM,5"),
              ElementsAre("!AIVDM,1", "!AIVDM,2", "!AIVDM,3", "!AIVDM,4", "!AIVDM,5"));
  EXPECT_EQ(counters_.lines, 5U);
  EXPECT_EQ(counters_.dropped_bytes, 0U);
}

TEST(LineSplitter, KnowsWhetherALineHasBegun) {
  LineCounters counters;
  LineSplitter splitter(counters);
  EXPECT_TRUE(splitter.is_at_start());
  EXPECT_THAT(splitter.split("!AIVDM,1\r\n!AI"), ElementsAre("!AIVDM,1"));
  EXPECT_FALSE(splitter.is_at_start());
  EXPECT_THAT(splitter.split("VDM,2\n"), ElementsAre("!AIVDM,2"));
  EXPECT_TRUE(splitter.is_at_start());
  EXPECT_THAT(splitter.split(std::string(kMaxLine + 1, 'x')), IsEmpty());
  EXPECT_FALSE(splitter.is_at_start());
  EXPECT_THAT(splitter.split("x\n"), IsEmpty());
  EXPECT_THAT(splitter.split("!AIVDM,3\n"), ElementsAre("!AIVDM,3"));
  EXPECT_TRUE(splitter.is_at_start());
}

TEST_P(ReadsOf, NulBytesStayInTheirLine) {
  EXPECT_THAT(split("\0\0!AIVDM,1\n!AI\0VDM,2\n"s), ElementsAre("\0\0!AIVDM,1"s, "!AI\0VDM,2"s));
}

TEST_P(ReadsOf, TheLongestLineIsKept) {
  const std::string longest(kMaxLine, 'x');
  EXPECT_THAT(split(longest + "\n" + longest + "\r\n" + longest), ElementsAre(longest, longest, longest));
  EXPECT_EQ(counters_.overlong_lines, 0U);
}

TEST_P(ReadsOf, AnOverlongLineIsDroppedUpToItsEnd) {
  const std::string endless(kMaxLine + 1, 'x');
  EXPECT_THAT(split("!A\n" + endless + "\n!B\n"), ElementsAre("!A", "!B"));
  EXPECT_EQ(counters_.overlong_lines, 1U);
  EXPECT_EQ(counters_.dropped_bytes, kMaxLine + 1);
}

TEST_P(ReadsOf, AfterAnOverlongLineASentenceMayBeginAnywhere) {
  EXPECT_THAT(
      split(std::string(3'000, 'x') + "!AIVDM,1\n" + std::string(3'000, 'y') + "\\c:1*5A\\!AIVDM,2\n"),
      ElementsAre("!AIVDM,1", "\\c:1*5A\\!AIVDM,2"));
  EXPECT_EQ(counters_.overlong_lines, 2U);
  EXPECT_EQ(counters_.dropped_bytes, 6'000U);
}

TEST_P(ReadsOf, OneMegabyteWithoutALineEnd) {
  EXPECT_THAT(split(std::string(1'000'000, '\0') + "\n!AIVDM,1\n"), ElementsAre("!AIVDM,1"));
  EXPECT_EQ(counters_.dropped_bytes, 1'000'000U);
}

TEST_P(ReadsOf, OneMegabyteOfExclamationMarks) {
  const auto lines = split(std::string(1'000'000, '!'));
  std::size_t kept = 0;
  for (const auto& line : lines) {
    kept += line.size();
  }
  EXPECT_LE(kept, kMaxLine);
  EXPECT_EQ(kept + counters_.dropped_bytes, 1'000'000U);
}

TEST_P(ReadsOf, NothingIsALineOfNothing) {
  EXPECT_THAT(split("\n\r\n\r\r\n"), IsEmpty());
}

// The bytes of every stream are lines, line ends or dropped; and reads of any size give the same lines.
TEST(LineSplitter, RandomStreamsGiveTheSameLinesHoweverTheyArrive) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    std::string stream;
    const double line_end = random.chance(0.5) ? 0.01 : 0.0007;
    for (std::size_t i = 0; i < 6'000; ++i) {
      stream += random.chance(line_end) ? "\r\n!\\$"[random.below(5)] : 'x';
    }
    LineCounters whole_counters, part_counters;
    const auto whole = split_in_reads_of(stream.size(), stream, &whole_counters);
    const auto parts = split_in_reads_of(1 + random.below(1'500), stream, &part_counters);
    EXPECT_EQ(whole, parts);
    EXPECT_EQ(whole_counters.dropped_bytes, part_counters.dropped_bytes);
    std::size_t accounted = whole_counters.dropped_bytes;
    for (const auto& line : whole) {
      EXPECT_LE(line.size(), kMaxLine);
      accounted += line.size();
    }
    accounted += static_cast<std::size_t>(
        std::ranges::count_if(stream, [](char c) { return c == '\r' || c == '\n'; }));
    EXPECT_EQ(accounted, stream.size());
  }
}

}  // namespace
}  // namespace selat::feed
