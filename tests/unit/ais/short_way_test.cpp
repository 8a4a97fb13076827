// The short ways for what nearly every line is, and the ways to take six-bit characters apart, against
// the long way and against one character at a time: always the same answer.

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "ais/armour.h"
#include "ais/decode/fields.h"
#include "ais/encode.h"
#include "ais/receiver.h"
#include "ais/usual_line.h"
#include "base/random.h"
#include "random_message.h"
#include "receive.h"

namespace selat::ais::test {
namespace {

constexpr std::uint64_t kSeed = 20'260'101;

// Text in memory of exactly its size, so that a sanitizer sees every byte read beyond it.
class Exact {
 public:
  explicit Exact(std::string_view text) : bytes_(new char[text.size()]), size_(text.size()) {
    std::ranges::copy(text, bytes_.get());
  }
  [[nodiscard]] std::string_view view() const { return {bytes_.get(), size_}; }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_;
};

// A line as a buffer holds it: with its ending, and kUsualReach bytes of anything, exactly, from its first
// one on.
class Line {
 public:
  explicit Line(std::string_view line, std::string_view ending = "\r\n") : memory_(in_memory(line, ending)) {}
  // Nothing where the line is not so usual.
  [[nodiscard]] std::unique_ptr<UsualLine> taken_by(TakeUsualLine take) const {
    auto taken = std::make_unique<UsualLine>();
    return takes(take, *taken) ? std::move(taken) : nullptr;
  }
  [[nodiscard]] bool takes(TakeUsualLine take, UsualLine& taken, bool is_block_rare = true) const {
    taken.sentence.sequence_id = 77;  // what a line before has left must not shine through
    taken.sentence.suffix = "stale";
    taken.tag.block.source = "stale";
    taken.tag.block.time = kNow;
    if (is_block_rare) {
      taken.tag.block.text = "stale";
      taken.tag.may_have_more = true;
    }
    taken.bits.append(~std::uint64_t{0}, 57);
    const std::size_t size = take(memory_.view().data(), memory_.view().size(), taken);
    if (size > 0) {
      EXPECT_EQ(size, memory_.view().find('\n') + 1) << memory_.view();
    }
    return size > 0;
  }

  // What stands between the first two backslashes.
  [[nodiscard]] std::string_view tag() const {
    return memory_.view().substr(1, memory_.view().find('\\', 1) - 1);
  }

