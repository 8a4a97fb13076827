#pragma once
// Text fields of six-bit characters with AVX2, 32 at once. Private to this folder; six_bit_text.h has the
// promises.

#include "ais/simd/armour_avx2.h"

#ifdef SELAT_HAS_VECTOR_KERNELS

#include <algorithm>
#include <bit>

#include "base/bits.h"

namespace selat::ais::avx2 {

// The register has words 0 and 1 in its lower half, 1 and 2 in its upper half. Each 32-bit lane takes the
// three bytes of four characters, in the order 1 0 2 1, from which two multiplications separate the
// characters.
alignas(32) inline constexpr auto kFourCharacters = [] {
  std::array<std::uint8_t, 32> from{};
  constexpr std::array<std::size_t, 4> kOrder = {1, 0, 2, 1};
  for (std::size_t i = 0; i < 32; ++i) {
    const std::size_t byte = i / 4 * 3 + kOrder[i % 4];  // of 24, the first one highest in word 0
    const std::size_t in_half = i < 16 ? byte : byte - 8;
    from[i] = static_cast<std::uint8_t>(in_half < 8 ? 7 - in_half : 23 - in_half);
  }
  return from;
}();

// 192 bits to 32 values.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline __m256i spread(std::uint64_t first,
                                                                             std::uint64_t second,
                                                                             std::uint64_t third) {
  const auto word = [](std::uint64_t value) { return static_cast<long long>(value); };
  const __m256i words = _mm256_setr_epi64x(word(first), word(second), word(second), word(third));
  const __m256i bytes = _mm256_shuffle_epi8(words, load(kFourCharacters.data()));
  const __m256i odd = _mm256_mulhi_epu16(_mm256_and_si256(bytes, _mm256_set1_epi32(0x0FC0FC00)),
                                         _mm256_set1_epi32(0x04000040));
  const __m256i even = _mm256_mullo_epi16(_mm256_and_si256(bytes, _mm256_set1_epi32(0x003F03F0)),
                                          _mm256_set1_epi32(0x01000010));
  return _mm256_or_si256(odd, even);
}

[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline std::size_t read_text_field(const Bits& bits,
                                                                                          std::size_t at,
                                                                                          std::size_t count,
                                                                                          char* into) {
  const __m256i values = spread(bits.word_at(at), bits.word_at(at + 64), bits.word_at(at + 128));
  const __m256i is_letter = _mm256_cmpgt_epi8(_mm256_set1_epi8(32), values);
  const __m256i text = _mm256_add_epi8(values, _mm256_and_si256(is_letter, _mm256_set1_epi8(64)));
  const std::size_t whole = bits.size() > at ? (bits.size() - at) / 6 : 0;
  const std::uint64_t ends = std::uint64_t{1} << std::min(count, whole) | positions_of('@', text);
  const std::uint64_t before_end = (ends & -ends) - 1;
  const auto length = static_cast<std::size_t>(std::bit_width(~positions_of(' ', text) & before_end));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(into), front_of(text, length, 0));
  return length;
}

}  // namespace selat::ais::avx2

#endif
