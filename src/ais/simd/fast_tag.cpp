#include "ais/simd/fast_tag.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>

#include "ais/simd/armour_avx2.h"
#include "model/report.h"
#include "nmea/checksum.h"
#include "nmea/tag_block.h"

namespace selat::ais {

namespace {

// The fast path leaves blocks that hold the start of a sentence '!', a space, or characters that cannot be
// printed. (A carriage return ends a line if lines are cut out of a stream.)
constexpr char kLowestCharacter = '!' + 1;
constexpr bool is_not_tag_text(char character) {
  return static_cast<signed char>(character) < kLowestCharacter;
}

}  // namespace

std::size_t plain::take_tag(std::string_view line, FastTag& into) {
  const auto end = line.find('\\', 1);
  into.may_have_more = true;
  if (end == std::string_view::npos || std::ranges::any_of(line.substr(1, end - 1), is_not_tag_text) ||
      nmea::read_tag_block(line.substr(1, end - 1), into.block)) {
    return 0;
  }
  return end + 1;
}

#ifdef SELAT_HAS_VECTOR_KERNELS

namespace {

constexpr std::size_t kMostBetween = 62;

// By the number of digits of a time, the microseconds of its last digit; 0: no time has that many digits.
constexpr auto kUnits_us = [] {
  std::array<std::int64_t, 17> units{};
  units[10] = 1'000'000;
  units[13] = 1'000;
  units[16] = 1;
  return units;
}();
// Loading 16 bytes from kToEnd + n gives a shuffle that moves the first n bytes to the end, with zeros before
// them.
alignas(32) constexpr auto kToEnd = [] {
  std::array<std::uint8_t, 32> slide{};
  for (std::size_t i = 0; i < 32; ++i) {
    slide[i] = static_cast<std::uint8_t>(i < 16 ? 0x80 : i - 16);
  }
  return slide;
}();

// By the length of a name, what follows it in a SourceName: zeros, and the length in the last byte.
alignas(32) constexpr auto kBehindNames = [] {
  std::array<std::array<std::uint8_t, 32>, 32> behind{};
  for (std::size_t size = 0; size < behind.size(); ++size) {
    behind[size][31] = static_cast<std::uint8_t>(size);
  }
  return behind;
}();

// Writes the name and what follows it as one register. Writing it in pieces, or reading it again soon after,
// would take longer than the rest of the block. False for a name that is too long.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline bool take_name(const char* text,
                                                                             std::size_t size,
                                                                             FastTag& into) {
  model::SourceName& source = into.block.source;
  static_assert(sizeof source == sizeof(__m256i) && model::SourceName::capacity() == 31);
  if (size > model::SourceName::capacity()) {
    return false;
  }
  const __m256i name =
      _mm256_or_si256(avx2::front_of(avx2::load(text), size, 0), avx2::load(kBehindNames[size].data()));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(&source), name);
  return true;
}

