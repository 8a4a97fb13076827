#pragma once
// The short way for the TAG block that nearly every line of a network begins with: "\s:…,c:…*hh\" with
// nothing wrong with it. What it takes, read_tag_block() would have taken with the same result; what it
// leaves, that one judges. Of the folder's own: for usual_line.cpp.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "ais/armour_avx512.h"
#include "ais/text_fields.h"
#include "ais/usual_line.h"

namespace selat::ais {

// The length of the block at the front of the line, both backslashes included; 0 where it is not so usual,
// and then `into` is of no use.
namespace plain {
[[nodiscard]] std::size_t take_usual_tag(std::string_view line, UsualTag& into);
}
#ifdef SELAT_HAS_VECTOR_WAYS
// Up to 62 characters between the backslashes; 96 bytes may be read.
namespace avx2 {
[[nodiscard]] std::size_t take_usual_tag(const char* line, UsualTag& into);

// parse_unix_time() of whole seconds, milliseconds or microseconds; false for whatever is not so. 16 bytes
// may be read.
[[nodiscard]] bool read_time(const char* text, std::size_t size, UsualTag& into);

[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline bool take_time(const char* text,
                                                                             std::size_t size,
                                                                             UsualTag& into) {
  const bool is_known = size == into.digits && plain::eight_at(text) == into.first_digits &&
                        plain::eight_at(text + size - 8) == into.last_digits;
  if (!is_known && !read_time(text, size, into)) [[unlikely]] {
    return false;
  }
  into.block.time.emplace(into.time);
  return true;
}

// By length, what stands behind a name: zeros, and the length at the end.
alignas(32) inline constexpr auto kBehindNames = [] {
  std::array<std::array<std::uint8_t, 32>, 32> behind{};
  for (std::size_t size = 0; size < behind.size(); ++size) {
    behind[size][31] = static_cast<std::uint8_t>(size);
  }
  return behind;
}();
// The name and what stands behind it as one register: in pieces it would take longer than the rest of the
// block, and so would reading it again soon.
[[gnu::target("avx2"), gnu::always_inline]] inline void put_name(const char* text, std::size_t size,
                                                                 model::SourceName& into) {
  static_assert(sizeof into == sizeof(__m256i) && model::SourceName::capacity() == 31);
  const __m256i name = _mm256_or_si256(front_of(load(text), size, 0), load(kBehindNames[size].data()));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(&into), name);
}
}  // namespace avx2

namespace avx512 {
extern const Constants::Bytes kLeastUsuals;  // the least character that a usual block may hold

[[nodiscard]] std::size_t take_usual_tag(const char* line, UsualTag& into);

// "s:name,c:time", which is what nearly all blocks hold, without a loop or a call; `front` are the first 64
// bytes of the line. 0 for whatever is another.
[[nodiscard, SELAT_AVX512, gnu::always_inline]] inline std::size_t take_source_and_time(const char* line,
                                                                                        __m512i front,
                                                                                        UsualTag& into) {
  const std::uint64_t ends =
      places_of(kConstants.backslashes, front) | _mm512_cmplt_epi8_mask(front, load(kLeastUsuals.data()));
  // The line begins with the first of them.
  const auto end = static_cast<std::size_t>(std::countr_zero(ends & (ends - 1)));
  const auto comma = static_cast<std::size_t>(std::countr_zero(places_of(kConstants.commas, front)));
  const std::size_t name_size = comma - 3;        // behind "\s:"
  const std::size_t time_size = end - comma - 6;  // between ",c:" and "*hh"
  if (end >= 64 || name_size > model::SourceName::capacity() || time_size > 16 || into.may_have_more) {
    return 0;
  }
  const char* const time = line + comma + 3;
  const char* const star = line + end - 3;
  const std::uint8_t sum = folded(front_of(front, end - 3)) ^ '\\';
  if (std::memcmp(line + 1, "s:", 2) != 0 || std::memcmp(time - 2, "c:", 2) != 0 || star[0] != '*' ||
      star[3] != '\\' || !is_checksum({star + 1, 2}, sum) || !avx2::take_time(time, time_size, into)) {
    return 0;
  }
  avx2::put_name(line + 3, name_size, into.block.source);
  return end + 1;
}
}  // namespace avx512
#endif

}  // namespace selat::ais
