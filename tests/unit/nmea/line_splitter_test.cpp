#include "nmea/line_splitter.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "nmea/line_ends.h"
#include "texts_of.h"

namespace selat::nmea {
namespace {

using test::texts_of;
using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::string_literals;

std::vector<std::string> split_in_reads_of(std::size_t size, std::string_view stream,
                                           SplitCounters* counters = nullptr) {
  SplitCounters counted;
  LineSplitter splitter(counted);
  std::vector<std::string> lines;
  const auto take = [&](Lines found) { std::ranges::move(texts_of(found), std::back_inserter(lines)); };
  for (std::size_t at = 0; at < stream.size(); at += size) {
    const auto read = stream.substr(at, size);
    std::ranges::copy(read, splitter.space().begin());
    take(splitter.split(read.size()));
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
  SplitCounters counters_;
};

INSTANTIATE_TEST_SUITE_P(Bytes, ReadsOf, testing::Values(1, 7, 64, 1'460, 65'536),
                         [](const auto& bytes) { return std::to_string(bytes.param); });

TEST_P(ReadsOf, LineEndsOfEveryKind) {
  EXPECT_THAT(split("!AIVDM,1\r\n!AIVDM,2\n!AIVDM,3\r!AIVDM,4\r\n\r\n\n!AIVDM,5"),
              ElementsAre("!AIVDM,1", "!AIVDM,2", "!AIVDM,3", "!AIVDM,4", "!AIVDM,5"));
  EXPECT_EQ(counters_.dropped_bytes, 0U);
}

TEST(LineSplitter, TakesADatagramThatLiesElsewhere) {
  SplitCounters counters;
  LineSplitter splitter(counters);
  EXPECT_THAT(texts_of(splitter.split("!AIVDM,1\r\n!AIVDM,2")), ElementsAre("!AIVDM,1"));
  EXPECT_THAT(texts_of(splitter.flush()), ElementsAre("!AIVDM,2"));
  EXPECT_TRUE(splitter.split("").empty());
}

TEST(LineSplitter, NothingIsLostWhereAReadFillsItsSpace) {
  SplitCounters counters;
  LineSplitter splitter(counters);
  const std::string begun(kMaxLineLength, 'x');
  EXPECT_TRUE(splitter.split(begun).empty());
  ASSERT_EQ(splitter.space().size(), LineSplitter::kMostAtOnce);
  std::string read(LineSplitter::kMostAtOnce, 'y');
  read.front() = '\n';
  read.back() = '\n';
  EXPECT_EQ(splitter.split(read).count(), 1U);
  EXPECT_EQ(counters.overlong_lines, 1U);
  EXPECT_EQ(counters.dropped_bytes, LineSplitter::kMostAtOnce - 2);
}

// Every byte that matters at every place of 64, beside bytes that nearly are it.
TEST(LineEnds, AreTheSameInPlainCodeAndWithVectors) {
  Random random(20'260'101);
  for (int turn = 0; turn < 5'000; ++turn) {
    std::array<char, 64> bytes{};
    std::uint64_t expected = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      static constexpr std::string_view kTempting("\r\n\x0B\x0C\x8A\x8D\0\x01\xFF!", 10);
      bytes[i] = random.chance(0.5) ? kTempting[random.below(kTempting.size())]
                                    : static_cast<char>(random.below(256));
      expected |= std::uint64_t{bytes[i] == '\r' || bytes[i] == '\n'} << i;
    }
    EXPECT_EQ(plain::line_ends_in(bytes.data()), expected);
    EXPECT_EQ(line_ends_in(bytes.data()), expected);
  }
}

TEST_P(ReadsOf, NulBytesStayInTheirLine) {
  EXPECT_THAT(split("\0\0!AIVDM,1\n!AI\0VDM,2\n"s), ElementsAre("\0\0!AIVDM,1"s, "!AI\0VDM,2"s));
}

TEST_P(ReadsOf, TheLongestLineIsKept) {
  const std::string longest(kMaxLineLength, 'x');
  EXPECT_THAT(split(longest + "\n" + longest + "\r\n" + longest), ElementsAre(longest, longest, longest));
  EXPECT_EQ(counters_.overlong_lines, 0U);
}

TEST_P(ReadsOf, AnOverlongLineIsDroppedUpToItsEnd) {
  const std::string endless(kMaxLineLength + 1, 'x');
  EXPECT_THAT(split("!A\n" + endless + "\n!B\n"), ElementsAre("!A", "!B"));
  EXPECT_EQ(counters_.overlong_lines, 1U);
  EXPECT_EQ(counters_.dropped_bytes, kMaxLineLength + 1);
}

TEST_P(ReadsOf, AfterAnOverlongLineASentenceMayBeginAnywhere) {
  const std::size_t size = 3 * kMaxLineLength;
  EXPECT_THAT(split(std::string(size, 'x') + "!AIVDM,1\n" + std::string(size, 'y') + "\\c:1*5A\\!AIVDM,2\n"),
              ElementsAre("!AIVDM,1", "\\c:1*5A\\!AIVDM,2"));
  EXPECT_EQ(counters_.overlong_lines, 2U);
  EXPECT_EQ(counters_.dropped_bytes, 2 * size);
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
  EXPECT_LE(kept, kMaxLineLength);
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
    const double line_end = random.chance(0.5) ? 0.001 : 0.00009;
    for (std::size_t i = 0; i < 6 * kMaxLineLength; ++i) {
      stream += random.chance(line_end) ? "\r\n!\\$"[random.below(5)] : 'x';
    }
    SplitCounters whole_counters, part_counters;
    const auto whole = split_in_reads_of(stream.size(), stream, &whole_counters);
    const auto parts = split_in_reads_of(1 + random.below(1'500), stream, &part_counters);
    EXPECT_EQ(whole, parts);
    EXPECT_EQ(whole_counters.dropped_bytes, part_counters.dropped_bytes);
    std::size_t accounted = whole_counters.dropped_bytes;
    for (const auto& line : whole) {
      EXPECT_LE(line.size(), kMaxLineLength);
      accounted += line.size();
    }
    accounted += static_cast<std::size_t>(
        std::ranges::count_if(stream, [](char c) { return c == '\r' || c == '\n'; }));
    EXPECT_EQ(accounted, stream.size());
  }
}

}  // namespace
}  // namespace selat::nmea
