#include "ais/armour.h"

#include <array>

#include "ais/armour_avx2.h"
#include "ais/armour_plain.h"
#include "ais/processor.h"
#include "ais/text_avx2.h"
#include "ais/text_avx512.h"
#include "ais/text_plain.h"

namespace selat::ais {

namespace {

bool remove_plain(std::string_view payload, std::uint64_t* words) {
  return plain::remove_armour(payload, words);
}
std::uint8_t checksum_plain(std::string_view between) {
  return plain::checksum(between);
}

std::size_t read_text_plain(const Bits& bits, std::size_t at, std::size_t count, char* into) {
  return plain::read_text_field(bits, at, count, into);
}

#ifdef SELAT_HAS_VECTOR_WAYS
[[gnu::target("avx2")]] bool remove_avx2(std::string_view payload, std::uint64_t* words) {
  return avx2::remove_armour(payload, words);
}
[[gnu::target("avx2")]] std::uint8_t checksum_avx2(std::string_view between) {
  return avx2::checksum(between);
}
[[gnu::target("avx2")]] std::size_t read_text_avx2(const Bits& bits, std::size_t at, std::size_t count,
                                                   char* into) {
  return avx2::read_text_field(bits, at, count, into);
}
[[SELAT_AVX512]] std::size_t read_text_avx512(const Bits& bits, std::size_t at, std::size_t count,
                                              char* into) {
  return avx512::read_text_field(bits, at, count, into);
}
#endif

constexpr auto kWays = std::to_array<ArmourWay>({
    {remove_plain, checksum_plain, read_text_plain},
#ifdef SELAT_HAS_VECTOR_WAYS
    {remove_avx2, checksum_avx2, read_text_avx2},
    {remove_avx2, checksum_avx2, read_text_avx512},
#endif
});

[[nodiscard]] std::size_t count_ways() {
#ifdef SELAT_HAS_VECTOR_WAYS
  return !has_avx2() ? 1 : !has_avx512() ? 2 : 3;
#else
  return 1;
#endif
}

[[nodiscard]] const ArmourWay& fastest_way() {
  static const ArmourWay& fastest = kWays[count_ways() - 1];
  return fastest;
}

}  // namespace

std::span<const ArmourWay> armour_ways() {
  return std::span(kWays).first(count_ways());
}

bool is_armour(std::string_view payload) {
  std::uint64_t strange = 0;
  const char* const begin = payload.data();
  std::size_t at = 0;
  for (; at + 8 <= payload.size(); at += 8) {
    strange |= plain::strangers(plain::eight_at(begin + at));
  }
  if (at < payload.size()) {
    strange |=
        plain::strangers(plain::rest_at(begin, begin + payload.size(), payload.size() - at, plain::kZeros));
  }
  return strange == 0;
}

std::size_t read_text_field(const Bits& bits, std::size_t at, std::size_t count, char* into) {
  return fastest_way().read_text(bits, at, count, into);
}

bool remove_armour(std::string_view payload, std::uint64_t* words) {
  return fastest_way().remove(payload, words);
}

}  // namespace selat::ais
