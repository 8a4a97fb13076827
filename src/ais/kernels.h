#pragma once
// The inner loops of the decoder: for lines, payload characters, text fields and checksums. Each exists in
// plain C++ and in AVX2; both give the same result, bit for bit. The processor decides once which is used.
// Their code is private to ais/simd. No allocation, thread-safe.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "ais/fast_line.h"
#include "base/bits.h"

namespace selat::ais {

struct Kernels {
  // Writes the bits of the characters, most significant first, in whole groups of three words for 32
  // characters, zeros after the last; one more word may be set to zero. False, and any words, if a character
  // is outside the alphabet.
  bool (*remove_armour)(std::string_view payload, std::uint64_t* words);
  // As nmea::checksum_of().
  std::uint8_t (*checksum)(std::string_view between);
  // As read_text_field().
  std::size_t (*read_text)(const Bits& bits, std::size_t at, std::size_t count, char* into);
  FastLineKernel take_line;
};

// Those this processor can run: plain C++ first, the fastest last.
[[nodiscard]] std::span<const Kernels> available_kernels();
[[nodiscard]] const Kernels& fastest_kernels();

}  // namespace selat::ais
