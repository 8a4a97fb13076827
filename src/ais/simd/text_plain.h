#pragma once
// Text fields of six-bit characters in plain C++, eight to a 64-bit word. Private to this folder;
// six_bit_text.h has the promises.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "ais/simd/armour_plain.h"
#include "base/bits.h"

namespace selat::ais::plain {

// 48 bits to eight values of six, the first one highest.
[[nodiscard]] inline std::uint64_t spread(std::uint64_t bits) {
  bits = (bits & 0xFFFFFFULL) | (bits & 0xFFFFFF000000ULL) << 8;
  bits = (bits & 0x00000FFF00000FFFULL) | (bits & 0x00FFF00000FFF000ULL) << 4;
  return (bits & 0x003F003F003F003FULL) | (bits & 0x0FC00FC00FC00FC0ULL) << 2;
}
// Values to characters: 0–31 are '@' … '_', 32–63 are themselves (kTextAlphabet).
[[nodiscard]] inline std::uint64_t characters_of(std::uint64_t values) {
  return values + ((~values & 0x20 * kEach) << 1);
}
// Writes the highest character first.
inline void put_eight(std::uint64_t characters, char* into) {
  if constexpr (std::endian::native == std::endian::little) {
    characters = __builtin_bswap64(characters);
  }
  std::memcpy(into, &characters, 8);
}
// Sets the top bit of each byte whose value is not 0.
[[nodiscard]] inline std::uint64_t not_zero(std::uint64_t values) {
  return values + 0x7F * kEach;
}
// Bit i of the result is the top bit of the byte of character i.
[[nodiscard]] inline std::uint64_t gathered(std::uint64_t tops) {
  return ((tops >> 7 & kEach) * 0x8040201008040201ULL) >> 56;
}

// No branch depends on the text: the processor cannot predict where it ends.
[[nodiscard]] inline std::size_t read_text_field(const Bits& bits, std::size_t at, std::size_t count,
                                                 char* into) {
  constexpr std::size_t kEights = 4;
  const std::size_t whole = bits.size() > at ? (bits.size() - at) / 6 : 0;
  std::uint64_t ends = std::uint64_t{1} << std::min(count, whole);
  std::uint64_t marks = 0;
  std::array<std::uint64_t, kEights> characters;
  for (std::size_t i = 0; i < kEights; ++i) {
    const std::uint64_t values = spread(bits.unsigned_at(at + i * 48, 48));
    characters[i] = characters_of(values);
    ends |= gathered(~not_zero(values)) << i * 8;
    marks |= gathered(not_zero(values ^ 0x20 * kEach)) << i * 8;
  }
  const std::uint64_t before_end = (ends & -ends) - 1;
  const auto length = static_cast<std::size_t>(std::bit_width(marks & before_end));
  for (std::size_t i = 0; i < kEights; ++i) {
    const std::size_t kept = std::min<std::size_t>(length - std::min(length, i * 8), 8);
    const std::uint64_t mask = kept == 0 ? 0 : ~std::uint64_t{0} << (64 - kept * 8);
    put_eight(characters[i] & mask, into + i * 8);
  }
  return length;
}

}  // namespace selat::ais::plain
