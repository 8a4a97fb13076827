#pragma once
// The short way for what nearly every line is: one whole AIS sentence with nothing behind it and nothing
// wrong with it, with or without one TAG block before it. What the short way takes, parse_tag_block(),
// parse_sentence() and Bits would have taken with the same result; what it leaves, they judge.
//
// End of line, checksum, frame, characters and bits come from the same few registers: that is why one
// function does it all.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "ais/bits.h"
#include "ais/sentence.h"
#include "ais/tag_block.h"

namespace selat::ais {

// A block that is filled for line after line. Nearly all have time and source alone: then only these are
// emptied, and not the two hundred bytes of the others, which are empty still. And nearly all have the time
// of the line before: then its digits are only compared.
struct UsualTag {
  TagBlock block;
  bool may_have_more = false;  // than time and source
  // The digits of the time last read: the first eight, the last eight, and how many they are.
  std::uint64_t first_digits = 0, last_digits = 0;
  std::size_t digits = 0;
  Instant time;  // what they say

  void clear() {
    if (may_have_more) {
      block.clear();
      may_have_more = false;
    } else {
      std::construct_at(&block.time);
      std::construct_at(&block.source);
    }
  }
};

struct UsualLine {
  Sentence sentence;         // as parse_sentence() gives it; its views point into the line
  alignas(32) Bits bits;     // of its payload
  std::uint16_t length = 0;  // of the line, without its ending
  bool has_tag = false;
  UsualTag tag;  // of use only where there is one
};

// How far behind a line's first byte may be read, whatever stands there.
inline constexpr std::size_t kUsualReach = 192;

// Takes the line that begins at `line`, of which `readable` bytes (at least kUsualReach) may be read: how
// many bytes it is, its line feed included; 0 where it is not so usual, and then `into` is of no use.
using TakeUsualLine = std::size_t (*)(const char* line, std::size_t readable, UsualLine& into);

// Those this processor can go: the plain one first, the fastest last.
[[nodiscard]] std::span<const TakeUsualLine> usual_line_ways();
[[nodiscard]] TakeUsualLine fastest_usual_line();

}  // namespace selat::ais
