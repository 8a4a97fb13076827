#pragma once
// The same fast path as in tag_plain.h with AVX2, for blocks of up to 62 characters between the backslashes,
// on a line that has its end and room behind it. It is part of the line's kernel (fast_line.cpp), which reads
// some TAG block on each line of many feeds: a call and its saved registers cost as much as a field.
// Private to this folder.

#include "ais/simd/armour_avx2.h"

#ifdef SELAT_HAS_VECTOR_KERNELS

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "ais/simd/tag_plain.h"
#include "model/report.h"
#include "nmea/checksum.h"

namespace selat::ais::avx2 {

inline constexpr std::size_t kMostBetween = 62;

// By the number of digits of a time, the microseconds of its last digit; 0: no time has that many digits.
inline constexpr auto kUnits_us = [] {
  std::array<std::int64_t, 17> units{};
  units[10] = 1'000'000;
  units[13] = 1'000;
  units[16] = 1;
  return units;
}();
// Loading 16 bytes from kToEnd + n gives a shuffle that moves the first n bytes to the end, with zeros before
// them.
alignas(32) inline constexpr auto kToEnd = [] {
  std::array<std::uint8_t, 32> slide{};
  for (std::size_t i = 0; i < 32; ++i) {
    slide[i] = static_cast<std::uint8_t>(i < 16 ? 0x80 : i - 16);
  }
  return slide;
}();

// By the length of a name, what follows it in a SourceName: zeros, and the length in the last byte.
alignas(32) inline constexpr auto kBehindNames = [] {
  std::array<std::array<std::uint8_t, 32>, 32> behind{};
  for (std::size_t size = 0; size < behind.size(); ++size) {
    behind[size][31] = static_cast<std::uint8_t>(size);
  }
  return behind;
}();

// Writes the name and what follows it as one register. Writing it in pieces, or reading it again soon after,
// would take longer than the rest of the block. False for a name that is too long or has characters that are
// not tag text.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline bool take_name(const char* text,
                                                                             std::size_t size,
                                                                             FastTag& into) {
  model::SourceName& source = into.block.source;
  static_assert(sizeof source == sizeof(__m256i) && model::SourceName::capacity() == 31);
  if (size > model::SourceName::capacity()) {
    return false;
  }
  const __m256i is_of_name = load(kFront.data() + 96 - size);
  const __m256i name = load(text);
  const __m256i is_not_text = _mm256_cmpgt_epi8(_mm256_set1_epi8(plain::kLowestTagCharacter), name);
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(&source),
                      _mm256_or_si256(_mm256_and_si256(name, is_of_name), load(kBehindNames[size].data())));
  return _mm256_testz_si256(is_not_text, is_of_name) != 0;
}

