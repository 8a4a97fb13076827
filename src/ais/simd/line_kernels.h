#pragma once
// The line kernels of fast_line.h, one for each set of instructions. Private to this folder.

#include <cstddef>

#include "ais/fast_line.h"
#include "ais/simd/armour_avx2.h"

namespace selat::ais {

namespace plain {
std::size_t take_line(const char* line, std::size_t readable, FastLine& into);
}
#ifdef SELAT_HAS_VECTOR_KERNELS
namespace avx2 {
std::size_t take_line(const char* line, std::size_t readable, FastLine& into);
}
namespace avx512 {
std::size_t take_line(const char* line, std::size_t readable, FastLine& into);
}
#endif

}  // namespace selat::ais
