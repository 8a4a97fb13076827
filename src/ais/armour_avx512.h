#pragma once
// What armour_avx2.h does, 64 characters at a time, for processors whose AVX-512 can look bytes up across a
// register (VBMI: since Ice Lake and Zen 4). Of the folder's own. A whole sentence lies in two registers and
// its payload in one, so that how long they are is no branch.

#include "ais/armour_avx2.h"

#ifdef SELAT_HAS_VECTOR_WAYS

#include "ais/bits.h"

#define SELAT_AVX512 gnu::target("avx512f,avx512bw,avx512vl,avx512vbmi,bmi2,pclmul")

namespace selat::ais::avx512 {

[[nodiscard, SELAT_AVX512, gnu::always_inline]] inline __m512i load(const void* at) {
  return _mm512_loadu_si512(at);
}

// Ones for the first `count` (less than 256) of 64; all of them from 64 on.
[[nodiscard, SELAT_AVX512, gnu::always_inline]] inline std::uint64_t first(std::size_t count) {
  return _bzhi_u64(~std::uint64_t{0}, static_cast<unsigned>(count));
}

// The same byte 64 times, from memory: making it of a number takes the one port that everything here needs.
template <std::uint8_t kByte>
[[nodiscard, SELAT_AVX512, gnu::always_inline]] inline __m512i all_of() {
  alignas(64) static constexpr auto kBytes = [] {
    std::array<std::uint8_t, 64> bytes{};
    bytes.fill(kByte);
    return bytes;
  }();
  return load(kBytes.data());
}

template <char kSought>
[[nodiscard, SELAT_AVX512, gnu::always_inline]] inline std::uint64_t places_of(__m512i text) {
  return _mm512_cmpeq_epi8_mask(text, all_of<static_cast<std::uint8_t>(kSought)>());
}

// The first `size` bytes, zeros behind them.
[[nodiscard, SELAT_AVX512, gnu::always_inline]] inline __m512i front_of(__m512i text, std::size_t size) {
  return _mm512_maskz_mov_epi8(first(size), text);
}

// Exclusive or of all bytes. (The plain cast and extract warn in GCC 12.) A multiplication without carries
// brings the exclusive or of eight bytes to the top one.
[[nodiscard, SELAT_AVX512, gnu::always_inline]] inline std::uint8_t folded(__m512i sum) {
  const __m256i half = _mm256_xor_si256(_mm512_maskz_extracti64x4_epi64(0xFF, sum, 0),
                                        _mm512_maskz_extracti64x4_epi64(0xFF, sum, 1));
  const __m128i quarter = _mm_xor_si128(_mm256_castsi256_si128(half), _mm256_extracti128_si256(half, 1));
  const __m128i eight = _mm_xor_si128(quarter, _mm_unpackhi_epi64(quarter, quarter));
  const __m128i product = _mm_clmulepi64_si128(eight, _mm_set1_epi8(1), 0);
  return static_cast<std::uint8_t>(static_cast<std::uint64_t>(_mm_cvtsi128_si64(product)) >> 56);
}

// Each 32-bit lane holds the 24 bits of four characters, and eight bytes make a word, the first one highest.
alignas(64) inline constexpr auto kWordsOfLanes = [] {
  std::array<std::uint8_t, 64> from{};
  for (std::size_t i = 0; i < 48; ++i) {
    const std::size_t byte = i / 8 * 8 + (7 - i % 8);
    from[i] = static_cast<std::uint8_t>(byte / 3 * 4 + (2 - byte % 3));
  }
  return from;
}();
inline constexpr std::size_t kWords = 8;  // are written by put_64

// The first `size` (1–64) characters at `from`, less the last one's `pad_bits` (0–5), to six words, and zeros
// to the two words behind; whether all are of the alphabet.
[[nodiscard, SELAT_AVX512, gnu::always_inline]] inline bool put_64(const char* from, std::size_t size,
                                                                   unsigned pad_bits, std::uint64_t* words) {
  const __m512i text = _mm512_mask_loadu_epi8(all_of<'0'>(), first(size), from);
  const __m512i sixes =
      _mm512_permutex2var_epi8(load(kSixBitValues.data()), text, load(kSixBitValues.data() + 64));
  const std::uint64_t last = std::uint64_t{1} << (size - 1);
  const __m512i kept =
      _mm512_mask_mov_epi8(all_of<0x3F>(), last, _mm512_set1_epi8(static_cast<char>(0x3F << pad_bits)));
  const __m512i twelves = _mm512_maddubs_epi16(_mm512_and_si512(kept, sixes), _mm512_set1_epi16(0x0140));
  const __m512i lanes = _mm512_madd_epi16(twelves, _mm512_set1_epi32(0x00011000));
  _mm512_storeu_si512(words, _mm512_maskz_permutexvar_epi8(first(48), load(kWordsOfLanes.data()), lanes));
  // What is not in the table is 255 there, and the table is one of 128 characters.
  return _mm512_movepi8_mask(_mm512_or_si512(sixes, text)) == 0;
}

}  // namespace selat::ais::avx512

#endif
