#pragma once
// The six-bit characters of a payload to bits, the bits of a text field to its characters, and the checksum,
// many characters at a time. Each is there several times: plain C++, eight characters to a 64-bit word, AVX2,
// and AVX-512 where that pays; the same answers bit for bit, chosen once by what the processor can do. No
// allocation, thread-safe.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "ais/bits.h"

namespace selat::ais {

// Whether all characters are of the six-bit alphabet.
[[nodiscard]] bool is_armour(std::string_view payload);

// Writes the bits, most significant first, to whole groups of three words for 32 characters, zeros behind the
// last; one word more may be set to zero. False, and any words, where a character is outside the alphabet.
[[nodiscard]] bool remove_armour(std::string_view payload, std::uint64_t* words);

// The text of `count` (at most kLongestTextField) characters from bit `at` on: ends at the first '@' or at
// the end of the bits, without the spaces at its end. Writes kLongestTextField bytes, zeros behind the text;
// returns its length. `at` is at most kMaxPayloadBits - 6 * kLongestTextField.
inline constexpr std::size_t kLongestTextField = 32;
[[nodiscard]] std::size_t read_text_field(const Bits& bits, std::size_t at, std::size_t count, char* into);

// One of the ways, for tests and for who has chosen already.
struct ArmourWay {
  bool (*remove)(std::string_view payload, std::uint64_t* words);
  std::uint8_t (*checksum)(std::string_view between);
  std::size_t (*read_text)(const Bits& bits, std::size_t at, std::size_t count, char* into);
};
// Those this processor, and this build, can go: the plain one first, the fastest last.
[[nodiscard]] std::span<const ArmourWay> armour_ways();

}  // namespace selat::ais
