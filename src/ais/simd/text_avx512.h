#pragma once
// Text fields of six-bit characters with AVX-512, 32 at once. Private to this folder; six_bit_text.h has the
// promises.

#include "ais/simd/armour_avx512.h"

#ifdef SELAT_HAS_VECTOR_KERNELS

#include <algorithm>
#include <bit>

#include "base/bits.h"

namespace selat::ais::avx512 {

// Eight characters are six bytes, and up to seven bits more if they do not begin at a byte: each group of
// eight gets the eight bytes from its first byte on, the first one highest …
alignas(32) inline constexpr auto kBytesOfEights = [] {
  std::array<std::uint8_t, 32> bytes{};
  for (std::size_t i = 0; i < 32; ++i) {
    bytes[i] = static_cast<std::uint8_t>(i / 8 * 6 + (7 - i % 8));
  }
  return bytes;
}();
// … and this is where the last bit of each character lies in them.
alignas(32) inline constexpr auto kLastBits = [] {
  std::array<std::uint8_t, 32> bits{};
  for (std::size_t i = 0; i < 32; ++i) {
    bits[i] = static_cast<std::uint8_t>(58 - i % 8 * 6);
  }
  return bits;
}();

// The number in every byte.
[[nodiscard, SELAT_AVX512, gnu::always_inline]] inline __m256i same(std::size_t number) {
  return _mm256_set1_epi8(static_cast<char>(number));
}

// The forms without a mask give warnings in GCC 12.
inline constexpr __mmask32 kAll = ~__mmask32{0};

// 192 bits from `at` on to 32 values.
[[nodiscard, SELAT_AVX512, gnu::always_inline]] inline __m256i spread(const Bits& bits, std::size_t at) {
  const __m256i words = avx2::load(bits.words_from(at));
  const __m256i bytes = _mm256_add_epi8(avx2::load(kBytesOfEights.data()), same(at % 64 / 8));
  const __m256i eights = _mm256_maskz_permutexvar_epi8(kAll, _mm256_xor_si256(bytes, same(7)), words);
  const __m256i last_bits = _mm256_sub_epi8(avx2::load(kLastBits.data()), same(at % 8));
  return _mm256_and_si256(_mm256_maskz_multishift_epi64_epi8(kAll, last_bits, eights), same(0x3F));
}

[[nodiscard, SELAT_AVX512, gnu::always_inline]] inline std::size_t read_text_field(const Bits& bits,
                                                                                   std::size_t at,
                                                                                   std::size_t count,
                                                                                   char* into) {
  const __m256i values = spread(bits, at);
  const __mmask32 is_letter = _mm256_cmplt_epu8_mask(values, same(32));
  const __m256i text = _mm256_mask_add_epi8(values, is_letter, values, same(64));
  const std::size_t whole = bits.size() > at ? (bits.size() - at) / 6 : 0;
  const std::uint64_t ends =
      std::uint64_t{1} << std::min(count, whole) | _mm256_cmpeq_epi8_mask(values, _mm256_setzero_si256());
  const std::uint64_t before_end = (ends & -ends) - 1;
  const std::uint64_t spaces = _mm256_cmpeq_epi8_mask(values, same(' '));
  const auto length = static_cast<std::size_t>(std::bit_width(~spaces & before_end));
  const auto kept = static_cast<__mmask32>(first(length));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(into), _mm256_maskz_mov_epi8(kept, text));
  return length;
}

}  // namespace selat::ais::avx512

#endif
