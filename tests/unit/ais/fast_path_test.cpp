// The fast path for lines against the general path: always the same result.

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "ais/encode.h"
#include "ais/fast_line.h"
#include "ais/kernels.h"
#include "ais/receiver.h"
#include "base/random.h"
#include "nmea/checksum.h"
#include "nmea/line_splitter.h"
#include "nmea/problem.h"
#include "nmea/sentence.h"
#include "nmea/tag_block.h"
#include "nmea/vdm_sentence.h"
#include "payloads.h"
#include "random_message.h"
#include "receive.h"

namespace selat::ais::test {
namespace {

constexpr std::uint64_t kSeed = 20'260'101;

bool takes(const Kernels& kernels, const ExactLines& line, FastLine& taken, bool is_block_rare = true) {
  taken.sentence.sequence_id = 77;  // nothing of an earlier line may remain
  taken.sentence.suffix = "stale";
  taken.tag.block.source = "stale";
  taken.tag.block.time = kNow;
  taken.tag.block.group = {.number = 7, .count = 7, .id = 7};
  if (is_block_rare) {
    taken.tag.block.text = "stale";
    taken.tag.may_have_more = true;
  }
  taken.bits.append(~std::uint64_t{0}, 57);
  nmea::Lines rest = line.lines();
  nmea::Lines expected = rest;
  const bool is_taken = kernels.take_line(rest, taken);
  if (is_taken) {
    EXPECT_EQ(taken.size, expected.next()->text().size());
  }
  EXPECT_EQ(rest.begin(), expected.begin());
  return is_taken;
}

// nullptr if the fast path leaves the line.
std::unique_ptr<FastLine> taken_by(const Kernels& kernels, const ExactLines& line) {
  auto taken = std::make_unique<FastLine>();
  return takes(kernels, line, *taken) ? std::move(taken) : nullptr;
}

// Of what may be cut at a carriage return.
std::string_view first_line_of(const ExactLines& lines) {
  auto rest = lines.lines();
  const auto first = rest.next();
  return first ? first->text() : "";
}

// What stands between the first two backslashes.
std::string_view tag_of(const ExactLines& line) {
  const std::string_view text = first_line_of(line);
  return text.substr(1, text.find('\\', 1) - 1);
}

// A line that is nearly as it should be.
std::string changed(std::string line, Random& random) {
  static constexpr std::string_view kTempting = "!$\\*,:;0159AVDMOXW`wx@ \r~\x80";
  for (std::uint64_t changes = random.below(4); changes > 0 && !line.empty(); --changes) {
    const std::size_t at = random.below(line.size());
    const char character = kTempting[random.below(kTempting.size())];
    switch (random.below(4)) {
      case 0:
        line[at] = character;
        break;
      case 1:
        line.insert(at, 1, character);
        break;
      case 2:
        line.erase(at, 1);
        break;
      default:
        line.resize(at);
        break;
    }
  }
  return line;
}

// The checksum of the last sentence made to hold, so that what was changed is looked at, too.
std::string with_true_checksum(std::string line) {
  const auto start = line.rfind('!');
  const auto star = line.rfind('*');
  if (start == std::string::npos || star == std::string::npos || star < start) {
    return line;
  }
  return line.substr(0, star) + nmea::checksum_suffix(line.substr(start + 1, star - start - 1));
}

EncodeOptions random_options(Random& random) {
  EncodeOptions options;
  options.talker = {static_cast<char>('A' + random.below(26)), static_cast<char>('0' + random.below(75))};
  if (random.below(2) == 0) {
    options.talker = {'A', 'I'};
  }
  options.is_own_ship = random.chance(0.1);
  options.channel = "\0AB12"[random.below(5)];
  options.sequence_id = static_cast<std::uint8_t>(random.below(12));
  options.characters_per_sentence = random.chance(0.8) ? 56 : 25 + random.below(60);
  return options;
}

// The line's sentence is the one of the general path.
void expect_parsed(const FastLine& fast, std::string_view text) {
  const auto parsed = nmea::is_vdm_sentence(text) ? nmea::parse_vdm_sentence(text, nmea::ChecksumRule::strict)
                                                  : std::unexpected(nmea::SentenceProblem::malformed);
  ASSERT_TRUE(parsed) << text;
  const nmea::VdmSentence& sentence = fast.sentence;
  EXPECT_EQ(sentence.talker, parsed->talker) << text;
  EXPECT_EQ(sentence.is_own_ship, parsed->is_own_ship) << text;
  EXPECT_EQ(sentence.count, parsed->count) << text;
  EXPECT_EQ(sentence.number, parsed->number) << text;
  EXPECT_EQ(sentence.sequence_id, parsed->sequence_id) << text;
  EXPECT_EQ(sentence.channel, parsed->channel) << text;
  EXPECT_EQ(sentence.payload, parsed->payload) << text;
  EXPECT_EQ(sentence.pad_bits, parsed->pad_bits) << text;
  EXPECT_EQ(sentence.checksum, parsed->checksum) << text;
  EXPECT_TRUE(parsed->is_checksum_held) << text;
  EXPECT_EQ(sentence.is_checksum_held, parsed->is_checksum_held) << text;
  EXPECT_EQ(sentence.suffix, parsed->suffix) << text;
  const Removed expected = one_at_a_time(parsed->payload, parsed->pad_bits);
  EXPECT_TRUE(expected.is_good) << text;
  EXPECT_EQ(fast.bits, expected.bits) << text;
}

// All kernels take the line or all leave it, with the same result; how many took it.
std::size_t expect_same_with_all_kernels(const std::string& line) {
  const ExactLines text(line);
  const bool is_taken = taken_by(available_kernels().front(), text) != nullptr;
  for (const Kernels& kernels : available_kernels()) {
    const auto fast = taken_by(kernels, text);
    EXPECT_EQ(fast != nullptr, is_taken) << line;
    if (fast) {
      EXPECT_FALSE(fast->has_tag) << line;
      expect_parsed(*fast, first_line_of(text));
    }
  }
  return is_taken ? available_kernels().size() : 0;
}

TEST(FastPath, GivesTheSentenceOfTheGeneralPath) {
  SCOPED_TRACE(kSeed);
  RandomMessages messages(kSeed);
  Random& random = messages.random();
  std::size_t taken = 0;
  for (int turn = 0; turn < 20'000; ++turn) {
    for (const std::string& made : encode(messages.next(), random_options(random))) {
      std::string line = random.chance(0.5) ? made : changed(made, random);
      if (random.chance(0.5)) {
        line = with_true_checksum(line);
      }
      taken += expect_same_with_all_kernels(line);
    }
  }
  EXPECT_GT(taken, 20'000U);
}

TEST(FastPath, TakesEveryCorrectSentence) {
  RandomMessages messages(kSeed);
  for (int turn = 0; turn < 500; ++turn) {
    for (const std::string& line : encode(messages.next(), {})) {
      for (const Kernels& kernels : available_kernels()) {
        EXPECT_TRUE(taken_by(kernels, ExactLines(line))) << line;
      }
    }
  }
}

TEST(FastPath, GivesTheTagBlockOfTheGeneralPath) {
  SCOPED_TRACE(kSeed);
  Random random(kSeed);
  const std::string behind = sentence("AIVDM,1,1,,A,15MvlfPOh2G?nwbEdVDsnSTR00S?,0");
  std::size_t taken = 0;
  for (int turn = 0; turn < 20'000; ++turn) {
    std::string between;
    for (std::uint64_t fields = random.below(4) + 1; fields > 0; --fields) {
      static constexpr auto kFields =
          std::to_array<std::string_view>({"s:",
                                           "s:station",
                                           "s:a-station-whose-name-is-far-too-long-for-it",
                                           "c:1384257600",
                                           "c:1384257600123",
                                           "c:13",
                                           "g:1-2-34",
                                           "g:2-2-12345678901234567890",
                                           "g:1-2-0123456789012345678",
                                           "g:9-9-1",
                                           "g:3-2-1",
                                           "g:0-2-1",
                                           "g:1-:-1",
                                           "g:01-02-3",
                                           "g:1-2-",
                                           "g:1-2",
                                           "g:1-2-3x",
                                           "g:",
                                           "n:77",
                                           "r:5",
                                           "t:text",
                                           "i:text",
                                           "d:them",
                                           "si:net",
                                           "x:y",
                                           "::",
                                           ":",
                                           "s",
                                           ""});
      between += kFields[random.below(kFields.size())];
      between += fields > 1 ? "," : "";
    }
    if (random.chance(0.2)) {
      between = changed(between, random);
    }
    const std::string block = "\\" + between + nmea::checksum_suffix(between) + "\\";
    const std::string line = (random.chance(0.1) ? changed(block, random) : block) + behind;
    const ExactLines text(line);
    const bool is_taken = taken_by(available_kernels().front(), text) != nullptr;
    for (const Kernels& kernels : available_kernels()) {
      const auto fast = taken_by(kernels, text);
      ASSERT_EQ(fast != nullptr, is_taken) << line;
      if (!fast || !fast->has_tag) {
        continue;
      }
      ++taken;
      const auto read = nmea::parse_tag_block(tag_of(text));
      ASSERT_TRUE(read) << line;
      ASSERT_EQ(fast->tag.block, *read) << line;
    }
  }
  EXPECT_GT(taken, 5'000U);
}

// The most common block, of every length, before sentences of every length; its time is that of the line
// before, nearly the same, or new.
TEST(FastPath, ReadsSourceAndTimeAtEveryLength) {
  SCOPED_TRACE(kSeed);
  Random random(kSeed);
  std::vector<std::unique_ptr<FastLine>> taken;
  for (std::size_t i = 0; i < available_kernels().size(); ++i) {
    taken.push_back(std::make_unique<FastLine>());
  }
  std::size_t fast = 0;
  std::string time = "1384257600";
  for (int turn = 0; turn < 20'000; ++turn) {
    if (random.chance(0.5)) {
      time[random.below(time.size())] = static_cast<char>('0' + random.below(10));
    } else if (random.chance(0.2)) {
      static constexpr auto kTimes = std::to_array<std::string_view>(
          {"1384257600", "1384257600123", "1384257600123456", "138425760", "13842576001", "13842576001234567",
           "1384257600.5", "1384257600,n:7", "13842576O0", "13842 7600", "1384257600,c:1384257601", "0"});
      time = kTimes[random.below(kTimes.size())];
    }
    const std::string between = "s:" + std::string(random.below(36), 'x') + ",c:" + time;
    const std::string block = "\\" + between + nmea::checksum_suffix(between) + "\\";
    const std::string behind = sentence("AIVDM,1,1,,A," + random_payload(random, 1 + random.below(72)) + "," +
                                        std::to_string(random.below(6)));
    const ExactLines line(random.chance(0.9) ? block + behind : changed(block, random) + behind);
    const bool is_taken = taken_by(available_kernels().front(), line) != nullptr;
    for (std::size_t i = 0; i < taken.size(); ++i) {
      FastLine& into = *taken[i];
      ASSERT_EQ(takes(available_kernels()[i], line, into, random.chance(0.1)), is_taken) << block << behind;
      if (is_taken && into.has_tag) {
        ++fast;
        expect_parsed(into, behind);
        const auto read = nmea::parse_tag_block(tag_of(line));
        ASSERT_TRUE(read) << block << behind;
        ASSERT_EQ(into.tag.block, *read) << block << behind;
      }
    }
  }
  EXPECT_GT(fast, 10'000U);
}

// A line may be cut at a carriage return, or at the end of a read: such a line takes the general path.
TEST(FastPath, LeavesATagBlockThatHoldsACarriageReturn) {
  for (const std::string between : {"s:a\rb,c:1384257600", "s:a,c:1384257600\r", "c:1384257600\r,s:a",
                                    "s:\xC3\xA9", "g:1-2-3\r,s:a", "s:a,t:b\rc", "d:a b,s:a", "s:a,\r:b"}) {
    const ExactLines text("\\" + between + nmea::checksum_suffix(between) + "\\" +
                          sentence("AIVDM,1,1,,A,15MvlfPOh2G?nwbEdVDsnSTR00S?,0"));
    for (const Kernels& kernels : available_kernels()) {
      EXPECT_EQ(taken_by(kernels, text), nullptr) << between;
    }
  }
}

std::string random_tag(Random& random) {
  static constexpr auto kTags = std::to_array<std::string_view>(
      {"s:station1", "s:station2,c:1384257600", "c:1384257600123,s:x", "c:1384257600.25",
       "g:1-2-7,s:station1", "g:2-2-7", "g:1-2-8", "si:net", "s:,c:1384257599", "c:13842576O0", "s:a!b",
       "x:1", "nonsense", ":", "", "n:5,t:some text,d:them,r:9", "s:one,s:two", "c:9999999999999"});
  const auto tag = kTags[random.below(kTags.size())];
  return "\\" + std::string(tag) + (random.chance(0.9) ? nmea::checksum_suffix(tag) : "*00") + "\\";
}

// Everything a feed could hand in: parts that fit and parts that do not, TAG blocks before them and on lines
// of their own, wrappers, times before and after, joined sentences, garbage.
std::vector<std::string> random_lines(RandomMessages& messages, std::size_t count) {
  Random& random = messages.random();
  std::vector<std::string> lines;
  while (lines.size() < count) {
    for (std::string line : encode(messages.next(), random_options(random))) {
      if (random.chance(0.2)) {
        line = with_true_checksum(changed(line, random));
      }
      if (random.chance(0.5)) {
        line.insert(0, random_tag(random));
      }
      if (random.chance(0.05)) {
        line.insert(0, "1384257600 ");
      }
      if (random.chance(0.05)) {
        line += ",rSTATION,1384257601";
      }
      if (random.chance(0.05)) {
        lines.push_back(random_tag(random));
      }
      if (random.chance(0.03) && line.size() >= 2) {  // a type 24 of a reserved part has no sentence
        lines.push_back("$PGHP,1,2013,11,12,12,0,0,11,219,,2190067,1," + line.substr(line.size() - 2));
        lines.back() += nmea::checksum_suffix(std::string_view(lines.back()).substr(1));
      }
      if (random.chance(0.1)) {
        line = changed(line, random);
      }
      if (random.chance(0.05) && !lines.empty()) {
        lines.back() += line;
      } else if (!random.chance(0.03)) {
        lines.push_back(line);
      }
    }
  }
  return lines;
}

TEST(FastPath, GivesTheSameResultsThroughAReceiver) {
  for (std::uint64_t seed = kSeed; seed < kSeed + 8; ++seed) {
    SCOPED_TRACE(seed);
    RandomMessages messages(seed);
    const auto lines = random_lines(messages, 2'000);
    ReceiverOptions options;
    options.checksum = seed % 4 == 3 ? nmea::ChecksumRule::lenient : nmea::ChecksumRule::strict;
    options.fast_path = nullptr;
    const Outcome slow = receive_lines(lines, options);
    EXPECT_GT(slow.messages.size(), 500U);
    for (const Kernels& kernels : available_kernels()) {
      options.fast_path = kernels.take_line;
      const Outcome quick = receive_lines(lines, options);
      EXPECT_EQ(quick.counters, slow.counters);
      ASSERT_EQ(quick.messages.size(), slow.messages.size());
      for (std::size_t i = 0; i < slow.messages.size(); ++i) {
        ASSERT_EQ(quick.messages[i], slow.messages[i]) << i;
        ASSERT_EQ(quick.headers[i], slow.headers[i]) << i;
        ASSERT_EQ(quick.warnings[i], slow.warnings[i]) << i;
        ASSERT_EQ(quick.tags[i], slow.tags[i]) << i;
      }
      EXPECT_EQ(quick.reports, slow.reports);
    }
  }
}

// A block, and a sentence, end where their line ends, whatever lies behind it.
TEST(FastPath, TakesNothingThatLiesBehindItsLine) {
  const std::string tag = tagged("s:station,c:1384257600", "");
  const std::string whole = tag + sentence("AIVDM,1,1,,A,15MvlfPOh2G?nwbEdVDsnSTR00S?,0");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::string all =
        whole.substr(0, size) + '\n' + whole.substr(size) + std::string(nmea::kRoomBehindLine, 'x');
    for (const Kernels& kernels : available_kernels()) {
      FastLine into;
      auto cut = nmea::Lines::with_room_behind(std::string_view(all).substr(0, size + 1));
      EXPECT_FALSE(kernels.take_line(cut, into)) << size;
    }
  }
}

// Many lines at once are read as one after the other.
TEST(FastPath, ReadsManyLinesAsOneAfterTheOther) {
  RandomMessages messages(kSeed);
  const auto lines = random_lines(messages, 500);
  std::string bytes;
  for (const auto& line : lines) {
    bytes += line + (messages.random().chance(0.5) ? "\r\n" : "\n");
  }
  ASSERT_LE(bytes.size(), nmea::LineSplitter::kMostAtOnce);
  nmea::SplitCounters counters;
  nmea::LineSplitter splitter(counters);
  MessageReader by_line, at_once;
  std::vector<Message> expected, read;
  for (const auto& line : lines) {
    by_line.read(ExactLines(line).lines(), kNow,
                 [&](const Decoded& decoded) { expected.push_back(decoded.message); });
  }
  at_once.read(splitter.split(bytes), kNow, [&](const Decoded& decoded) { read.push_back(decoded.message); });
  EXPECT_GT(expected.size(), 100U);
  EXPECT_EQ(read, expected);
  EXPECT_EQ(at_once.counters(), by_line.counters());
}

}  // namespace
}  // namespace selat::ais::test
