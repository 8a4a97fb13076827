#pragma once
// The fast path for the TAG block before a sentence, "\s:…,c:…,g:…*hh\" without errors, in plain C++. For
// each block it takes, nmea::read_tag_block() gives the same result; every other block is left to that
// function. Private to this folder.

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "ais/fast_line.h"
#include "nmea/tag_block.h"

namespace selat::ais::plain {

// The fast path leaves blocks that hold the start of a sentence '!', a space, or characters that cannot be
// printed. (A carriage return ends a line if lines are cut out of a stream.)
inline constexpr char kLowestTagCharacter = '!' + 1;
[[nodiscard]] constexpr bool is_not_tag_text(char character) {
  return static_cast<signed char>(character) < kLowestTagCharacter;
}

// The length of the block at the front of a line, with both backslashes; 0 if the block is not for the fast
// path, and then the content of `into` is undefined.
[[nodiscard]] inline std::size_t take_tag(std::string_view line, FastTag& into) {
  const auto end = line.find('\\', 1);
  into.may_have_more = true;
  if (end == std::string_view::npos || std::ranges::any_of(line.substr(1, end - 1), is_not_tag_text) ||
      nmea::read_tag_block(line.substr(1, end - 1), into.block)) {
    return 0;
  }
  return end + 1;
}

}  // namespace selat::ais::plain
