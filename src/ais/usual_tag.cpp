#include "ais/usual_tag.h"

#include <bit>
#include <cstdint>

#include "ais/armour.h"
#include "ais/armour_avx2.h"
#include "ais/text_fields.h"

namespace selat::ais {

namespace {

std::size_t take_plain(std::string_view line, TagBlock& into) {
  const auto end = line.find('\\', 1);
  if (end == std::string_view::npos || line.substr(0, end).find('!') != std::string_view::npos ||
      read_tag_block(line.substr(1, end - 1), into)) {
    return 0;
  }
  return end + 1;
}

#ifdef SELAT_HAS_AVX2_WAY

// Bits of the characters that are `sought`, of 64.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline std::uint64_t places_of(char sought,
                                                                                      __m256i first,
                                                                                      __m256i second) {
  const __m256i all = _mm256_set1_epi8(sought);
  const auto low = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(first, all)));
  const auto high = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(second, all)));
  return std::uint64_t{high} << 32 | low;
}

// Exclusive or of the first `size` characters of 64.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline std::uint8_t checksum_of_first(std::size_t size,
                                                                                             __m256i first,
                                                                                             __m256i second) {
  const std::size_t of_first = size < 32 ? size : 32;
  const __m256i one = _mm256_andnot_si256(avx2::load(avx2::kEdge.data() + (32 - of_first)), first);
  const __m256i two = _mm256_andnot_si256(avx2::load(avx2::kEdge.data() + (32 - (size - of_first))), second);
  return avx2::folded(_mm256_xor_si256(one, two));
}

[[gnu::target("avx2")]] std::size_t take_avx2(std::string_view line, TagBlock& into) {
  constexpr std::size_t kSeen = 64;
  if (line.size() < 1 + kSeen) {
    return take_plain(line, into);
  }
  const char* const text = line.data() + 1;
  const __m256i first = avx2::load(text);
  const __m256i second = avx2::load(text + 32);
  const std::uint64_t ends = places_of('\\', first, second);
  const auto end = static_cast<std::size_t>(std::countr_zero(ends));
  if (ends == 0 || end < 3) {
    return 0;
  }
  const std::size_t size = end - 3;  // before "*hh"
  const std::uint64_t before_end = (std::uint64_t{1} << end) - 1;
  if (text[size] != '*' || (places_of('!', first, second) & before_end) != 0 ||
      parse_hex_byte({text + size + 1, 2}) != checksum_of_first(size, first, second)) {
    return 0;
  }
  into = TagBlock{};
  std::uint64_t commas = (places_of(',', first, second) & ((std::uint64_t{1} << size) - 1)) | std::uint64_t{1}
                                                                                                  << size;
  for (std::size_t at = 0; commas != 0; commas &= commas - 1) {
    const auto stop = static_cast<std::size_t>(std::countr_zero(commas));
    if (stop < at + 2 || text[at + 1] != ':' || text[at] == ':' ||
        !take_tag_field(into, {text + at, 1}, {text + at + 2, stop - at - 2})) {
      return 0;
    }
    at = stop + 1;
  }
  return end + 2;
}

#endif

}  // namespace

TakeUsualTag plain_usual_tag() {
  return take_plain;
}

TakeUsualTag fastest_usual_tag() {
#ifdef SELAT_HAS_AVX2_WAY
  if (&fastest_way() != &plain_way()) {
    return take_avx2;
  }
#endif
  return take_plain;
}

}  // namespace selat::ais
