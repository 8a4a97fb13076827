// Text fields, eight characters of six bits at a time.
#include <bit>
#include <cstring>

#include "ais/decode/fields.h"

namespace selat::ais {

namespace {
constexpr std::uint64_t kEach = 0x0101010101010101ULL;

// 48 bits to eight bytes of six, the first character in the highest.
[[nodiscard]] std::uint64_t spread(std::uint64_t bits) {
  bits = (bits & 0xFFFFFFULL) | (bits & 0xFFFFFF000000ULL) << 8;
  bits = (bits & 0x00000FFF00000FFFULL) | (bits & 0x00FFF00000FFF000ULL) << 4;
  return (bits & 0x003F003F003F003FULL) | (bits & 0x0FC00FC00FC00FC0ULL) << 2;
}

// Values to characters: 0–31 are '@' … '_', 32–63 are themselves (kTextAlphabet).
[[nodiscard]] std::uint64_t characters_of(std::uint64_t values) {
  return values + ((~values & 0x20 * kEach) << 1);
}

void store(std::uint64_t eight, char* into) {
  if constexpr (std::endian::native == std::endian::little) {
    eight = __builtin_bswap64(eight);
  }
  std::memcpy(into, &eight, 8);
}

// How many of eight values stand before the first 0 ('@'); 8 where there is none.
[[nodiscard]] std::size_t before_end(std::uint64_t values) {
  const std::uint64_t is_end = ~(values + 0x7F * kEach) & 0x80 * kEach;
  return static_cast<std::size_t>(std::countl_zero(is_end)) / 8;
}
}  // namespace

std::size_t text_at(const Bits& bits, std::size_t at, char* into, std::size_t count) {
  const std::size_t whole = bits.size() > at ? (bits.size() - at) / 6 : 0;
  const std::size_t last = std::min(count, whole);
  for (std::size_t length = 0; length < last; length += 8) {
    const std::uint64_t values = spread(bits.unsigned_at(at + length * 6, 48));
    store(characters_of(values), into + length);
    if (const std::size_t taken = before_end(values); taken < 8) {
      return std::min(length + taken, last);
    }
  }
  return last;
}

std::size_t without_padding(const char* text, std::size_t length) {
  while (length > 0 && text[length - 1] == ' ') {
    --length;
  }
  return length;
}

}  // namespace selat::ais
