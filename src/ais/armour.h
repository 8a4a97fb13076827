#pragma once
// The six-bit armour of payloads: each character stands for six bits (IEC 61162-1, "six-bit field
// conversion"). No allocation, thread-safe.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/bits.h"
#include "nmea/vdm_sentence.h"

namespace selat::ais {

static_assert(nmea::kMaxPayloadCharacters * 6 == Bits::kMaxSize);

// The value 0–63 of a payload character; 255 outside the alphabet 0–W, `–w.
inline constexpr auto kSixBitValues = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(255);
  for (unsigned value = 0; value < 64; ++value) {
    values[value < 40 ? value + 48 : value + 56] = static_cast<std::uint8_t>(value);
  }
  return values;
}();

[[nodiscard]] constexpr char six_bit_character(unsigned value) {
  return static_cast<char>(value < 40 ? value + 48 : value + 56);
}

enum class ArmourResult : std::uint8_t { removed, bad_character, too_long };

// The bits of a payload without its pad bits (0–5, at the end); they replace what was in `into`. If the
// result is not `removed`, the content of `into` is undefined.
[[nodiscard]] ArmourResult remove_armour(std::string_view payload, unsigned pad_bits, Bits& into);

}  // namespace selat::ais
