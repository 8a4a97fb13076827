#pragma once
// Vessels of the simulator that the watch list finds: `selat demo` puts these entries on its list. Invented
// names and numbers.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "simulate/simulated_vessel.h"

namespace selat::simulate {

struct WatchedVessel {
  // The entry on the watch list. Empty: not known.
  std::string_view label;
  std::optional<std::uint32_t> mmsi;
  std::optional<std::uint32_t> imo;
  std::string_view call_sign;
  std::string_view name;  // the vessel may spell it with a different letter
  // What the vessel transmits.
  Identity identity;
};

[[nodiscard]] std::span<const WatchedVessel> watched_vessels();

}  // namespace selat::simulate
