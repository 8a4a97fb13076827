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

// 0–15, or more where it is no hexadecimal digit.
inline constexpr auto kHexValues = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(0xFF);
  for (unsigned i = 0; i < 10; ++i) {
    values['0' + i] = static_cast<std::uint8_t>(i);
  }
  for (unsigned i = 0; i < 6; ++i) {
    values['A' + i] = values['a' + i] = static_cast<std::uint8_t>(10 + i);
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

// What stands before and behind the payload, and the checksum as written; the payload and the checksum are
// not yet looked at.
[[nodiscard, gnu::always_inline]] inline bool take_frame(std::string_view text, Sentence& sentence) {
  if (text.size() < kShortest) {
    return false;
  }
  const char* const at = text.data();
  const char* const tail = at + text.size() - kTail;
  const unsigned checksum_high = kHexValues[static_cast<std::uint8_t>(tail[3])];
  const unsigned checksum_low = kHexValues[static_cast<std::uint8_t>(tail[4])];
  const unsigned count = digit(at[7]);
  const unsigned number = digit(at[9]);
  const unsigned pad_bits = digit(tail[1]);
  const bool is_frame = at[0] == '!' && at[3] == 'V' && at[4] == 'D' && (at[5] == 'M' || at[5] == 'O') &&
                        at[6] == ',' && at[8] == ',' && at[10] == ',' && tail[0] == ',' && tail[2] == '*' &&
                        is_letter_or_digit(at[1]) && is_letter_or_digit(at[2]);
  const bool has_numbers =
      count - 1 < 9 && number - 1 < count && pad_bits <= 5 && (checksum_high | checksum_low) < 16;
  if (!is_frame || !has_numbers) {
    return false;
  }
  const char* field = at + 11;
  sentence.sequence_id.reset();
  if (*field != ',') {
    if (digit(field[0]) > 9 || field[1] != ',') {
      return false;  // two digits are not usual
    }
    sentence.sequence_id = static_cast<std::uint8_t>(digit(field[0]));
    ++field;
  }
  ++field;
  sentence.channel = '\0';
  if (*field != ',') {
    if (!is_letter_or_digit(field[0]) || field[1] != ',') {
      return false;
    }
    sentence.channel = field[0];
    ++field;
  }
  ++field;
  if (field >= tail || tail - field > static_cast<std::ptrdiff_t>(kMaxPayloadCharacters)) {
    return false;
  }
  sentence.talker = {at[1], at[2]};
  sentence.is_own_ship = at[5] == 'O';
  sentence.count = static_cast<std::uint8_t>(count);
  sentence.number = static_cast<std::uint8_t>(number);
  sentence.payload = {field, tail};
  sentence.pad_bits = static_cast<std::uint8_t>(pad_bits);
  sentence.checksum = static_cast<std::uint8_t>(checksum_high << 4 | checksum_low);
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