// The number of 1–16 digits, or none: all at once, joined to pairs, fours and eights.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline std::optional<std::int64_t> read_number(
    const char* text, std::size_t size) {
  const __m128i values = _mm_sub_epi8(avx2::load_half(text), _mm_set1_epi8('0'));
  const __m128i digits = _mm_shuffle_epi8(values, avx2::load_half(kToEnd.data() + size));
  const __m128i no_digits = _mm_subs_epu8(digits, _mm_set1_epi8(9));
  if (_mm_testz_si128(no_digits, no_digits) == 0) {
    return std::nullopt;
  }
  const __m128i pairs = _mm_maddubs_epi16(digits, _mm_set1_epi16(10 | 1 << 8));
  const __m128i fours = _mm_madd_epi16(pairs, _mm_set1_epi32(100 | 1 << 16));
  const __m128i eights = _mm_madd_epi16(_mm_packus_epi32(fours, fours), _mm_set1_epi32(10'000 | 1 << 16));
  const auto both = static_cast<std::uint64_t>(_mm_cvtsi128_si64(eights));
  return static_cast<std::int64_t>((both & 0xFFFFFFFFU) * 100'000'000 + (both >> 32));
}

// As nmea::parse_unix_time(), for whole seconds, milliseconds or microseconds; false for anything else.
[[nodiscard, gnu::target("avx2,bmi,bmi2,lzcnt"), gnu::noinline]] bool read_time(const char* text,
                                                                                std::size_t size,
                                                                                FastTag& into) {
  if (size >= kUnits_us.size() || kUnits_us[size] == 0) {
    return false;
  }
  const auto number = read_number(text, size);
  if (!number) {
    return false;
  }
  into.time = Instant::unix_microseconds(*number * kUnits_us[size]);
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
  const auto digit = [text](std::size_t at) { return static_cast<std::uint8_t>(text[at]) - unsigned{'0'}; };
  const unsigned number = digit(0);
  const unsigned count = digit(2);
  const std::size_t digits = size - 4;  // of the id
  if (digits - 1 >= 16 || text[1] != '-' || text[3] != '-' || count > 9 || number - 1 >= count) {
    return false;
  }
  const auto id = read_number(text + 4, digits);
  if (id) {
    into.block.group.emplace(static_cast<std::uint8_t>(number), static_cast<std::uint8_t>(count),
                             static_cast<std::uint64_t>(*id));
  }
  return id.has_value();
}

// A field's code and the colon behind it.
[[nodiscard]] constexpr std::uint16_t code_of(const char* field) {
  return static_cast<std::uint16_t>(static_cast<std::uint8_t>(field[0]) | static_cast<std::uint8_t>(field[1])
                                                                              << 8);
}

// One field of a block, if it is one of the three most common ones: which one; else 0.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline unsigned take_field(const char* field,
                                                                                  std::size_t size,
                                                                                  FastTag& into) {
  switch (code_of(field)) {
    case code_of("s:"):
      return take_name(field + 2, size - 2, into) ? FastTag::kSource : 0;
    case code_of("c:"):
      return take_time(field + 2, size - 2, into) ? FastTag::kTime : 0;
    case code_of("g:"):
      return take_group(field + 2, size - 2, into) ? FastTag::kGroup : 0;
    default:
      return 0;
  }
}

// The fields of a block from `at` on, of any kind; `commas` as in take_fields().
[[nodiscard, gnu::noinline, gnu::cold]] bool take_any_fields(const char* text, std::size_t at,
                                                             std::uint64_t commas, FastTag& into) {
  into.may_have_more = true;
  for (; commas != 0; commas &= commas - 1) {
    const auto stop = static_cast<std::size_t>(std::countr_zero(commas));
    if (stop < at + 2 || text[at + 1] != ':' || text[at] == ':' ||
        !nmea::take_tag_field(into.block, {text + at, 1}, {text + at + 2, stop - at - 2})) {
      return false;
    }
    at = stop + 1;
  }
  return true;
}

// The fields of a block; `commas` has a bit at the end of each field.
[[nodiscard, gnu::target("avx2,bmi,bmi2,lzcnt")]] bool take_fields(const char* text, std::uint64_t commas,
                                                                   FastTag& into) {
  into.begin();
  unsigned read = 0;
  for (std::size_t at = 0; commas != 0; commas &= commas - 1) {
    const auto stop = static_cast<std::size_t>(std::countr_zero(commas));
    const unsigned field = take_field(text + at, stop - at, into);
    if (field == 0) [[unlikely]] {
      into.empty_all_but(read);
      return take_any_fields(text, at, commas, into);
    }
    read |= field;
    at = stop + 1;
  }
  into.empty_all_but(read);
  return true;
}

// A bit for each backslash and for each character that the fast path does not take.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline std::uint32_t ends_in(__m256i text) {
  const __m256i is_end = _mm256_cmpeq_epi8(text, _mm256_set1_epi8('\\'));
  const __m256i is_not_tag_text = _mm256_cmpgt_epi8(_mm256_set1_epi8(kLowestCharacter), text);
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_or_si256(is_end, is_not_tag_text)));
}

}  // namespace

[[gnu::target("avx2,bmi,bmi2,lzcnt")]] std::size_t avx2::take_tag(const char* line, FastTag& into) {
  const char* const text = line + 1;
  const __m256i first = load(text);
  const __m256i second = load(text + 32);
  const std::uint64_t ends = ends_in(first) | std::uint64_t{ends_in(second)} << 32;
  const auto end = static_cast<std::size_t>(std::countr_zero(ends));
  if (end < 3 || end > kMostBetween || text[end] != '\\') {
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

#endif

}  // namespace selat::ais
