#pragma once
// The six-bit characters of a payload to bits, and the checksum, many characters at a time. Each is there
// twice: plain C++, eight characters to a 64-bit word, and AVX2; the same answers bit for bit, chosen once by
// what the processor can do. No allocation, thread-safe.

#include <cstdint>
#include <string_view>

namespace selat::ais {

// Whether all characters are of the six-bit alphabet.
[[nodiscard]] bool is_armour(std::string_view payload);

// Writes the bits, most significant first, to whole groups of three words for 32 characters, zeros behind the
// last; one word more may be set to zero. False, and any words, where a character is outside the alphabet.
[[nodiscard]] bool remove_armour(std::string_view payload, std::uint64_t* words);

// One of the two ways, for tests and for who has chosen already.
struct ArmourWay {
  bool (*remove)(std::string_view payload, std::uint64_t* words);
  std::uint8_t (*checksum)(std::string_view between);
};
[[nodiscard]] const ArmourWay& plain_way();
// The plain one where this processor, or this build, has no AVX2.
[[nodiscard]] const ArmourWay& fastest_way();

}  // namespace selat::ais
