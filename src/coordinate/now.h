#pragma once
// The two clocks of coordination, handed in together.

#include "units/instant.h"

namespace selat::coordinate {

struct Now {
  // Never steps and counts on while the machine sleeps (CLOCK_BOOTTIME); its zero means nothing. Leases,
  // offers and silence are measured by it.
  Instant steady;
  // What people read, and what outlives a restart. May step.
  Instant wall;

  [[nodiscard]] constexpr Instant wall_at(Instant steady_instant) const {
    return wall + (steady_instant - steady);
  }
};

}  // namespace selat::coordinate
