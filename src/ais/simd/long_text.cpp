// Long texts and texts in pieces, eight six-bit characters at a time.
#include <algorithm>
#include <bit>

#include "ais/simd/text_plain.h"
#include "ais/six_bit_text.h"
#include "base/bits.h"

namespace selat::ais {

namespace {
// How many of eight values come before the first 0 ('@'); 8 if there is none.
[[nodiscard]] std::size_t before_end(std::uint64_t values) {
  const std::uint64_t is_end = ~plain::not_zero(values) & plain::kTops;
  return static_cast<std::size_t>(std::countl_zero(is_end)) / 8;
}
}  // namespace

std::size_t text_at(const Bits& bits, std::size_t at, char* into, std::size_t count) {
  const std::size_t whole = bits.size() > at ? (bits.size() - at) / 6 : 0;
  const std::size_t last = std::min(count, whole);
  for (std::size_t length = 0; length < last; length += 8) {
    const std::uint64_t values = plain::spread(bits.unsigned_at(at + length * 6, 48));
    plain::put_eight(plain::characters_of(values), into + length);
    if (const std::size_t taken = before_end(values); taken < 8) {
      return std::min(length + taken, last);
    }
  }
  return last;
}

std::size_t without_padding(const char* text, std::size_t length) {
  while (length > 0 && text[length - 1] == ' ') {
    --length;
  }
  return length;
}

}  // namespace selat::ais
