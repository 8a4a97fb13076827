#pragma once
// The short way for what nearly every line is: one whole AIS sentence with nothing behind it and nothing
// wrong with it, with or without one TAG block before it. What the short way takes, parse_tag_block(),
// parse_sentence() and Bits would have taken with the same result; what it leaves, they judge.
//
// End of line, checksum, frame, characters and bits come from the same few registers: that is why one
// function does it all.

#include <cstddef>
#include <memory>

#include "ais/bits.h"
#include "ais/sentence.h"
#include "ais/tag_block.h"

namespace selat::ais {

// A block that is filled for line after line. Nearly all have time and source alone: then only these are
// emptied, and not the two hundred bytes of the others, which are empty still.
struct UsualTag {
  TagBlock block;
  bool may_have_more = false;  // than time and source

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
  Sentence sentence;      // as parse_sentence() gives it; its views point into the line
  alignas(32) Bits bits;  // of its payload
  bool has_tag = false;
  UsualTag tag;  // of use only where there is one
};

// How far behind a line's first byte may be read, whatever stands there.
inline constexpr std::size_t kUsualReach = 192;

// Takes the line that begins at `line`, of which `readable` bytes (at least kUsualReach) may be read: how
// many bytes it is, its line feed included; 0 where it is not so usual, and then `into` is of no use.
using TakeUsualLine = std::size_t (*)(const char* line, std::size_t readable, UsualLine& into);

[[nodiscard]] TakeUsualLine plain_usual_line();
// With AVX2 where this processor has it.
[[nodiscard]] TakeUsualLine fastest_usual_line();

}  // namespace selat::ais
