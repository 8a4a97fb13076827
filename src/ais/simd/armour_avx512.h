#pragma once
// What armour_avx2.h does, 64 characters at a time, for processors whose AVX-512 can look up bytes across a
// whole register (VBMI: since Ice Lake and Zen 4). Private to this folder. A whole sentence fits into two
// registers and its payload into one, so that their length needs no branch.

#include "ais/simd/armour_avx2.h"

#ifdef SELAT_HAS_VECTOR_KERNELS

#include "base/bits.h"

#define SELAT_AVX512 gnu::target("avx512f,avx512bw,avx512vl,avx512vbmi,bmi2,pclmul")

namespace selat::ais::avx512 {

[[nodiscard, SELAT_AVX512, gnu::always_inline]] inline __m512i load(const void* at) {
  return _mm512_loadu_si512(at);
}

// Ones for the first `count` (less than 256) of 64; all of them from 64 on.
[[nodiscard, SELAT_AVX512, gnu::always_inline]] inline std::uint64_t first(std::size_t count) {
  return _bzhi_u64(~std::uint64_t{0}, static_cast<unsigned>(count));
}

// Registers of constants. They are defined in another file on purpose: the compiler would build constants it
// knows from numbers, and that needs the one execution port which everything here needs.
struct Constants {
  using Bytes = std::array<std::uint8_t, 64>;
  alignas(64) Bytes line_feeds, commas, backslashes;
  // Loading from front + 128 - n + at gives the mask of a text of n (0–128) bytes for its 64 bytes from `at`
  // (0, 64) on: all ones for bytes of the text.
  alignas(64) std::array<std::uint8_t, 256> front;
  // Loading from kept[p] + 64 - n: the bits of n (1–64) characters of which the last has p pad bits.
  alignas(64) std::array<std::array<std::uint8_t, 128>, 6> kept;
  alignas(64) std::array<std::uint8_t, 128> six_bit_values;
  alignas(64) Bytes sixes_to_twelves, twelves_to_lanes, words_of_lanes;
  alignas(16) std::array<std::uint8_t, 16> ones;
};
extern const Constants kConstants;

[[nodiscard, SELAT_AVX512, gnu::always_inline]] inline std::uint64_t positions_of(
    const Constants::Bytes& sought, __m512i text) {
  return _mm512_cmpeq_epi8_mask(text, load(sought.data()));
}

// The 64 bytes of a text from `at` on; bytes after its first `size` become zero.
[[nodiscard, SELAT_AVX512, gnu::always_inline]] inline __m512i front_of(__m512i text, std::size_t size,
                                                                        std::size_t at = 0) {
  return _mm512_and_si512(text, load(kConstants.front.data() + 128 - size + at));
}

// Exclusive or of all bytes. (The cast and extract without a mask give warnings in GCC 12.) A carry-less
// multiplication brings the exclusive or of eight bytes into the top one.
[[nodiscard, SELAT_AVX512, gnu::always_inline]] inline std::uint8_t folded(__m512i sum) {
  const __m256i half = _mm256_xor_si256(_mm512_maskz_extracti64x4_epi64(0xFF, sum, 0),
                                        _mm512_maskz_extracti64x4_epi64(0xFF, sum, 1));
  const __m128i quarter = _mm_xor_si128(_mm256_castsi256_si128(half), _mm256_extracti128_si256(half, 1));
  const __m128i eight = _mm_xor_si128(quarter, _mm_unpackhi_epi64(quarter, quarter));
  const __m128i product = _mm_clmulepi64_si128(eight, avx2::load_half(kConstants.ones.data()), 0);
  return static_cast<std::uint8_t>(static_cast<std::uint64_t>(_mm_cvtsi128_si64(product)) >> 56);
}

inline constexpr std::size_t kWords = 8;  // are written by put_64

// Writes the first `size` (1–64) characters at `from`, without the `pad_bits` (0–5) of the last one, to six
// words, and zeros to the next two words; returns whether all are in the alphabet. 64 bytes may be read.
[[nodiscard, SELAT_AVX512, gnu::always_inline]] inline bool put_64(const char* from, std::size_t size,
                                                                   unsigned pad_bits, std::uint64_t* words) {
  const __m512i text = load(from);
  const __m512i sixes = _mm512_permutex2var_epi8(load(kConstants.six_bit_values.data()), text,
                                                 load(kConstants.six_bit_values.data() + 64));
  const __m512i kept = _mm512_and_si512(sixes, load(kConstants.kept[pad_bits].data() + 64 - size));
  const __m512i twelves = _mm512_maddubs_epi16(kept, load(kConstants.sixes_to_twelves.data()));
  const __m512i lanes = _mm512_madd_epi16(twelves, load(kConstants.twelves_to_lanes.data()));
  _mm512_storeu_si512(
      words, _mm512_maskz_permutexvar_epi8(~std::uint64_t{0}, load(kConstants.words_of_lanes.data()), lanes));
  // Characters outside the alphabet have the value 255 in the table; the table has only 128 characters.
  return (_mm512_movepi8_mask(_mm512_or_si512(sixes, text)) & first(size)) == 0;
}

}  // namespace selat::ais::avx512

#endif
