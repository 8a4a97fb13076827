#include "ais/usual_tag.h"

#include <bit>
#include <cstdint>

#include "ais/sentence.h"
#include "ais/text_fields.h"

namespace selat::ais {

std::size_t plain::take_usual_tag(std::string_view line, TagBlock& into) {
  const auto end = line.find('\\', 1);
  if (end == std::string_view::npos || line.substr(0, end).find('!') != std::string_view::npos ||
      read_tag_block(line.substr(1, end - 1), into)) {
    return 0;
  }
  return end + 1;
}

#ifdef SELAT_HAS_AVX2_WAY

namespace {

// The name, zeros behind it, as one register: its 31 characters, and its length. In pieces, or by way of
// memory, it would take longer than the rest of the block.
[[gnu::target("avx2"), gnu::always_inline]] inline void put_name(__m256i text, std::size_t size,
                                                                 model::SourceName& into) {
  static_assert(sizeof into == sizeof text && model::SourceName::capacity() == 31);
  const __m256i name = _mm256_insert_epi8(text, static_cast<char>(size), 31);
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(&into), name);
}

// take_tag_field() for the two fields that nearly all blocks have.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline bool take_field(TagBlock& into,
                                                                              const char* code,
                                                                              std::size_t size) {
  const char* const value = code + 2;
  if (*code == 's' && size <= model::SourceName::capacity()) {
    put_name(avx2::front_of(avx2::load(value), size, 0), size, into.source);
    return true;
  }
  if (*code == 'c') {
    const auto time = parse_unix_time({value, size});
    if (time) {
      into.time.emplace(*time);
    }
    return time.has_value();
  }
  return take_tag_field(into, {code, 1}, {value, size});
}

}  // namespace

[[gnu::target("avx2")]] std::size_t avx2::take_usual_tag(const char* line, TagBlock& into) {
  const char* const text = line + 1;
  const __m256i first = load(text);
  const __m256i second = load(text + 32);
  const std::uint64_t ends = places_of('\\', first, second);
  const auto end = static_cast<std::size_t>(std::countr_zero(ends));
  if (ends == 0 || end < 3) {
    return 0;
  }
  const std::size_t size = end - 3;  // before "*hh"
  const std::uint64_t before_end = (std::uint64_t{1} << end) - 1;
  const __m256i summed = _mm256_xor_si256(front_of(first, size, 0), front_of(second, size, 32));
  if (text[size] != '*' || (places_of('!', first, second) & before_end) != 0 ||
      !is_checksum({text + size + 1, 2}, folded(summed))) {
    return 0;
  }
  into.clear();
  const std::uint64_t behind_last = std::uint64_t{1} << size;
  std::uint64_t commas = (places_of(',', first, second) & (behind_last - 1)) | behind_last;
  for (std::size_t at = 0; commas != 0; commas &= commas - 1) {
    const auto stop = static_cast<std::size_t>(std::countr_zero(commas));
    if (stop < at + 2 || text[at + 1] != ':' || text[at] == ':' ||
        !take_field(into, text + at, stop - at - 2)) {
      return 0;
    }
    at = stop + 1;
  }
  return end + 2;
}

#endif

}  // namespace selat::ais
