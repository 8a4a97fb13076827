#include "ais/fast_line.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

#include "ais/simd/armour_avx2.h"
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

bool plain::take_line(nmea::Line line, FastLine& into) {
  std::string_view text = line.text();
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

#ifdef SELAT_HAS_VECTOR_KERNELS

namespace {

// Longer sentences are left to plain C++: the standard allows 82 characters.
constexpr std::size_t kLongest = 96;
static_assert(nmea::kRoomBehindLine >= kLongest);

// Of a text of up to kLongest characters.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline std::uint8_t checksum(
    std::string_view between) {
  const char* const at = between.data();
  __m256i sum = avx2::front_of(avx2::load(at), between.size(), 0);
  sum = _mm256_xor_si256(sum, avx2::front_of(avx2::load(at + 32), between.size(), 32));
  sum = _mm256_xor_si256(sum, avx2::front_of(avx2::load(at + 64), between.size(), 64));
  return avx2::folded(sum);
}

// The bits of a payload of up to kLongest characters.
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

[[gnu::target("avx2")]] bool avx2::take_line(nmea::Line line, FastLine& into) {
  std::string_view text = line.text();
  into.has_tag = text.starts_with('\\');
  if (into.has_tag) {
    const std::size_t length = avx2::take_tag(text, into.tag);
    if (length == 0) {
      return plain::take_line(line, into);
    }
    text.remove_prefix(length);
  }
  if (text.size() > kLongest) [[unlikely]] {
    return plain::take_line(line, into);
  }
  return text.size() >= kShortest && take_frame(text, checksum(under_checksum(text)), into.sentence) &&
         take_payload(into.sentence, into.bits);
}

#endif

}  // namespace selat::ais
