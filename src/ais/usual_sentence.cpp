#include "ais/usual_sentence.h"

#include <array>
#include <cstdint>

#include "ais/armour.h"
#include "ais/armour_avx2.h"
#include "ais/armour_plain.h"

namespace selat::ais {

namespace {

// "!AIVDM,1,1,,,0,0*hh" is the shortest.
constexpr std::size_t kShortest = 19;
constexpr std::size_t kTail = 5;  // ",0*hh"

// 0–15; far more where it is no hexadecimal digit.
inline constexpr auto kHexValues = [] {
  std::array<std::uint16_t, 256> values{};
  values.fill(0x100);
  for (unsigned i = 0; i < 10; ++i) {
    values['0' + i] = static_cast<std::uint16_t>(i);
  }
  for (unsigned i = 0; i < 6; ++i) {
    values['A' + i] = values['a' + i] = static_cast<std::uint16_t>(10 + i);
  }
  return values;
}();

[[nodiscard, gnu::always_inline]] inline unsigned digit(char character) {
  return static_cast<unsigned>(static_cast<std::uint8_t>(character)) - '0';
}
[[nodiscard, gnu::always_inline]] inline bool is_letter_or_digit(char character) {
  const auto small = static_cast<unsigned>(static_cast<std::uint8_t>(character)) | 0x20U;
  return digit(character) <= 9 || small - 'a' < 26;
}

// Eight characters as plain::eight_at() reads them; '\0' where any may stand.
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

// The fields between count and payload of any sentence; where the payload begins, or nullptr.
[[nodiscard]] inline const char* take_numbers(const char* at, Sentence& sentence) {
  const unsigned count = digit(at[7]);
  const unsigned number = digit(at[9]);
  if (at[8] != ',' || at[10] != ',' || count - 1 >= 9 || number - 1 >= count) {
    return nullptr;
  }
  sentence.count = static_cast<std::uint8_t>(count);
  sentence.number = static_cast<std::uint8_t>(number);
  const char* field = at + 11;
  sentence.sequence_id.reset();
  if (*field != ',') {
    if (digit(field[0]) > 9 || field[1] != ',') {
      return nullptr;  // two digits are not usual
    }
    sentence.sequence_id = static_cast<std::uint8_t>(digit(field[0]));
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

// What stands before and behind the payload, and the checksum as written; the payload and the checksum are
// not yet looked at.
[[nodiscard, gnu::always_inline]] inline bool take_frame(std::string_view text, Sentence& sentence) {
  if (text.size() < kShortest) {
    return false;
  }
  const char* const at = text.data();
  const char* const tail = at + text.size() - kTail;
  const std::uint64_t head = plain::eight_at(at);
  const std::uint64_t behind = plain::eight_at(tail - 3);
  const unsigned checksum = static_cast<unsigned>(kHexValues[static_cast<std::uint8_t>(behind >> 48)]) << 4 |
                            kHexValues[static_cast<std::uint8_t>(behind >> 56)];
  const unsigned pad_bits = digit(character(behind, 4));
  if (!has(behind, eight(kTailEight), eight(kTailEight, true)) || pad_bits > 5 || checksum > 0xFF) {
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
    sentence.sequence_id.reset();
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
      tail - payload > static_cast<std::ptrdiff_t>(kMaxPayloadCharacters)) {
    return false;
  }
  sentence.payload = {payload, tail};
  sentence.pad_bits = static_cast<std::uint8_t>(pad_bits);
  sentence.checksum = static_cast<std::uint8_t>(checksum);
  sentence.is_checksum_held = true;
  sentence.suffix = {};
  return true;
}

[[nodiscard, gnu::always_inline]] inline std::string_view under_checksum(std::string_view text) {
  return text.substr(1, text.size() - 4);
}

bool take_plain(std::string_view text, Sentence& sentence, Bits& bits) {
  if (!take_frame(text, sentence) || plain::checksum(under_checksum(text)) != sentence.checksum) {
    return false;
  }
  if (sentence.count > 1) {
    return is_armour(sentence.payload);
  }
  return bits.end_words(sentence.payload.size(), sentence.pad_bits,
                        plain::remove_armour(sentence.payload, bits.begin_words()));
}

#ifdef SELAT_HAS_AVX2_WAY
[[gnu::target("avx2")]] bool take_avx2(std::string_view text, Sentence& sentence, Bits& bits) {
  if (!take_frame(text, sentence) || avx2::checksum(under_checksum(text)) != sentence.checksum) {
    return false;
  }
  if (sentence.count > 1) {
    return is_armour(sentence.payload);
  }
  return bits.end_words(sentence.payload.size(), sentence.pad_bits,
                        avx2::remove_armour(sentence.payload, bits.begin_words()));
}
#endif

}  // namespace

TakeUsualSentence plain_usual_sentence() {
  return take_plain;
}

TakeUsualSentence fastest_usual_sentence() {
#ifdef SELAT_HAS_AVX2_WAY
  if (&fastest_way() != &plain_way()) {
    return take_avx2;
  }
#endif
  return take_plain;
}

}  // namespace selat::ais
