#pragma once
// The vessels that the simulator sends to be found by the watch list: `selat demo` puts these entries on
// its list. Invented names and numbers.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "simulate/vessel.h"

namespace selat::simulate {

struct WatchedVessel {
  // The entry on the list: what the officer knows. Empty: not known.
  std::string_view label;
  std::optional<std::uint32_t> mmsi;
  std::optional<std::uint32_t> imo;
  std::string_view call_sign;
  std::string_view name;  // the vessel's own spelling may differ by a letter
  // What the vessel says of herself.
  Identity identity;
};

[[nodiscard]] std::span<const WatchedVessel> watched_vessels();

}  // namespace selat::simulate
