#pragma once
// The clocks of this machine as a value. The top of each process takes it from here and hands it down.

#include "base/clock.h"
#include "units/clock.h"

namespace selat::runtime {

[[nodiscard]] inline Now read_clocks() {
  return {SteadyTime::microseconds(steady_clock_us()), Instant::unix_microseconds(wall_clock_us())};
}

}  // namespace selat::runtime
