#include "ais/kernels.h"

#include <array>

#include "ais/simd/armour_avx2.h"
#include "ais/simd/armour_plain.h"
#include "ais/simd/line_kernels.h"
#include "ais/simd/text_avx2.h"
#include "ais/simd/text_plain.h"
#include "ais/six_bit_text.h"
#include "base/bits.h"
#include "nmea/eight_bytes.h"

namespace selat::ais {

namespace {

bool remove_plain(std::string_view payload, std::uint64_t* words) {
  return plain::remove_armour(payload, words);
}
std::uint8_t checksum_plain(std::string_view between) {
  return nmea::plain::checksum(between);
}

std::size_t read_text_plain(const Bits& bits, std::size_t at, std::size_t count, char* into) {
  return plain::read_text_field(bits, at, count, into);
}

#ifdef SELAT_HAS_VECTOR_KERNELS
[[gnu::target("avx2,bmi,bmi2,lzcnt")]] bool remove_avx2(std::string_view payload, std::uint64_t* words) {
  return avx2::remove_armour(payload, words);
}
[[gnu::target("avx2,bmi,bmi2,lzcnt")]] std::uint8_t checksum_avx2(std::string_view between) {
  return avx2::checksum(between);
}
[[gnu::target("avx2,bmi,bmi2,lzcnt")]] std::size_t read_text_avx2(const Bits& bits, std::size_t at,
                                                                  std::size_t count, char* into) {
  return avx2::read_text_field(bits, at, count, into);
}
#endif

constexpr auto kKernels = std::to_array<Kernels>({
    {remove_plain, checksum_plain, read_text_plain, plain::take_line},
#ifdef SELAT_HAS_VECTOR_KERNELS
    {remove_avx2, checksum_avx2, read_text_avx2, avx2::take_line},
#endif
});

[[nodiscard]] std::size_t count_kernels() {
#ifdef SELAT_HAS_VECTOR_KERNELS
  const bool has_all = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0 &&
                       __builtin_cpu_supports("bmi2") != 0 && __builtin_cpu_supports("lzcnt") != 0;
  return has_all ? 2 : 1;
#else
  return 1;
#endif
}

}  // namespace

std::span<const Kernels> available_kernels() {
  return std::span(kKernels).first(count_kernels());
}

const Kernels& fastest_kernels() {
  static const Kernels& fastest = available_kernels().back();
  return fastest;
}

std::size_t read_text_field(const Bits& bits, std::size_t at, std::size_t count, char* into) {
  return fastest_kernels().read_text(bits, at, count, into);
}

}  // namespace selat::ais
