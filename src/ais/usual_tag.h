#pragma once
// The short way for the TAG block that nearly every line of a network begins with: "\s:…,c:…*hh\" with
// nothing wrong with it. What it takes, read_tag_block() would have taken with the same result; what it
// leaves, that one judges. Of the folder's own: for usual_line.cpp.

#include <cstddef>
#include <string_view>

#include "ais/armour_avx2.h"
#include "ais/usual_line.h"

namespace selat::ais {

// The length of the block at the front of the line, both backslashes included; 0 where it is not so usual,
// and then `into` is of no use.
namespace plain {
[[nodiscard]] std::size_t take_usual_tag(std::string_view line, UsualTag& into);
}
#ifdef SELAT_HAS_VECTOR_WAYS
// Up to 62 characters between the backslashes; 96 bytes may be read.
namespace avx2 {
[[nodiscard]] std::size_t take_usual_tag(const char* line, UsualTag& into);
}
namespace avx512 {
[[nodiscard]] std::size_t take_usual_tag(const char* line, UsualTag& into);
}
#endif

}  // namespace selat::ais
