#include "ais/fast_line.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

#include "ais/simd/armour_avx2.h"
#include "ais/simd/armour_plain.h"
#include "ais/simd/line_kernels.h"
#include "ais/simd/tag_avx2.h"
#include "ais/simd/tag_plain.h"
#include "base/bits.h"
#include "nmea/checksum.h"
#include "nmea/sentence.h"
#include "nmea/vdm_sentence.h"

namespace selat::ais {

namespace {

// "!AIVDM,1,1,,,0,0*hh" is the shortest.
constexpr std::size_t kShortest = 19;
constexpr std::size_t kTail = 5;  // ",0*hh"

[[nodiscard, gnu::always_inline]] inline unsigned digit(char character) {
  return static_cast<unsigned>(static_cast<std::uint8_t>(character)) - '0';
}
[[nodiscard, gnu::always_inline]] inline bool is_letter_or_digit(char character) {
  const auto small = static_cast<unsigned>(static_cast<std::uint8_t>(character)) | 0x20U;
  return digit(character) <= 9 || small - 'a' < 26;
}

// Eight characters as plain::eight_at() reads them; '\0' stands for any character.
[[nodiscard]] consteval std::uint64_t eight(std::string_view text, bool is_mask = false) {
  std::uint64_t made = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    const std::uint64_t byte = is_mask ? (text[i] == '\0' ? 0 : 0xFF) : static_cast<std::uint8_t>(text[i]);
    made |= byte << (i * 8);
  }
  return made;
}
constexpr std::string_view kHead("!\0\0VD\0,\0", 8);         // "!AIVDM,1"
constexpr std::string_view kWhole(",1,,\0,\0\0", 8);         // ",1,,A,12"
constexpr std::string_view kTailEight("\0\0\0,\0*\0\0", 8);  // "123,0*5C"

[[nodiscard, gnu::always_inline]] inline bool has(std::uint64_t text, std::uint64_t pattern,
                                                  std::uint64_t mask) {
  return (text & mask) == pattern;
}
[[nodiscard, gnu::always_inline]] inline char character(std::uint64_t text, unsigned at) {
  return static_cast<char>(static_cast<std::uint8_t>(text >> (at * 8)));
}

// Reads the fields from count to channel of any sentence. Returns where the payload begins, or nullptr.
[[nodiscard]] inline const char* take_numbers(const char* at, nmea::VdmSentence& sentence) {
  const unsigned count = digit(at[7]);
  const unsigned number = digit(at[9]);
  if (at[8] != ',' || at[10] != ',' || count - 1 >= 9 || number - 1 >= count) {
    return nullptr;
  }
  sentence.count = static_cast<std::uint8_t>(count);
  sentence.number = static_cast<std::uint8_t>(number);
  const char* field = at + 11;
  std::construct_at(&sentence.sequence_id);  // assigning would test whether there was one
  if (*field != ',') {
    if (digit(field[0]) > 9 || field[1] != ',') {
      return nullptr;  // two digits are for the general path
    }
    sentence.sequence_id.emplace(static_cast<std::uint8_t>(digit(field[0])));
    ++field;
  }
  ++field;
  sentence.channel = '\0';
  if (*field != ',') {
    if (!is_letter_or_digit(field[0]) || field[1] != ',') {
      return nullptr;
    }
    sentence.channel = field[0];
    ++field;
  }
  return field + 1;
}

// Reads the fields before and after the payload and compares the written checksum with `sum`; the payload is
// not read. The text has at least kShortest characters.
[[nodiscard, gnu::always_inline]] inline bool take_frame(std::string_view text, std::uint8_t sum,
                                                         nmea::VdmSentence& sentence) {
  const char* const at = text.data();
  const char* const tail = at + text.size() - kTail;
  const std::uint64_t head = plain::eight_at(at);
  const std::uint64_t behind = plain::eight_at(tail - 3);
  const unsigned pad_bits = digit(character(behind, 4));
  if (!has(behind, eight(kTailEight), eight(kTailEight, true)) || pad_bits > 5 ||
      !nmea::is_checksum(text.substr(text.size() - 2), sum)) {
    return false;
  }
  const char* payload = nullptr;
  const std::uint64_t fields = plain::eight_at(at + 8);
  const char channel = character(fields, 4);
  if (head == eight("!AIVDM,1") && has(fields, eight(kWhole), eight(kWhole, true)) &&
      is_letter_or_digit(channel)) [[likely]] {
    sentence.talker = {'A', 'I'};
    sentence.is_own_ship = false;
    sentence.count = 1;
    sentence.number = 1;
    std::construct_at(&sentence.sequence_id);
    sentence.channel = channel;
    payload = at + 14;
  } else {
    const char kind = character(head, 5);
    if (!has(head, eight(kHead), eight(kHead, true)) || (kind != 'M' && kind != 'O') ||
        !is_letter_or_digit(at[1]) || !is_letter_or_digit(at[2])) {
      return false;
    }
    sentence.talker = {at[1], at[2]};
    sentence.is_own_ship = kind == 'O';
    payload = take_numbers(at, sentence);
  }
  if (payload == nullptr || payload >= tail ||
      tail - payload > static_cast<std::ptrdiff_t>(nmea::kMaxPayloadCharacters)) {
    return false;
  }
  sentence.payload = {payload, tail};
  sentence.pad_bits = static_cast<std::uint8_t>(pad_bits);
  sentence.checksum = sum;
  sentence.is_checksum_held = true;
  sentence.suffix = {};
  return true;
}

// The text between '!' and '*'.
[[nodiscard, gnu::always_inline]] inline std::string_view under_checksum(std::string_view text) {
  return text.substr(1, text.size() - 4);
}

// The whole line in plain C++.
[[nodiscard]] bool take_text(std::string_view text, FastLine& into) {
  into.has_tag = text.starts_with('\\');
  if (into.has_tag) {
    const std::size_t length = plain::take_tag(text, into.tag);
    if (length == 0) {
      return false;
    }
    text.remove_prefix(length);
  }
  if (text.size() < kShortest || !take_frame(text, plain::checksum(under_checksum(text)), into.sentence)) {
    return false;
  }
  const std::string_view payload = into.sentence.payload;
  const bool is_good = plain::remove_armour(payload, into.bits.begin_words());
  return into.bits.end_words(payload.size(), into.sentence.pad_bits, is_good);
}

}  // namespace

