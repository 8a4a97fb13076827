#pragma once
// What the processor at hand can do, asked once. Of the folder's own.

#include "ais/armour_avx512.h"

namespace selat::ais {

#ifdef SELAT_HAS_VECTOR_WAYS
[[nodiscard]] inline bool has_avx2() {
  static const bool has = __builtin_cpu_supports("avx2") != 0;
  return has;
}
// All that SELAT_AVX512 names.
[[nodiscard]] inline bool has_avx512() {
  static const bool has = __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
                          __builtin_cpu_supports("avx512vl") != 0 &&
                          __builtin_cpu_supports("avx512vbmi") != 0 && __builtin_cpu_supports("bmi2") != 0 &&
                          __builtin_cpu_supports("pclmul") != 0;
  return has;
}
#endif

}  // namespace selat::ais
