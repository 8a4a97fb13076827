#pragma once
// Six-bit armour and checksums with AVX2, 32 characters at a time; only for processors that have AVX2 and the
// bit instructions that came with it (BMI, BMI2, LZCNT).
// Private to this folder; kernels.h has the promises. remove_armour() and checksum() read nothing outside
// their text.

#if defined(__x86_64__) && defined(__GNUC__)
#define SELAT_HAS_VECTOR_KERNELS 1

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <immintrin.h>

#include "ais/simd/armour_plain.h"

namespace selat::ais::avx2 {

// Loading 32 bytes from kEdge + 32 - n gives n bytes of zero, then of all ones.
alignas(64) inline constexpr auto kEdge = [] {
  std::array<std::uint8_t, 64> edge{};
  for (std::size_t i = 32; i < 64; ++i) {
    edge[i] = 0xFF;
  }
  return edge;
}();
// Loading 16 bytes from kSlide + 16 - n gives a shuffle that moves the last n bytes to the front, with zeros
// after them.
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

// Loading 32 bytes from kFront + 96 - n + at gives the mask of a text of n (0–96) bytes for its 32 bytes from
// `at` (0, 32, 64) on: all ones for bytes of the text.
alignas(64) inline constexpr auto kFront = [] {
  std::array<std::uint8_t, 192> front{};
  for (std::size_t i = 0; i < 96; ++i) {
    front[i] = 0xFF;
  }
  return front;
}();
// The 32 bytes of a text from `at` on; bytes after its first `size` become zero.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline __m256i front_of(__m256i text, std::size_t size,
                                                                               std::size_t at) {
  return _mm256_and_si256(text, load(kFront.data() + 96 - size + at));
}
// The same from memory; bytes after the first `size` become '0'.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline __m256i front_or_zeros(const char* from,
                                                                                     std::size_t size,
                                                                                     std::size_t at) {
  return _mm256_blendv_epi8(_mm256_set1_epi8('0'), load(from), load(kFront.data() + 96 - size + at));
}

// A bit for each character that is `sought`.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline std::uint32_t positions_of(char sought,
                                                                                         __m256i text) {
  const __m256i is_it = _mm256_cmpeq_epi8(text, _mm256_set1_epi8(sought));
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(is_it));
}
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline std::uint64_t positions_of(char sought,
                                                                                         __m256i first,
                                                                                         __m256i second) {
  return std::uint64_t{positions_of(sought, second)} << 32 | positions_of(sought, first);
}

// A table of sixteen bytes, indexed by the upper four bits of a character, in both halves of a register.
using ByUpperBits = std::array<std::uint8_t, 32>;
[[nodiscard]] consteval ByUpperBits by_upper_bits(const std::array<std::uint8_t, 16>& bytes) {
  ByUpperBits both{};
  for (std::size_t i = 0; i < 32; ++i) {
    both[i] = bytes[i % 16];
  }
  return both;
}
// The alphabet is 0x30–0x57 and 0x60–0x77. What to subtract from a character to get its value:
alignas(32) inline constexpr auto kBase = by_upper_bits({0, 0, 0, 0x30, 0x30, 0x30, 0x38, 0x38, 0, 0, 0, 0, 0,
                                                         0, 0, 0});
// Which bits of a character must not be set; its lowest bit is taken as set:
alignas(32) inline constexpr auto kForbidden = by_upper_bits({1, 1, 1, 0, 0, 8, 0, 8, 1, 1, 1, 1, 1, 1, 1,
                                                              1});

// 32 characters and the upper four bits of each.
struct Characters {
  __m256i text;
  __m256i upper_bits;
};
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline Characters characters_of(__m256i text) {
  return {text, _mm256_and_si256(_mm256_srli_epi16(text, 4), _mm256_set1_epi8(0x0F))};
}

// Not zero in the bytes of characters outside the alphabet.
[[nodiscard, gnu::target("avx2"), gnu::always_inline]] inline __m256i bad_characters(
    const Characters& characters) {
  const __m256i forbidden = _mm256_shuffle_epi8(load(kForbidden.data()), characters.upper_bits);
  // The lowest bit is taken as set, bit 8 as it is.
  return _mm256_and_si256(forbidden, _mm256_or_si256(characters.text, _mm256_set1_epi8(1)));
}

// 32 characters to three words; the word after them becomes zero.
[[gnu::target("avx2"), gnu::always_inline]] inline void put_32(const Characters& characters,
                                                               std::uint64_t* words) {
  const __m256i base = _mm256_shuffle_epi8(load(kBase.data()), characters.upper_bits);
  const __m256i sixes = _mm256_sub_epi8(characters.text, base);
  const __m256i twelves = _mm256_maddubs_epi16(sixes, _mm256_set1_epi16(0x0140));
  const __m256i packed = _mm256_madd_epi16(twelves, _mm256_set1_epi32(0x00011000));
  // Each 32-bit lane holds 24 bits. Three lanes of each half take four bytes each, the first one highest …
  const __m256i lanes =
      _mm256_shuffle_epi8(packed, _mm256_setr_epi8(6, 0, 1, 2, 9, 10, 4, 5, 12, 13, 14, 8, -1, -1, -1, -1, 6,
                                                   0, 1, 2, 9, 10, 4, 5, 12, 13, 14, 8, -1, -1, -1, -1));
  // … and two lanes make a word, the first one highest.
  const __m256i turned = _mm256_permutevar8x32_epi32(lanes, _mm256_setr_epi32(1, 0, 4, 2, 6, 5, 3, 7));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(words), turned);
}

[[gnu::target("avx2"), gnu::always_inline]] inline void put_zeros(std::uint64_t* four_words) {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(four_words), _mm256_setzero_si256());
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
  __m256i bad = _mm256_setzero_si256();
  for (; left >= 32; left -= 32, at += 32, words += 3) {
    const Characters text = characters_of(load(at));
    bad = _mm256_or_si256(bad, bad_characters(text));
    put_32(text, words);
  }
  if (left > 0) {
    const Characters text = characters_of(rest_at(at + left, left));
    bad = _mm256_or_si256(bad, bad_characters(text));
    put_32(text, words);
  }
  return _mm256_testz_si256(bad, bad) != 0;
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
