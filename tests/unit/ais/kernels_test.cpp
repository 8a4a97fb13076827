// The kernels for payloads, text fields and checksums against one character at a time: always the same
// result.

#include "ais/kernels.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "ais/armour.h"
#include "ais/fields/field_values.h"
#include "ais/fields/optional.h"
#include "ais/six_bit_text.h"
#include "base/bits.h"
#include "base/random.h"
#include "nmea/checksum.h"
#include "nmea/vdm_sentence.h"
#include "payloads.h"

namespace selat::ais::test {
namespace {

constexpr std::uint64_t kSeed = 20'260'101;

Removed with(const Kernels& kernels, std::string_view payload, unsigned pad_bits, Bits before) {
  Removed removed{.is_good = true, .bits = before};
  removed.is_good = removed.bits.end_words(payload.size(), pad_bits,
                                           kernels.remove_armour(payload, removed.bits.begin_words()));
  return removed;
}

TEST(Kernels, RemoveArmourAtEveryLength) {
  SCOPED_TRACE(kSeed);
  Random random(kSeed);
  Bits stale;  // nothing of an earlier message may remain
  while (stale.append(~std::uint64_t{0}, 48)) {
  }
  for (std::size_t size = 0; size <= nmea::kMaxPayloadCharacters; ++size) {
    const Exact payload(random_payload(random, size));
    const auto pad_bits = static_cast<unsigned>(random.below(6));
    const Removed expected = one_at_a_time(payload.view(), pad_bits);
    for (const Kernels& kernels : available_kernels()) {
      EXPECT_EQ(with(kernels, payload.view(), pad_bits, Bits()), expected) << size;
      EXPECT_EQ(with(kernels, payload.view(), pad_bits, stale), expected) << size;
    }
  }
}

// Every character at this place of a good payload.
void expect_same_with_every_character(const std::string& good, std::size_t at) {
  for (unsigned character = 0; character < 256; ++character) {
    std::string changed = good;
    changed[at] = static_cast<char>(character);
    const Exact payload(changed);
    const Removed expected = one_at_a_time(payload.view(), 0);
    for (const Kernels& kernels : available_kernels()) {
      ASSERT_EQ(with(kernels, payload.view(), 0, Bits()), expected)
          << good.size() << ' ' << at << ' ' << character;
    }
  }
}

TEST(Kernels, FindABadCharacterAtEveryPlace) {
  SCOPED_TRACE(kSeed);
  Random random(kSeed);
  for (const std::size_t size : {1U, 7U, 8U, 9U, 15U, 16U, 17U, 28U, 31U, 32U, 33U, 56U, 60U, 64U, 75U}) {
    const std::string good = random_payload(random, size);
    for (std::size_t at = 0; at < size; ++at) {
      expect_same_with_every_character(good, at);
    }
  }
}

TEST(Kernels, ComputeChecksumsAtEveryLength) {
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
    EXPECT_EQ(nmea::checksum_of(text.view()), expected) << size;
    for (const Kernels& kernels : available_kernels()) {
      EXPECT_EQ(kernels.checksum(text.view()), expected) << size;
    }
  }
}

TEST(LongText, IsReadAsOneCharacterAfterAnother) {
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

TEST(Kernels, ReadTextFieldsAsLongTexts) {
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
    for (const Kernels& kernels : available_kernels()) {
      std::string read(kLongestTextField, '?');
      ASSERT_EQ(kernels.read_text(bits, at, count, read.data()), length) << at << ' ' << count;
      ASSERT_EQ(read, expected) << at << ' ' << count;
    }
  }
}

TEST(PutOptional, HoldsTheValueOrNothing) {
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

}  // namespace
}  // namespace selat::ais::test
