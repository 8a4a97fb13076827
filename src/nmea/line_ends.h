#pragma once
// Where lines end in 64 bytes: a bit for each line feed and carriage return, the lowest for the first byte.
// In plain C++ and with SSE2, which every x86-64 processor has; both give the same. No allocation,
// thread-safe.

#include <cstddef>
#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "nmea/eight_bytes.h"

namespace selat::nmea {

inline constexpr std::size_t kBytesAtOnce = 64;

namespace plain {

// Sets the top bit of each byte that is zero.
[[nodiscard]] inline std::uint64_t is_zero(std::uint64_t eight) {
  return ~(((eight & ~kTops) + ~kTops) | eight) & kTops;
}

// The top bits of eight bytes, that of the lowest byte lowest.
[[nodiscard]] inline std::uint64_t gathered_tops(std::uint64_t eight) {
  return (eight >> 7 & kEach) * 0x0102040810204080ULL >> 56;
}

[[nodiscard]] inline std::uint64_t line_ends_in(const char* sixty_four) {
  std::uint64_t ends = 0;
  for (unsigned i = 0; i < 64; i += 8) {
    const std::uint64_t eight = eight_at(sixty_four + i);
    const std::uint64_t is_end = is_zero(eight ^ '\n' * kEach) | is_zero(eight ^ '\r' * kEach);
    ends |= gathered_tops(is_end) << i;
  }
  return ends;
}

}  // namespace plain

#ifdef __SSE2__

[[nodiscard]] inline std::uint64_t line_ends_in(const char* sixty_four) {
  const __m128i line_feeds = _mm_set1_epi8('\n');
  const __m128i carriage_returns = _mm_set1_epi8('\r');
  std::uint64_t ends = 0;
  for (unsigned i = 0; i < 64; i += 16) {
    const __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i*>(sixty_four + i));
    const __m128i is_end = _mm_or_si128(_mm_cmpeq_epi8(text, line_feeds),  //
                                        _mm_cmpeq_epi8(text, carriage_returns));
    ends |= std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(is_end))} << i;
  }
  return ends;
}

#else

using plain::line_ends_in;

#endif

}  // namespace selat::nmea
