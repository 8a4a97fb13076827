#pragma once
// Whether the machine stood still. The steady clock of a suspended virtual machine need not have run, but its
// wall clock has then jumped ahead of it; as it does where it was only set. Pure; not thread-safe.

#include <optional>

#include "units/clock.h"
#include "units/instant.h"

namespace selat::coordinate {

class Standstill {
 public:
  // Whether it did for longer than the bound since note() was called last; many short stops add up.
  [[nodiscard]] bool is_seen(Now now, Span bound) const;
  // The same, after which it counts from now on.
  bool note(Now now, Span bound);

 private:
  std::optional<Span> wall_ahead_;  // of the steady clock: the least since a standstill was seen
};

}  // namespace selat::coordinate
