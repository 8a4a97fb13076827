#pragma once
// Text in steps of eight characters, each step one 64-bit word. Plain C++; thread-safe.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace selat::nmea::plain {

inline constexpr std::uint64_t kEach = 0x0101010101010101ULL;
inline constexpr std::uint64_t kTops = 0x80 * kEach;
inline constexpr std::uint64_t kZeros = '0' * kEach;  // eight times the character '0'

// Eight bytes, the first in the lowest bits.
[[nodiscard, gnu::always_inline]] inline std::uint64_t eight_at(const char* at) {
  std::uint64_t eight = 0;
  std::memcpy(&eight, at, 8);
  if constexpr (std::endian::native == std::endian::big) {
    eight = __builtin_bswap64(eight);
  }
  return eight;
}

// The last `rest` (1–7) characters, filled up with `filler`; reading is allowed from `begin` on.
[[nodiscard, gnu::always_inline]] inline std::uint64_t rest_at(const char* begin, const char* end,
                                                               std::size_t rest, std::uint64_t filler) {
  const auto unused = static_cast<unsigned>(64 - rest * 8);
  if (end - begin >= 8) {
    return (eight_at(end - 8) >> unused) | (filler << (rest * 8));
  }
  std::uint64_t eight = 0;
  for (std::size_t i = 0; i < rest; ++i) {
    eight |= std::uint64_t{static_cast<std::uint8_t>(*(end - rest + i))} << (i * 8);
  }
  return eight | (filler << (rest * 8));
}

// Exclusive or of the eight bytes.
[[nodiscard, gnu::always_inline]] inline std::uint8_t folded(std::uint64_t sum) {
  sum ^= sum >> 32;
  sum ^= sum >> 16;
  sum ^= sum >> 8;
  return static_cast<std::uint8_t>(sum);
}

// Exclusive or of all characters.
[[nodiscard, gnu::always_inline]] inline std::uint8_t checksum(std::string_view between) {
  const char* const begin = between.data();
  const char* const end = begin + between.size();
  std::uint64_t sum = 0;
  const char* at = begin;
  for (; end - at >= 8; at += 8) {
    sum ^= eight_at(at);
  }
  if (at < end) {
    sum ^= rest_at(begin, end, static_cast<std::size_t>(end - at), 0);
  }
  return folded(sum);
}

}  // namespace selat::nmea::plain
