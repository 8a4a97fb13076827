#include "ais/fast_line.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

#include "ais/simd/armour_avx2.h"
#include "ais/simd/armour_avx512.h"
#include "ais/simd/armour_plain.h"
#include "ais/simd/fast_tag.h"
#include "ais/simd/line_kernels.h"
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

}  // namespace

std::size_t plain::take_line(const char* line, std::size_t readable, FastLine& into) {
  const auto* const feed = static_cast<const char*>(std::memchr(line, '\n', readable));
  if (feed == nullptr) {
    return 0;
  }
  std::string_view text(line, feed);
  into.has_tag = text.starts_with('\\');
  if (into.has_tag) {
    const std::size_t length = plain::take_tag(text, into.tag);
    if (length == 0) {
      return 0;
    }
    text.remove_prefix(length);
  }
  if (text.ends_with('\r')) {
    text.remove_suffix(1);
  }
  const nmea::VdmSentence& sentence = into.sentence;
  const auto length = static_cast<std::size_t>(text.data() + text.size() - line);
  if (length > nmea::kMaxLineLength) {
    return 0;
  }
  into.length = static_cast<std::uint16_t>(length);
  if (text.size() < kShortest || !take_frame(text, plain::checksum(under_checksum(text)), into.sentence)) {
    return 0;
  }
  const bool is_good = plain::remove_armour(sentence.payload, into.bits.begin_words());
  return into.bits.end_words(sentence.payload.size(), sentence.pad_bits, is_good)
             ? static_cast<std::size_t>(feed + 1 - line)
             : 0;
}

#ifdef SELAT_HAS_VECTOR_KERNELS

namespace {

// The sentence at `at` up to its line feed, and its checksum; empty if the line feed does not come within 96
// bytes, or comes too early.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline std::string_view take_text(const char* at,
                                                                                         std::uint8_t& sum) {
  const __m256i first = avx2::load(at);
  const __m256i second = avx2::load(at + 32);
  __m256i third = _mm256_setzero_si256();
  std::uint64_t feeds = avx2::positions_of('\n', first, second);
  std::size_t before = 0;
  if (feeds == 0) {
    third = avx2::load(at + 64);
    feeds = avx2::positions_of('\n', third);
    before = 64;
    if (feeds == 0) {
      return {};
    }
  }
  std::size_t size = before + static_cast<std::size_t>(std::countr_zero(feeds));
  if (size < kShortest) {
    return {};
  }
  size -= at[size - 1] == '\r' ? 1 : 0;
  const std::size_t summed = size - 3;
  __m256i all = _mm256_xor_si256(avx2::front_of(first, summed, 0), avx2::front_of(second, summed, 32));
  all = _mm256_xor_si256(all, avx2::front_of(third, summed, 64));
  sum = avx2::folded(all) ^ '!';
  return {at, size};
}

// The bits of a payload that lies within these 96 bytes.
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

[[gnu::target("avx2")]] std::size_t avx2::take_line(const char* line, std::size_t readable, FastLine& into) {
  const char* at = line;
  into.has_tag = *at == '\\';
  if (into.has_tag) {
    const std::size_t length = avx2::take_tag(at, into.tag);
    if (length == 0) {
      return plain::take_line(line, readable, into);
    }
    at += length;
  }
  std::uint8_t sum = 0;
  const std::string_view text = take_text(at, sum);
  if (text.empty()) {
    return plain::take_line(line, readable, into);
  }
  if (!take_frame(text, sum, into.sentence) || !take_payload(into.sentence, into.bits)) {
    return 0;
  }
  const char* const behind = text.data() + text.size();
  into.length = static_cast<std::uint16_t>(behind - line);
  return into.length + (*behind == '\r' ? 2U : 1U);
}

namespace {

// 128 bytes from `at` on.
struct Window {
  const char* at;
  __m512i front, back;
};
[[nodiscard, SELAT_AVX512, gnu::always_inline]] inline Window look_at(const char* at) {
  return {at, avx512::load(at), avx512::load(at + 64)};
}

// A line with a less common TAG block, or so long that the window does not hold block and sentence.
[[SELAT_AVX512, gnu::noinline]] std::size_t take_other_avx512(const char* line, std::size_t readable,
                                                              FastLine& into);

// The sentence that begins `start` bytes into the window and ends within it, with a payload of up to 64
// characters. The window may begin at any place of the line.
[[nodiscard, SELAT_AVX512, gnu::always_inline]] inline std::size_t take_sentence_avx512(
    const Window& window, std::size_t start, const char* line, std::size_t readable, FastLine& into) {
  const std::uint64_t early = avx512::positions_of(avx512::kConstants.line_feeds, window.front);
  const std::uint64_t late = avx512::positions_of(avx512::kConstants.line_feeds, window.back);
  const auto feed =
      static_cast<std::size_t>(early != 0 ? std::countr_zero(early) : 64 + std::countr_zero(late));
  if (feed < start + kShortest || feed >= 128) [[unlikely]] {
    return start > 0 ? take_other_avx512(line, readable, into) : plain::take_line(line, readable, into);
  }
  const std::size_t size = feed - (window.at[feed - 1] == '\r' ? 1 : 0);
  into.length = static_cast<std::uint16_t>(window.at + size - line);
  __m512i sums =
      _mm512_xor_si512(avx512::front_of(window.front, size - 3), avx512::front_of(window.back, size - 3, 64));
  if (start > 0) {
    sums = _mm512_xor_si512(sums, avx512::front_of(window.front, start));  // the TAG block does not count
  }
  nmea::VdmSentence& sentence = into.sentence;
  if (!take_frame({window.at + start, size - start}, avx512::folded(sums) ^ '!', sentence)) {
    return 0;
  }
  const std::string_view payload = sentence.payload;
  if (payload.size() > 64) [[unlikely]] {
    return plain::take_line(line, readable, into);
  }
  const bool is_good =
      avx512::put_64(payload.data(), payload.size(), sentence.pad_bits, into.bits.begin_words());
  return into.bits.end_padded_words(payload.size(), avx512::kWords, sentence.pad_bits, is_good)
             ? static_cast<std::size_t>(window.at - line) + feed + 1
             : 0;
}

[[SELAT_AVX512, gnu::noinline]] std::size_t take_other_avx512(const char* line, std::size_t readable,
                                                              FastLine& into) {
  const std::size_t length = avx512::take_tag(line, into.tag);
  return length > 0 ? take_sentence_avx512(look_at(line + length), 0, line, readable, into)
                    : plain::take_line(line, readable, into);
}

[[SELAT_AVX512, gnu::noinline]] std::size_t take_tagged_avx512(const char* line, std::size_t readable,
                                                               FastLine& into) {
  const Window window = look_at(line);
  const std::size_t start = avx512::take_source_and_time(line, window.front, into.tag);
  return start > 0 ? take_sentence_avx512(window, start, line, readable, into)
                   : take_other_avx512(line, readable, into);
}

}  // namespace

[[SELAT_AVX512]] std::size_t avx512::take_line(const char* line, std::size_t readable, FastLine& into) {
  into.has_tag = *line == '\\';
  return into.has_tag ? take_tagged_avx512(line, readable, into)
                      : take_sentence_avx512(look_at(line), 0, line, readable, into);
}

#endif

}  // namespace selat::ais
