#pragma once
// Text fields made of six-bit characters (ITU-R M.1371-5 annex 8, table 47). No allocation, thread-safe.

#include <cstddef>
#include <string_view>

#include "base/bits.h"

namespace selat::ais {

// The characters by value.
inline constexpr std::string_view kTextAlphabet =
    "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_ !\"#$%&'()*+,-./0123456789:;<=>?";

// The text of `count` (at most kLongestTextField) characters from bit `at` on. It ends at the first '@' or at
// the end of the bits; spaces at its end are cut. Writes kLongestTextField bytes, zeros after the text;
// returns its length. `at` is at most Bits::kMaxSize - 6 * kLongestTextField.
inline constexpr std::size_t kLongestTextField = 32;
[[nodiscard]] std::size_t read_text_field(const Bits& bits, std::size_t at, std::size_t count, char* into);

// For longer texts, which are read eight characters at a time: the space they need.
[[nodiscard]] constexpr std::size_t whole_eights(std::size_t characters) {
  return (characters + 7) / 8 * 8;
}
// Up to `count` characters from bit `at` on, up to the first '@' or the end of the bits; writes whole eights
// and returns the length.
[[nodiscard]] std::size_t text_at(const Bits& bits, std::size_t at, char* into, std::size_t count);
// The length without the spaces at the end.
[[nodiscard]] std::size_t without_padding(const char* text, std::size_t length);

}  // namespace selat::ais
