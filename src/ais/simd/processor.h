#pragma once
// What this processor can do, asked once. Private to this folder.

#include "ais/simd/armour_avx512.h"

namespace selat::ais {

#ifdef SELAT_HAS_VECTOR_KERNELS
[[nodiscard]] inline bool has_avx2() {
  static const bool has = __builtin_cpu_supports("avx2") != 0;
  return has;
}
// All that SELAT_AVX512 needs.
[[nodiscard]] inline bool has_avx512() {
  static const bool has = __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
                          __builtin_cpu_supports("avx512vl") != 0 &&
                          __builtin_cpu_supports("avx512vbmi") != 0 && __builtin_cpu_supports("bmi2") != 0 &&
                          __builtin_cpu_supports("pclmul") != 0;
  return has;
}
#endif

}  // namespace selat::ais
