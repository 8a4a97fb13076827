#pragma once
// Time as it is handed down: both clocks read together, and whoever can be asked for them.

#include <functional>

#include "units/instant.h"
#include "units/steady_time.h"

namespace selat {

struct Now {
  SteadyTime steady;  // leases, offers, silence and rates are measured by it
  Instant wall;       // what people read, and what outlives a restart; may step

  // What the wall clock reads at a steady time, as far as is known now.
  [[nodiscard]] constexpr Instant wall_at(SteadyTime time) const { return wall + (time - steady); }
  [[nodiscard]] constexpr SteadyTime steady_at(Instant instant) const { return steady + (instant - wall); }
};

// Handed to whoever must know the time when something arrives. A test hands in its own.
using Clock = std::function<Now()>;

}  // namespace selat
