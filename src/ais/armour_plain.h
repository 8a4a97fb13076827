#pragma once
// armour.h in plain C++, eight characters to a 64-bit word. Of the folder's own; see armour.h for promises.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace selat::ais::plain {

inline constexpr std::uint64_t kEach = 0x0101010101010101ULL;
inline constexpr std::uint64_t kTops = 0x80 * kEach;
inline constexpr std::uint64_t kZeros = '0' * kEach;  // eight characters of value 0

// Eight bytes, the first in the lowest bits.
[[nodiscard, gnu::always_inline]] inline std::uint64_t eight_at(const char* at) {
  std::uint64_t eight = 0;
  std::memcpy(&eight, at, 8);
  if constexpr (std::endian::native == std::endian::big) {
    eight = __builtin_bswap64(eight);
  }
  return eight;
}

// The last `rest` (1–7) characters, filled up with `filler`; `begin` is where reading is allowed from.
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

// The top bit of each byte of the answer is set where the character is outside 0–W, `–w.
[[nodiscard, gnu::always_inline]] inline std::uint64_t strangers(std::uint64_t eight) {
  const std::uint64_t low = eight & ~kTops;  // so that no sum carries
  const std::uint64_t from_0 = low + (0x80 - 0x30) * kEach;
  const std::uint64_t from_X = low + (0x80 - 0x58) * kEach;
  const std::uint64_t from_grave = low + (0x80 - 0x60) * kEach;
  const std::uint64_t from_x = low + (0x80 - 0x78) * kEach;
  return (eight | ~from_0 | (from_X & ~from_grave) | from_x) & kTops;
}

// 48 bits, the first character's first.
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
  std::uint64_t strange = 0;
  std::size_t at = 0;
  for (; at + 32 <= payload.size(); at += 32, words += 3) {
    std::uint64_t four[4];
    for (std::size_t i = 0; i < 4; ++i) {
      const std::uint64_t eight = eight_at(begin + at + i * 8);
      strange |= strangers(eight);
      four[i] = packed(eight);
    }
    put_32(four, words);
  }
  if (at < payload.size()) {
    std::uint64_t four[4] = {};
    std::size_t i = 0;
    for (; at + 8 <= payload.size(); at += 8) {
      const std::uint64_t eight = eight_at(begin + at);
      strange |= strangers(eight);
      four[i++] = packed(eight);
    }
    if (at < payload.size()) {
      const std::uint64_t eight = rest_at(begin, begin + payload.size(), payload.size() - at, kZeros);
      strange |= strangers(eight);
      four[i] = packed(eight);
    }
    put_32(four, words);
  }
  return strange == 0;
}

[[nodiscard, gnu::always_inline]] inline std::uint8_t folded(std::uint64_t sum) {
  sum ^= sum >> 32;
  sum ^= sum >> 16;
  sum ^= sum >> 8;
  return static_cast<std::uint8_t>(sum);
}

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

}  // namespace selat::ais::plain
