#pragma once
// The fast path for the most common line: one whole VDM or VDO sentence without errors and without a suffix,
// with or without one TAG block before it. For each line the fast path takes, the general path
// (nmea::parse_tag_block(), nmea::parse_vdm_sentence(), remove_armour()) gives the same result; every other
// line is left to the general path.
//
// Line end, checksum, fields, characters and bits are all read from the same few registers. That is why one
// kernel does all of it, and why it is here and not in nmea: it ends with the bits of the payload.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "base/bits.h"
#include "nmea/lines.h"
#include "nmea/tag_block.h"
#include "nmea/vdm_sentence.h"

namespace selat::ais {

// A TAG block that is reused line after line. Most blocks have only time, source and group: then only these
// are emptied, and not the other two hundred bytes, which are still empty. And most blocks have the same time
// as the line before: then the digits are only compared.
struct FastTag {
  nmea::TagBlock block;
  bool may_have_more = false;  // than time, source and group
  // The digits of the last time read: the first eight, the last eight, and their number.
  std::uint64_t first_digits = 0, last_digits = 0;
  std::size_t digits = 0;
  Instant time;  // what these digits mean

  // Empties the block.
  void begin() {
    if (may_have_more) [[unlikely]] {
      block.clear();
      may_have_more = false;
      return;
    }
    std::construct_at(&block.time);
    std::construct_at(&block.source);
    std::construct_at(&block.group);
  }
};

struct FastLine {
  std::size_t size = 0;        // of the line's text
  nmea::VdmSentence sentence;  // as parse_vdm_sentence() gives it; its views point into the line
  alignas(32) Bits bits;       // of its payload
  bool has_tag = false;
  FastTag tag;  // valid only with has_tag
};

// Takes the next line, if there is one and it is for the fast path; else leaves it, and the content of `into`
// is undefined.
using FastLineKernel = bool (*)(nmea::Lines& lines, FastLine& into);

}  // namespace selat::ais
