#pragma once
// The line kernels of fast_line.h, one for each set of instructions. Private to this folder.

#include "ais/fast_line.h"
#include "ais/simd/armour_avx2.h"
#include "nmea/lines.h"

namespace selat::ais {

namespace plain {
bool take_line(nmea::Lines& lines, FastLine& into);
}
#ifdef SELAT_HAS_VECTOR_KERNELS
namespace avx2 {
bool take_line(nmea::Lines& lines, FastLine& into);
}
#endif

}  // namespace selat::ais