// The values of 1–16 digits, moved to the end, with zeros before them.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline __m128i digits_of(const char* text,
                                                                                std::size_t size) {
  const __m128i values = _mm_sub_epi8(load_half(text), _mm_set1_epi8('0'));
  return _mm_shuffle_epi8(values, load_half(kToEnd.data() + size));
}
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline bool are_digits(__m128i values) {
  const __m128i no_digits = _mm_subs_epu8(values, _mm_set1_epi8(9));
  return _mm_testz_si128(no_digits, no_digits) != 0;
}
// Their number: all at once, joined to pairs, fours and eights.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline std::int64_t number_of(__m128i digits) {
  const __m128i pairs = _mm_maddubs_epi16(digits, _mm_set1_epi16(10 | 1 << 8));
  const __m128i fours = _mm_madd_epi16(pairs, _mm_set1_epi32(100 | 1 << 16));
  const __m128i eights = _mm_madd_epi16(_mm_packus_epi32(fours, fours), _mm_set1_epi32(10'000 | 1 << 16));
  const auto both = static_cast<std::uint64_t>(_mm_cvtsi128_si64(eights));
  return static_cast<std::int64_t>((both & 0xFFFFFFFFU) * 100'000'000 + (both >> 32));
}

// As nmea::parse_unix_time(), for whole seconds, milliseconds or microseconds; false for anything else.
[[nodiscard, gnu::target("avx2,bmi,bmi2,lzcnt"), gnu::noinline]] inline bool read_time(const char* text,
                                                                                       std::size_t size,
                                                                                       FastTag& into) {
  if (size >= kUnits_us.size() || kUnits_us[size] == 0) {
    return false;
  }
  const __m128i digits = digits_of(text, size);
  if (!are_digits(digits)) {
    return false;
  }
  into.time = Instant::unix_microseconds(number_of(digits) * kUnits_us[size]);
  into.first_digits = plain::eight_at(text);
  into.last_digits = plain::eight_at(text + size - 8);
  into.digits = size;
  return true;
}

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

// "1-2-1234", with one digit each before the hyphens; false for anything else.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline bool take_group(const char* text,
                                                                              std::size_t size,
                                                                              FastTag& into) {
  const std::uint64_t head = plain::eight_at(text);
  const auto digit = [head](unsigned at) { return static_cast<unsigned>(head >> at * 8 & 0xFF) - '0'; };
  const unsigned number = digit(0);
  const unsigned count = digit(2);
  const bool has_hyphens = (head & 0xFF00'FF00) == (std::uint64_t{'-'} << 8 | std::uint64_t{'-'} << 24);
  const std::size_t id_size = size - 4;
  if (id_size - 1 >= 16 || !has_hyphens || count > 9 || number - 1 >= count) {
    return false;
  }
  const __m128i digits = digits_of(text + 4, id_size);
  if (!are_digits(digits)) {
    return false;
  }
  into.block.group.emplace(static_cast<std::uint8_t>(number), static_cast<std::uint8_t>(count),
                           static_cast<std::uint64_t>(number_of(digits)));
  return true;
}

// A field's code and the colon behind it.
[[nodiscard]] constexpr std::uint16_t code_of(const char* field) {
  return static_cast<std::uint16_t>(static_cast<std::uint8_t>(field[0]) | static_cast<std::uint8_t>(field[1])
                                                                              << 8);
}

// One field of a block, if it is one of the three most common ones.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline bool take_field(const char* field,
                                                                              std::size_t size,
                                                                              FastTag& into) {
  switch (code_of(field)) {
    case code_of("s:"):
      return take_name(field + 2, size - 2, into);
    case code_of("c:"):
      return take_time(field + 2, size - 2, into);
    case code_of("g:"):
      return take_group(field + 2, size - 2, into);
    default:
      return false;
  }
}

// The fields of a block from `at` on, of any kind; `commas` as in take_fields().
[[nodiscard, gnu::noinline, gnu::cold]] inline bool take_any_fields(const char* text, std::size_t at,
                                                                    std::uint64_t commas, FastTag& into) {
  into.may_have_more = true;
  for (; commas != 0; commas &= commas - 1) {
    const auto stop = static_cast<std::size_t>(std::countr_zero(commas));
    const std::string_view value(text + at + 2, stop < at + 2 ? 0 : stop - at - 2);
    if (stop < at + 2 || text[at + 1] != ':' || text[at] == ':' || plain::is_not_tag_text(text[at]) ||
        std::ranges::any_of(value, plain::is_not_tag_text) ||
        !nmea::take_tag_field(into.block, {text + at, 1}, value)) {
      return false;
    }
    at = stop + 1;
  }
  return true;
}

// The fields of a block; `commas` has a bit at the end of each field. Each field looks at its own characters.
[[nodiscard, gnu::target("avx2,bmi,bmi2,lzcnt"), gnu::always_inline]] inline bool take_fields(
    const char* text, std::uint64_t commas, FastTag& into) {
  into.begin();
  for (std::size_t at = 0; commas != 0; commas &= commas - 1) {
    const auto stop = static_cast<std::size_t>(std::countr_zero(commas));
    if (!take_field(text + at, stop - at, into)) [[unlikely]] {
      return take_any_fields(text, at, commas, into);
    }
    at = stop + 1;
  }
  return true;
}

[[nodiscard, gnu::target("avx2,bmi,bmi2,lzcnt"), gnu::always_inline]] inline std::size_t take_tag(
    const char* line, FastTag& into) {
  const char* const text = line + 1;
  const __m256i first = load(text);
  const __m256i second = load(text + 32);
  const auto end = static_cast<std::size_t>(std::countr_zero(positions_of('\\', first, second)));
  if (end < 3 || end > kMostBetween) {
    return 0;
  }
  const std::size_t size = end - 3;  // before "*hh"
  const __m256i summed = _mm256_xor_si256(front_of(first, size, 0), front_of(second, size, 32));
  if (text[size] != '*' || !nmea::is_checksum({text + size + 1, 2}, folded(summed))) {
    return 0;
  }
  const std::uint64_t behind_last = std::uint64_t{1} << size;
  const std::uint64_t commas = positions_of(',', first, second) & (behind_last - 1);
  return take_fields(text, commas | behind_last, into) ? end + 2 : 0;
}

}  // namespace selat::ais::avx2

#endif