 private:
  static std::string in_memory(std::string_view line, std::string_view ending) {
    std::string bytes = std::string(line) + std::string(ending);
    while (bytes.size() < kUsualReach) {
      bytes += "!AIVDM,1,1,,B,w\n\\*";
    }
    return bytes;
  }
  Exact memory_;
};

struct Removed {
  bool is_good = true;
  Bits bits;
  friend bool operator==(const Removed&, const Removed&) = default;
};

Removed one_at_a_time(std::string_view payload, unsigned pad_bits) {
  Removed removed;
  for (const char character : payload) {
    const unsigned value = kSixBitValues[static_cast<std::uint8_t>(character)];
    removed.is_good = removed.is_good && value < 64;
    removed.bits.append(value, 6);
  }
  if (!removed.is_good) {
    removed.bits = Bits();
    return removed;
  }
  Bits kept;
  const std::size_t size = removed.bits.size() - std::min<std::size_t>(pad_bits, removed.bits.size());
  for (std::size_t at = 0; at < size; ++at) {
    kept.append(removed.bits.unsigned_at(at, 1), 1);
  }
  removed.bits = kept;
  return removed;
}

Removed by_way(const ArmourWay& way, std::string_view payload, unsigned pad_bits, Bits before) {
  Removed removed{.is_good = true, .bits = before};
  removed.is_good =
      removed.bits.end_words(payload.size(), pad_bits, way.remove(payload, removed.bits.begin_words()));
  return removed;
}

std::string random_payload(Random& random, std::size_t size) {
  std::string payload;
  while (payload.size() < size) {
    payload.push_back(six_bit_character(static_cast<unsigned>(random.below(64))));
  }
  return payload;
}

TEST(ShortWay, ArmourComesOffTheSameWayAtEveryLength) {
  SCOPED_TRACE(kSeed);
  Random random(kSeed);
  Bits stale;  // what a message before has left must not shine through
  while (stale.append(~std::uint64_t{0}, 48)) {
  }
  for (std::size_t size = 0; size <= kMaxPayloadCharacters; ++size) {
    const Exact payload(random_payload(random, size));
    const auto pad_bits = static_cast<unsigned>(random.below(6));
    const Removed expected = one_at_a_time(payload.view(), pad_bits);
    EXPECT_TRUE(is_armour(payload.view()));
    for (const ArmourWay& way : armour_ways()) {
      EXPECT_EQ(by_way(way, payload.view(), pad_bits, Bits()), expected) << size;
      EXPECT_EQ(by_way(way, payload.view(), pad_bits, stale), expected) << size;
    }
  }
}

TEST(ShortWay, EveryStrangeCharacterIsSeenAtEveryPlace) {
  SCOPED_TRACE(kSeed);
  Random random(kSeed);
  for (const std::size_t size : {1U, 7U, 8U, 9U, 15U, 16U, 17U, 28U, 31U, 32U, 33U, 56U, 60U, 64U, 75U}) {
    const std::string good = random_payload(random, size);
    for (std::size_t at = 0; at < size; ++at) {
      for (unsigned character = 0; character < 256; ++character) {
        std::string changed = good;
        changed[at] = static_cast<char>(character);
        const Exact payload(changed);
        const Removed expected = one_at_a_time(payload.view(), 0);
        ASSERT_EQ(is_armour(payload.view()), expected.is_good) << size << ' ' << at << ' ' << character;
        for (const ArmourWay& way : armour_ways()) {
          ASSERT_EQ(by_way(way, payload.view(), 0, Bits()), expected)
              << size << ' ' << at << ' ' << character;
        }
      }
    }
  }
}

TEST(ShortWay, ChecksumsAreTheSameAtEveryLength) {
  SCOPED_TRACE(kSeed);
  Random random(kSeed);
  for (std::size_t size = 0; size <= 300; ++size) {
    std::string made;
    std::uint8_t expected = 0;
    for (std::size_t i = 0; i < size; ++i) {
      made.push_back(static_cast<char>(random.below(256)));
      expected = static_cast<std::uint8_t>(expected ^ static_cast<std::uint8_t>(made.back()));
    }
    const Exact text(made);
    EXPECT_EQ(checksum_of(text.view()), expected) << size;
    for (const ArmourWay& way : armour_ways()) {
      EXPECT_EQ(way.checksum(text.view()), expected) << size;
    }
  }
}

TEST(ShortWay, TextsAreReadAsOneCharacterAfterAnother) {
  SCOPED_TRACE(kSeed);
  Random random(kSeed);
  for (int turn = 0; turn < 5'000; ++turn) {
    Bits bits;
    const std::size_t size = random.below(300);
    while (bits.size() < size) {
      bits.append(random.below(40) == 0 ? 0 : random.below(64), 6);
    }
    const std::size_t at = random.below(100);
    const std::size_t count = random.below(41);
    std::string expected;
    while (expected.size() < count && bits.has(at + expected.size() * 6, 6)) {
      const auto value = bits.unsigned_at(at + expected.size() * 6, 6);
      if (value == 0) {
        break;
      }
      expected.push_back(kTextAlphabet[value]);
    }
    std::array<char, 48> read{};
    const std::size_t length = text_at(bits, at, read.data(), count);
    ASSERT_EQ(std::string_view(read.data(), length), expected);
  }
}

TEST(ShortWay, TextFieldsAreReadTheSameByBothWays) {
  SCOPED_TRACE(kSeed);
  Random random(kSeed);
  for (int turn = 0; turn < 20'000; ++turn) {
    Bits bits;
    const std::size_t size = random.below(400);
    while (bits.size() < size) {
      const bool is_usual = random.chance(0.7);
      bits.append(is_usual ? random.below(64) : (random.chance(0.5) ? 0 : 32), 6);
    }
    const std::size_t at = random.below(200);
    const std::size_t count = random.below(kLongestTextField + 1);
    std::array<char, 48> whole{};
    const std::size_t length = without_padding(whole.data(), text_at(bits, at, whole.data(), count));
    std::string expected(whole.data(), length);
    expected.resize(kLongestTextField);
    for (const ArmourWay& way : armour_ways()) {
      std::string read(kLongestTextField, '?');
      ASSERT_EQ(way.read_text(bits, at, count, read.data()), length) << at << ' ' << count;
      ASSERT_EQ(read, expected) << at << ' ' << count;
    }
  }
}

TEST(ShortWay, BitsAreCutAndJoinedAsOneAfterAnother) {
  SCOPED_TRACE(kSeed);
  Random random(kSeed);
  Bits cut;
  for (int turn = 0; turn < 5'000; ++turn) {
    Bits bits;
    for (const std::size_t size = random.below(kMaxPayloadBits - 57); bits.size() < size;) {
      bits.append(random.next(), static_cast<unsigned>(1 + random.below(57)));
    }
    const std::size_t at = random.below(bits.size() + 1);
    const std::size_t count = random.below(bits.size() - at + 1);
    Bits expected;
    for (std::size_t i = 0; i < count; ++i) {
      expected.append(bits.unsigned_at(at + i, 1), 1);
    }
    cut.assign(bits, at, count);
    ASSERT_EQ(cut, expected) << at << ' ' << count;
    Bits joined;
    joined.assign(bits, 0, at);
    ASSERT_TRUE(joined.append(cut));
    for (std::size_t i = 0; i < at + count; ++i) {
      ASSERT_EQ(joined.unsigned_at(i, 1), bits.unsigned_at(i, 1)) << at << ' ' << count << ' ' << i;
    }
    ASSERT_EQ(joined.size(), at + count);
  }
  Bits full;
  while (full.append(~std::uint64_t{0}, 48)) {
  }
  EXPECT_FALSE(full.append(full));
  EXPECT_EQ(full.size(), kMaxPayloadBits);
}

TEST(ShortWay, AnOptionalIsThereOrNotWithoutABranch) {
  const auto holds = []<typename Value>(Value value) {
    std::optional<Value> optional;
    put_optional(optional, value, true);
    EXPECT_EQ(optional, value);
    put_optional(optional, value, false);
    EXPECT_EQ(optional, std::nullopt);
    put_optional(optional, value, true);
    EXPECT_EQ(optional, value);
  };
  holds(true);
  holds(std::uint8_t{7});
  holds(std::uint32_t{7});
  holds(Side::starboard);
  holds(Speed::knots(7));
  holds(Bearing::degrees(7));
  holds(TurnRate::degrees_per_minute(7));
  holds(geo::Position::degrees(1, 2));
  holds(model::Mmsi(563'000'000));
  holds(
      model::Dimensions{Distance::metres(1), Distance::metres(2), Distance::metres(3), Distance::metres(4)});
  holds(ShortText<7>("9V1234"));
  holds(ShortText<20>("SELAT"));
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
  return line.substr(0, star) + checksum_suffix(line.substr(start + 1, star - start - 1));
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

// That the line's sentence is what the long way has of it.
void expect_parsed(const UsualLine& usual, std::string_view text) {
  const auto parsed = is_ais_sentence(text) ? parse_sentence(text) : std::unexpected(Problem::malformed);
  ASSERT_TRUE(parsed) << text;
  const Sentence& sentence = usual.sentence;
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
  EXPECT_EQ(usual.bits, expected.bits) << text;
}

TEST(ShortWay, ASentenceTakenIsTheSentenceParsed) {
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
      const Line text(line, random.chance(0.5) ? "\r\n" : "\n");
      const std::string_view read = std::string_view(line).substr(0, line.find('\n'));
      const bool is_usual = text.taken_by(usual_line_ways().front()) != nullptr;
      for (const TakeUsualLine way : usual_line_ways()) {
        const auto usual = text.taken_by(way);
        ASSERT_EQ(usual != nullptr, is_usual) << line;
        if (!usual) {
          continue;
        }
        ++taken;
        EXPECT_FALSE(usual->has_tag) << line;
        expect_parsed(*usual, read);
        EXPECT_EQ(usual->length, line.find('\n') == std::string::npos ? line.size() : read.size()) << line;
      }
    }
  }
  EXPECT_GT(taken, 20'000U);
}

TEST(ShortWay, WholeAndWellMadeSentencesAreAllTaken) {
  RandomMessages messages(kSeed);
  for (int turn = 0; turn < 500; ++turn) {
    for (const std::string& line : encode(messages.next(), {})) {
      for (const TakeUsualLine way : usual_line_ways()) {
        EXPECT_TRUE(Line(line).taken_by(way)) << line;
      }
    }
  }
}

TEST(ShortWay, ATagBlockTakenIsTheTagBlockRead) {
  SCOPED_TRACE(kSeed);
  Random random(kSeed);
  const std::string behind = sentence("AIVDM,1,1,,A,15MvlfPOh2G?nwbEdVDsnSTR00S?,0");
  std::size_t taken = 0;
  for (int turn = 0; turn < 20'000; ++turn) {
    std::string between;
    for (std::uint64_t fields = random.below(4) + 1; fields > 0; --fields) {
      static constexpr auto kFields = std::to_array<std::string_view>(
          {"s:", "s:station", "s:a-station-whose-name-is-far-too-long-for-it", "c:1384257600",
           "c:1384257600123", "c:13", "g:1-2-34", "n:77", "r:5", "t:text", "i:text", "d:them", "si:net",
           "x:y", "::", ":", "s", ""});
      between += kFields[random.below(kFields.size())];
      between += fields > 1 ? "," : "";
    }
    if (random.chance(0.2)) {
      between = changed(between, random);
    }
    const std::string block = "\\" + between + checksum_suffix(between) + "\\";
    const std::string line = (random.chance(0.1) ? changed(block, random) : block) + behind;
    const Line text(line);
    const bool is_usual = text.taken_by(usual_line_ways().front()) != nullptr;
    for (const TakeUsualLine way : usual_line_ways()) {
      const auto usual = text.taken_by(way);
      ASSERT_EQ(usual != nullptr, is_usual) << line;
      if (!usual || !usual->has_tag) {
        continue;
      }
      ++taken;
      const auto read = parse_tag_block(text.tag());
      ASSERT_TRUE(read) << line;
      ASSERT_EQ(usual->tag.block, *read) << line;
    }
  }
  EXPECT_GT(taken, 5'000U);
}

// The block nearly all lines have, of every length, before sentences of every length; its time known from
// the line before, nearly known, or new.
TEST(ShortWay, SourceAndTimeAreTheBlockReadAtEveryLength) {
  SCOPED_TRACE(kSeed);
  Random random(kSeed);
  std::vector<std::unique_ptr<UsualLine>> taken;
  for (std::size_t i = 0; i < usual_line_ways().size(); ++i) {
    taken.push_back(std::make_unique<UsualLine>());
  }
  std::size_t usual = 0;
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
    const std::string block = "\\" + between + checksum_suffix(between) + "\\";
    const std::string behind = sentence("AIVDM,1,1,,A," + random_payload(random, 1 + random.below(72)) + "," +
                                        std::to_string(random.below(6)));
    const Line line(random.chance(0.9) ? block + behind : changed(block, random) + behind,
                    random.chance(0.5) ? "\r\n" : "\n");
    const bool is_usual = line.taken_by(usual_line_ways().front()) != nullptr;
    for (std::size_t i = 0; i < taken.size(); ++i) {
      UsualLine& into = *taken[i];
      ASSERT_EQ(line.takes(usual_line_ways()[i], into, random.chance(0.1)), is_usual) << block << behind;
      if (is_usual && into.has_tag) {
        ++usual;
        expect_parsed(into, behind);
        const auto read = parse_tag_block(line.tag());
        ASSERT_TRUE(read) << block << behind;
        ASSERT_EQ(into.tag.block, *read) << block << behind;
      }
    }
  }
  EXPECT_GT(usual, 10'000U);
}

// A line may be cut at a carriage return, or at the end of a read: whatever holds one goes the long way.
TEST(ShortWay, ATagBlockThatHoldsACarriageReturnIsLeft) {
  for (const std::string between : {"s:a\rb,c:1384257600", "s:a,c:1384257600\r", "s:\xC3\xA9"}) {
    const Line text("\\" + between + checksum_suffix(between) + "\\" +
                    sentence("AIVDM,1,1,,A,15MvlfPOh2G?nwbEdVDsnSTR00S?,0"));
    for (const TakeUsualLine way : usual_line_ways()) {
      EXPECT_EQ(text.taken_by(way), nullptr) << between;
    }
  }
}

std::string random_tag(Random& random) {
  static constexpr auto kTags = std::to_array<std::string_view>(
      {"s:station1", "s:station2,c:1384257600", "c:1384257600123,s:x", "c:1384257600.25",
       "g:1-2-7,s:station1", "g:2-2-7", "g:1-2-8", "si:net", "s:,c:1384257599", "c:13842576O0", "s:a!b",
       "x:1", "nonsense", ":", "", "n:5,t:some text,d:them,r:9", "s:one,s:two", "c:9999999999999"});
  const auto tag = kTags[random.below(kTags.size())];
  return "\\" + std::string(tag) + (random.chance(0.9) ? checksum_suffix(tag) : "*00") + "\\";
}

// Everything a feed could hand in: parts that fit and parts that do not, TAG blocks before them and on lines
// of their own, wrappers, times before and behind, glued sentences, garbage.
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
        lines.back() += checksum_suffix(std::string_view(lines.back()).substr(1));
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

TEST(ShortWay, AReceiverSaysTheSameByEveryWay) {
  for (std::uint64_t seed = kSeed; seed < kSeed + 8; ++seed) {
    SCOPED_TRACE(seed);
    RandomMessages messages(seed);
    const auto lines = random_lines(messages, 2'000);
    ReceiverOptions options;
    options.checksum = seed % 4 == 3 ? ChecksumRule::lenient : ChecksumRule::strict;
    options.take_usual = nullptr;
    const Outcome slow = receive_lines(lines, options);
    EXPECT_GT(slow.messages.size(), 500U);
    for (const TakeUsualLine way : usual_line_ways()) {
      options.take_usual = way;
      const Outcome quick = receive_lines(lines, options);
      EXPECT_EQ(quick.counters, slow.counters);
      ASSERT_EQ(quick.messages.size(), slow.messages.size());
      for (std::size_t i = 0; i < slow.messages.size(); ++i) {
        ASSERT_EQ(quick.messages[i], slow.messages[i]) << i;
        ASSERT_EQ(quick.headers[i], slow.headers[i]) << i;
        ASSERT_EQ(quick.remarks[i], slow.remarks[i]) << i;
        ASSERT_EQ(quick.tags[i], slow.tags[i]) << i;
      }
      EXPECT_EQ(quick.reports, slow.reports);
    }
  }
}

TEST(ShortWay, APieceOfAStreamIsItsLines) {
  RandomMessages messages(kSeed);
  std::string bytes;
  const auto lines = random_lines(messages, 500);
  for (const auto& line : lines) {
    bytes += line + (messages.random().chance(0.5) ? "\r\n" : "\n");
  }
  bytes += "!AIVDM,1,1,,A,half";
  MessageReader by_line, by_piece;
  std::vector<Message> expected, read;
  std::string_view left = bytes;
  for (auto end = left.find('\n'); end != std::string_view::npos; end = left.find('\n')) {
    by_line.read(left.substr(0, end), kNow,
                 [&](const Decoded& decoded) { expected.push_back(decoded.message); });
    left.remove_prefix(end + 1);
  }
  const std::size_t taken =
      by_piece.read_lines(bytes, kNow, [&](const Decoded& decoded) { read.push_back(decoded.message); });
  EXPECT_EQ(bytes.substr(taken), "!AIVDM,1,1,,A,half");
  EXPECT_EQ(read, expected);
  EXPECT_EQ(by_piece.counters(), by_line.counters());

  // The usual ones as they lie, each other line by itself.
  MessageReader by_both;
  read.clear();
  const auto take = [&](const Decoded& decoded) { read.push_back(decoded.message); };
  std::size_t usual = 0;
  for (left = bytes;;) {
    const std::size_t size = by_both.read_usual_lines(left, kNow, take);
    usual += size;
    left.remove_prefix(size);
    const auto end = left.find('\n');
    if (end == std::string_view::npos) {
      break;
    }
    by_both.read(left.substr(0, end), kNow, take);
    left.remove_prefix(end + 1);
  }
  EXPECT_GT(usual, bytes.size() / 4);
  EXPECT_LT(usual, bytes.size());
  EXPECT_EQ(read, expected);
  EXPECT_EQ(by_both.counters(), by_line.counters());
}

TEST(ShortWay, TimesOfTagBlocksAreReadDigitByDigit) {
  SCOPED_TRACE(kSeed);
  Random random(kSeed);
  for (int turn = 0; turn < 20'000; ++turn) {
    std::string text;
    for (const std::size_t size = random.chance(0.5) ? 10 : 13; text.size() < size;) {
      text.push_back(static_cast<char>('0' + random.below(10)));
    }
    const bool is_number = random.chance(0.5);
    if (!is_number) {
      static constexpr std::string_view kOthers = "/:-+ aA\x80\xB0\xFF";
      text[random.below(text.size())] = kOthers[random.below(kOthers.size())];
    }
    const auto time = parse_unix_time(text);
    ASSERT_EQ(time.has_value(), is_number) << text;
    if (time) {
      const auto digits = static_cast<std::int64_t>(std::stoll(text));
      EXPECT_EQ(time->in_unix_microseconds(), digits * (text.size() == 10 ? 1'000'000 : 1'000)) << text;
    }
  }
}

}  // namespace
}  // namespace selat::ais::test