bool plain::take_line(nmea::Lines& lines, FastLine& into) {
  nmea::Lines rest = lines;
  const auto line = rest.next();
  if (!line || !take_text(line->text(), into)) {
    return false;
  }
  into.size = line->text().size();
  lines = rest;
  return true;
}

#ifdef SELAT_HAS_VECTOR_KERNELS

namespace {

// Sentences of so many characters and more are left to plain C++: the standard allows 82.
constexpr std::size_t kTooLong = 96;
static_assert(nmea::kRoomBehindLine >= kTooLong);

// kTooLong bytes from where a sentence begins.
struct Sentence {
  __m256i first, second, third;
};
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline Sentence sentence_at(const char* at) {
  return {avx2::load(at), avx2::load(at + 32), avx2::load(at + 64)};
}
// Of its text up to the end of the line; kTooLong if there is none within so many bytes.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline std::size_t size_of(const Sentence& from) {
  const std::uint64_t ends =
      avx2::positions_of('\n', from.first, from.second) | avx2::positions_of('\r', from.first, from.second);
  if (ends != 0) [[likely]] {
    return static_cast<std::size_t>(std::countr_zero(ends));
  }
  const std::uint32_t more = avx2::positions_of('\n', from.third) | avx2::positions_of('\r', from.third);
  return 64 + static_cast<std::size_t>(std::countr_zero(more));
}
// Of the text between '!' and '*'.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline std::uint8_t checksum(const Sentence& from,
                                                                                    std::size_t size) {
  const std::size_t summed = size - 3;
  __m256i sum = avx2::front_of(from.first, summed, 0);
  sum = _mm256_xor_si256(sum, avx2::front_of(from.second, summed, 32));
  sum = _mm256_xor_si256(sum, avx2::front_of(from.third, summed, 64));
  return static_cast<std::uint8_t>(avx2::folded(sum) ^ '!');
}

// The bits of a payload of up to kTooLong characters.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline bool take_payload(
    const nmea::VdmSentence& sentence, Bits& bits) {
  const char* const at = sentence.payload.data();
  const std::size_t size = sentence.payload.size();
  std::uint64_t* const words = bits.begin_words();
  const auto first = avx2::characters_of(avx2::front_or_zeros(at, size, 0));
  __m256i bad = avx2::bad_characters(first);
  avx2::put_32(first, words);
  avx2::put_zeros(words + 4);
  avx2::put_zeros(words + 8);
  if (size > 32) {
    const auto second = avx2::characters_of(avx2::front_or_zeros(at + 32, size, 32));
    const auto third = avx2::characters_of(avx2::front_or_zeros(at + 64, size, 64));
    bad = _mm256_or_si256(bad, _mm256_or_si256(avx2::bad_characters(second), avx2::bad_characters(third)));
    avx2::put_32(second, words + 3);
    avx2::put_32(third, words + 6);
  }
  return bits.end_words(size, Bits::kWordsAtOnce, sentence.pad_bits, _mm256_testz_si256(bad, bad) != 0);
}

}  // namespace

[[gnu::target("avx2,bmi,bmi2,lzcnt")]] bool avx2::take_line(nmea::Lines& lines, FastLine& into) {
  if (lines.empty()) {
    return false;
  }
  const char* at = lines.begin();
  into.has_tag = *at == '\\';
  if (into.has_tag) {
    const std::size_t length = avx2::take_tag(at, into.tag);
    if (length == 0) {
      return plain::take_line(lines, into);
    }
    at += length;
  }
  const Sentence from = sentence_at(at);
  const std::size_t size = size_of(from);
  if (size == kTooLong) [[unlikely]] {
    return plain::take_line(lines, into);
  }
  if (size < kShortest || !take_frame({at, size}, checksum(from, size), into.sentence) ||
      !take_payload(into.sentence, into.bits)) {
    return false;
  }
  into.size = lines.take(at + size).text().size();
  return true;
}

#endif

}  // namespace selat::ais
