#pragma once
// armour.h with AVX2, 32 characters at a time. Of the folder's own; only for processors that have it. Reads
// nothing outside the text handed in.

#if defined(__x86_64__) && defined(__GNUC__)
#define SELAT_HAS_AVX2_WAY 1

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <immintrin.h>

#include "ais/armour_plain.h"

namespace selat::ais::avx2 {

// Loading 32 bytes from kEdge + 32 - n gives n bytes of zero, then of all ones.
alignas(64) inline constexpr auto kEdge = [] {
  std::array<std::uint8_t, 64> edge{};
  for (std::size_t i = 32; i < 64; ++i) {
    edge[i] = 0xFF;
  }
  return edge;
}();
// Loading 16 bytes from kSlide + 16 - n gives a shuffle that brings the last n bytes to the front and zeros
// behind them.
alignas(32) inline constexpr auto kSlide = [] {
  std::array<std::uint8_t, 32> slide{};
  for (std::size_t i = 0; i < 32; ++i) {
    slide[i] = static_cast<std::uint8_t>(i < 16 ? i : 0x80);
  }
  return slide;
}();

[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline __m256i load(const void* at) {
  return _mm256_loadu_si256(static_cast<const __m256i*>(at));
}
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline __m128i load_half(const void* at) {
  return _mm_loadu_si128(static_cast<const __m128i*>(at));
}

// All ones in bytes that are outside 0–W, `–w.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline __m256i strangers(__m256i text) {
  const __m256i below_0 = _mm256_cmpgt_epi8(_mm256_set1_epi8('0'), text);
  const __m256i below_X = _mm256_cmpgt_epi8(_mm256_set1_epi8('X'), text);
  const __m256i below_grave = _mm256_cmpgt_epi8(_mm256_set1_epi8('`'), text);
  const __m256i above_w = _mm256_cmpgt_epi8(text, _mm256_set1_epi8('w'));
  return _mm256_or_si256(_mm256_or_si256(below_0, above_w), _mm256_andnot_si256(below_X, below_grave));
}

// 32 characters to three words; the word behind them becomes zero.
[[gnu::target("avx2"), gnu::always_inline]] inline void put_32(__m256i text, std::uint64_t* words) {
  const __m256i is_high = _mm256_cmpgt_epi8(text, _mm256_set1_epi8('W'));
  const __m256i base = _mm256_add_epi8(_mm256_set1_epi8('0'), _mm256_and_si256(is_high, _mm256_set1_epi8(8)));
  const __m256i sixes = _mm256_sub_epi8(text, base);
  const __m256i twelves = _mm256_maddubs_epi16(sixes, _mm256_set1_epi16(0x0140));
  const __m256i packed = _mm256_madd_epi16(twelves, _mm256_set1_epi32(0x00011000));
  // Each 32-bit lane holds 24 bits: three bytes, the first one highest.
  const __m256i bytes =
      _mm256_shuffle_epi8(packed, _mm256_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1, 2,
                                                   1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1));
  const __m256i joined = _mm256_permutevar8x32_epi32(bytes, _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 3, 7));
  const __m256i turned =
      _mm256_shuffle_epi8(joined, _mm256_setr_epi8(7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6,
                                                   5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(words), turned);
}

// The last `rest` (1–31) characters of at least 16, filled up with '0'.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline __m256i rest_at(const char* end,
                                                                              std::size_t rest) {
  const std::size_t last = rest > 16 ? rest - 16 : rest;
  const __m128i slid = _mm_shuffle_epi8(load_half(end - 16), load_half(kSlide.data() + (16 - last)));
  __m256i text = _mm256_zextsi128_si256(slid);
  if (rest > 16) {
    text = _mm256_inserti128_si256(_mm256_castsi128_si256(load_half(end - rest)), slid, 1);
  }
  const __m256i is_behind = load(kEdge.data() + (32 - rest));
  return _mm256_or_si256(text, _mm256_and_si256(is_behind, _mm256_set1_epi8('0')));
}

[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline bool remove_armour(std::string_view payload,
                                                                                 std::uint64_t* words) {
  if (payload.size() < 16) {
    return plain::remove_armour(payload, words);
  }
  const char* at = payload.data();
  std::size_t left = payload.size();
  __m256i strange = _mm256_setzero_si256();
  for (; left >= 32; left -= 32, at += 32, words += 3) {
    const __m256i text = load(at);
    strange = _mm256_or_si256(strange, strangers(text));
    put_32(text, words);
  }
  if (left > 0) {
    const __m256i text = rest_at(at + left, left);
    strange = _mm256_or_si256(strange, strangers(text));
    put_32(text, words);
  }
  return _mm256_testz_si256(strange, strange) != 0;
}

// Exclusive or of all bytes.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline std::uint8_t folded(__m256i sum) {
  const __m128i half = _mm_xor_si128(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
  const __m128i quarter = _mm_xor_si128(half, _mm_unpackhi_epi64(half, half));
  return plain::folded(static_cast<std::uint64_t>(_mm_cvtsi128_si64(quarter)));
}

[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline std::uint8_t checksum(
    std::string_view between) {
  if (between.size() < 32) {
    return plain::checksum(between);
  }
  const char* at = between.data();
  std::size_t left = between.size();
  __m256i sum = load(at);
  for (at += 32, left -= 32; left >= 32; left -= 32, at += 32) {
    sum = _mm256_xor_si256(sum, load(at));
  }
  sum = _mm256_xor_si256(sum, _mm256_and_si256(load(at + left - 32), load(kEdge.data() + left)));
  return folded(sum);
}

}  // namespace selat::ais::avx2

#endif
