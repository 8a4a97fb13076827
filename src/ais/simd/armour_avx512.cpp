#include "ais/simd/armour_avx512.h"

#ifdef SELAT_HAS_VECTOR_KERNELS

#include <algorithm>

#include "ais/armour.h"

namespace selat::ais::avx512 {

constinit const Constants kConstants = [] {
  Constants made{};
  made.line_feeds.fill('\n');
  made.commas.fill(',');
  made.backslashes.fill('\\');
  std::fill_n(made.front.begin(), 128, 0xFF);
  for (unsigned pad_bits = 0; pad_bits < made.kept.size(); ++pad_bits) {
    std::fill_n(made.kept[pad_bits].begin(), 64, 0x3F);
    made.kept[pad_bits][63] = static_cast<std::uint8_t>(0x3F << pad_bits);
  }
  std::copy_n(kSixBitValues.begin(), 128, made.six_bit_values.begin());
  for (std::size_t i = 0; i < 64; ++i) {
    made.sixes_to_twelves[i] = i % 2 == 0 ? 64 : 1;
    made.twelves_to_lanes[i] = static_cast<std::uint8_t>(i % 4 == 1 ? 16 : i % 4 == 2 ? 1 : 0);
    // Each 32-bit lane holds the 24 bits of four characters, zeros above, and eight bytes make a word, the
    // first one highest.
    const std::size_t byte = i / 8 * 8 + (7 - i % 8);
    made.words_of_lanes[i] = static_cast<std::uint8_t>(byte < 48 ? byte / 3 * 4 + (2 - byte % 3) : 3);
  }
  made.ones.fill(1);
  return made;
}();

}  // namespace selat::ais::avx512

#endif
