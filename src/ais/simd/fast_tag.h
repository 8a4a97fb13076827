#pragma once
// The fast path for the most common TAG block, "\s:…,c:…*hh\" without errors. For each block it takes,
// nmea::read_tag_block() gives the same result; every other block is left to that function. Private to this
// folder.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "ais/fast_line.h"
#include "ais/simd/armour_avx512.h"
#include "model/report.h"
#include "nmea/checksum.h"

namespace selat::ais {

// The length of the block at the front of the line, with both backslashes; 0 if the block is not for the fast
// path, and then the content of `into` is undefined.
namespace plain {
[[nodiscard]] std::size_t take_tag(std::string_view line, FastTag& into);
}
#ifdef SELAT_HAS_VECTOR_KERNELS
// Up to 62 characters between the backslashes; 96 bytes may be read.
namespace avx2 {
[[nodiscard]] std::size_t take_tag(const char* line, FastTag& into);

// As nmea::parse_unix_time(), for whole seconds, milliseconds or microseconds; false for anything else. 16
// bytes may be read.
[[nodiscard]] bool read_time(const char* text, std::size_t size, FastTag& into);

[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline bool take_time(const char* text,
                                                                             std::size_t size,
                                                                             FastTag& into) {
  const bool is_known = size == into.digits && plain::eight_at(text) == into.first_digits &&
                        plain::eight_at(text + size - 8) == into.last_digits;
  if (!is_known && !read_time(text, size, into)) [[unlikely]] {
    return false;
  }
  into.block.time.emplace(into.time);
  return true;
}

// By the length of a name, what follows it in a SourceName: zeros, and the length in the last byte.
alignas(32) inline constexpr auto kBehindNames = [] {
  std::array<std::array<std::uint8_t, 32>, 32> behind{};
  for (std::size_t size = 0; size < behind.size(); ++size) {
    behind[size][31] = static_cast<std::uint8_t>(size);
  }
  return behind;
}();
// Writes the name and what follows it as one register. Writing it in pieces, or reading it again soon after,
// would take longer than the rest of the block.
[[gnu::target("avx2"), gnu::always_inline]] inline void put_name(const char* text, std::size_t size,
                                                                 model::SourceName& into) {
  static_assert(sizeof into == sizeof(__m256i) && model::SourceName::capacity() == 31);
  const __m256i name = _mm256_or_si256(front_of(load(text), size, 0), load(kBehindNames[size].data()));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(&into), name);
}
}  // namespace avx2

namespace avx512 {
extern const Constants::Bytes kLowestCharacters;  // the lowest character the fast path takes

[[nodiscard]] std::size_t take_tag(const char* line, FastTag& into);

// As take_tag() for "s:name,c:time", the most common block, without a loop or a call; `front` is the first 64
// bytes of the line.
[[nodiscard, SELAT_AVX512, gnu::always_inline]] inline std::size_t take_source_and_time(const char* line,
                                                                                        __m512i front,
                                                                                        FastTag& into) {
  const std::uint64_t ends = positions_of(kConstants.backslashes, front) |
                             _mm512_cmplt_epi8_mask(front, load(kLowestCharacters.data()));
  // The first backslash begins the line; the second ends the block.
  const auto end = static_cast<std::size_t>(std::countr_zero(ends & (ends - 1)));
  const auto comma = static_cast<std::size_t>(std::countr_zero(positions_of(kConstants.commas, front)));
  const std::size_t name_size = comma - 3;        // after "\s:"
  const std::size_t time_size = end - comma - 6;  // between ",c:" and "*hh"
  if (end >= 64 || name_size > model::SourceName::capacity() || time_size > 16 || into.may_have_more) {
    return 0;
  }
  const char* const time = line + comma + 3;
  const char* const star = line + end - 3;
  const std::uint8_t sum = folded(front_of(front, end - 3)) ^ '\\';
  if (std::memcmp(line + 1, "s:", 2) != 0 || std::memcmp(time - 2, "c:", 2) != 0 || star[0] != '*' ||
      star[3] != '\\' || !nmea::is_checksum({star + 1, 2}, sum) || !avx2::take_time(time, time_size, into)) {
    return 0;
  }
  avx2::put_name(line + 3, name_size, into.block.source);
  return end + 1;
}
}  // namespace avx512
#endif

}  // namespace selat::ais
