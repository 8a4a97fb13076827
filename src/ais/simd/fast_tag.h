#pragma once
// The fast path for the TAG block before a sentence, "\s:…,c:…*hh\" without errors. For each block it takes,
// nmea::read_tag_block() gives the same result; every other block is left to that function. Private to this
// folder.

#include <cstddef>
#include <string_view>

#include "ais/fast_line.h"
#include "ais/simd/armour_avx2.h"

namespace selat::ais {

// The length of the block at the front of a line, with both backslashes; 0 if the block is not for the fast
// path, and then the content of `into` is undefined.
namespace plain {
[[nodiscard]] std::size_t take_tag(std::string_view line, FastTag& into);
}
#ifdef SELAT_HAS_VECTOR_KERNELS
// Up to 62 characters between the backslashes, on a line that has its end and room behind it.
namespace avx2 {
[[nodiscard]] std::size_t take_tag(const char* line, FastTag& into);
}
#endif

}  // namespace selat::ais
