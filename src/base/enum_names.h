#pragma once
// One name per value of a closed enum, written once beside the enum:
//
//   enum class Severity : std::uint8_t { information, caution };
//   template <> inline constexpr auto enum_names<Severity> =
//       std::to_array<std::string_view>({"information", "caution"});
//
// The enum must count from 0 without gaps. Names are lower_snake_case: they stand in JSON, TOML and
// logs; what a person reads on screen comes from text/.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

namespace selat {

template <typename Enum>
extern const std::array<std::string_view, 0> enum_names;

template <typename Enum>
inline constexpr std::size_t enum_count = enum_names<Enum>.size();

template <typename Enum>
[[nodiscard]] constexpr std::string_view name_of(Enum value) {
  const auto index = static_cast<std::size_t>(value);
  return index < enum_count<Enum> ? enum_names<Enum>[index] : std::string_view("unknown");
}

template <typename Enum>
[[nodiscard]] constexpr std::optional<Enum> from_name(std::string_view name) {
  for (std::size_t index = 0; index < enum_count<Enum>; ++index) {
    if (enum_names<Enum>[index] == name) {
      return static_cast<Enum>(index);
    }
  }
  return std::nullopt;
}

// A counter for each value of a closed enum.
template <typename Enum>
class EnumCounts {
 public:
  constexpr void add(Enum value, std::uint64_t by = 1) { counts_[static_cast<std::size_t>(value)] += by; }
  constexpr void add(const EnumCounts& more) {
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      counts_[i] += more.counts_[i];
    }
  }
  // No count may fall below zero.
  constexpr void subtract(const EnumCounts& less) {
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      counts_[i] -= less.counts_[i];
    }
  }
  // Calls each(value, count) for every value.
  template <typename Each>
  constexpr void for_each(Each&& each) const {
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      each(static_cast<Enum>(i), counts_[i]);
    }
  }
  [[nodiscard]] constexpr std::uint64_t operator[](Enum value) const {
    return counts_[static_cast<std::size_t>(value)];
  }
  [[nodiscard]] constexpr std::uint64_t total() const {
    std::uint64_t sum = 0;
    for (const auto count : counts_) {
      sum += count;
    }
    return sum;
  }
  friend constexpr bool operator==(const EnumCounts&, const EnumCounts&) = default;

 private:
  std::array<std::uint64_t, enum_count<Enum>> counts_{};
};

}  // namespace selat
