#pragma once
// Every enum of proto/ is that of model/ with the same names in the same order, one further on, since 0 is
// UNSPECIFIED. tests/unit/wire holds the names to it.

#include <expected>

#include "base/enum_names.h"
#include "wire/wire_problem.h"

namespace selat::wire {

template <typename WireEnum, typename Enum>
[[nodiscard]] constexpr WireEnum enum_to_wire(Enum value) {
  return static_cast<WireEnum>(static_cast<int>(value) + 1);
}

template <typename Enum>
[[nodiscard]] constexpr std::expected<Enum, WireProblem> enum_from_wire(int value) {
  if (value < 1 || value > static_cast<int>(enum_count<Enum>)) {
    return std::unexpected(WireProblem::unknown_enum);
  }
  return static_cast<Enum>(value - 1);
}

}  // namespace selat::wire
