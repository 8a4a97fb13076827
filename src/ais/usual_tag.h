#pragma once
// The short way for the TAG block that nearly every line of a network begins with: "\s:…,c:…*hh\", up to 60
// characters, with nothing wrong with it. What it takes, read_tag_block() would have taken with the same
// result; what it leaves, that one judges.

#include <cstddef>
#include <string_view>

#include "ais/tag_block.h"

namespace selat::ais {

// The length of the block at the front of the line, both backslashes included; 0 where it is not so usual,
// and then `into` is of no use.
using TakeUsualTag = std::size_t (*)(std::string_view line, TagBlock& into);

[[nodiscard]] TakeUsualTag plain_usual_tag();
// With AVX2 where this processor has it.
[[nodiscard]] TakeUsualTag fastest_usual_tag();

}  // namespace selat::ais
