#pragma once
// Six-bit armour in plain C++, eight characters to a 64-bit word. Private to this folder; kernels.h has the
// promises.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "nmea/eight_bytes.h"

namespace selat::ais::plain {

using nmea::plain::checksum;
using nmea::plain::eight_at;
using nmea::plain::folded;
using nmea::plain::kEach;
using nmea::plain::kTops;
using nmea::plain::kZeros;
using nmea::plain::rest_at;

// Sets the top bit of each byte whose character is outside 0–W, `–w.
[[nodiscard, gnu::always_inline]] inline std::uint64_t bad_characters(std::uint64_t eight) {
  const std::uint64_t low = eight & ~kTops;  // so that no sum carries
  const std::uint64_t from_0 = low + (0x80 - 0x30) * kEach;
  const std::uint64_t from_X = low + (0x80 - 0x58) * kEach;
  const std::uint64_t from_grave = low + (0x80 - 0x60) * kEach;
  const std::uint64_t from_x = low + (0x80 - 0x78) * kEach;
  return (eight | ~from_0 | (from_X & ~from_grave) | from_x) & kTops;
}

// 48 bits, those of the first character first.
[[nodiscard, gnu::always_inline]] inline std::uint64_t packed(std::uint64_t eight) {
  const std::uint64_t from_grave = ((eight & ~kTops) + (0x80 - 0x60) * kEach) & kTops;
  std::uint64_t values = __builtin_bswap64((eight & 0x7F * kEach) - kZeros - (from_grave >> 4));
  values &= 0x3F * kEach;
  values = (values & 0x003F003F003F003FULL) | (values & 0x3F003F003F003F00ULL) >> 2;
  values = (values & 0x00000FFF00000FFFULL) | (values & 0x0FFF00000FFF0000ULL) >> 4;
  return (values & 0xFFFFFFULL) | (values & 0x00FFFFFF00000000ULL) >> 8;
}

[[gnu::always_inline]] inline void put_32(const std::uint64_t* four, std::uint64_t* words) {
  words[0] = four[0] << 16 | four[1] >> 32;
  words[1] = four[1] << 32 | four[2] >> 16;
  words[2] = four[2] << 48 | four[3];
}

[[nodiscard, gnu::always_inline]] inline bool remove_armour(std::string_view payload, std::uint64_t* words) {
  const char* const begin = payload.data();
  std::uint64_t bad = 0;
  std::size_t at = 0;
  for (; at + 32 <= payload.size(); at += 32, words += 3) {
    std::uint64_t four[4];
    for (std::size_t i = 0; i < 4; ++i) {
      const std::uint64_t eight = eight_at(begin + at + i * 8);
      bad |= bad_characters(eight);
      four[i] = packed(eight);
    }
    put_32(four, words);
  }
  if (at < payload.size()) {
    std::uint64_t four[4] = {};
    std::size_t i = 0;
    for (; at + 8 <= payload.size(); at += 8) {
      const std::uint64_t eight = eight_at(begin + at);
      bad |= bad_characters(eight);
      four[i++] = packed(eight);
    }
    if (at < payload.size()) {
      const std::uint64_t eight = rest_at(begin, begin + payload.size(), payload.size() - at, kZeros);
      bad |= bad_characters(eight);
      four[i] = packed(eight);
    }
    put_32(four, words);
  }
  return bad == 0;
}

}  // namespace selat::ais::plain
