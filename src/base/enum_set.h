#pragma once
// A set of values of a closed enum, one bit each: what is unusual about something that was kept. Eight values
// at most in a byte, 32 in four. Plain value; no allocation.

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "base/enum_names.h"

namespace selat {

template <typename Enum>
class EnumSet {
  static_assert(enum_count<Enum> <= 32);
  using Bits = std::conditional_t<enum_count<Enum> <= 8, std::uint8_t, std::uint32_t>;

 public:
  constexpr void add(Enum value) { bits_ = static_cast<Bits>(bits_ | (1U << index(value))); }
  constexpr void add(EnumSet others) { bits_ = static_cast<Bits>(bits_ | others.bits_); }
  [[nodiscard]] constexpr bool has(Enum value) const { return ((bits_ >> index(value)) & 1U) != 0; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  template <typename Each>
  constexpr void for_each(Each&& each) const {
    for (std::size_t i = 0; i < enum_count<Enum>; ++i) {
      if (((bits_ >> i) & 1U) != 0) {
        each(static_cast<Enum>(i));
      }
    }
  }
  friend constexpr bool operator==(const EnumSet&, const EnumSet&) = default;

 private:
  static constexpr unsigned index(Enum value) { return static_cast<unsigned>(value); }
  Bits bits_ = 0;
};

}  // namespace selat
