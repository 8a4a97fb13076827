#pragma once
// Notices that somebody has set the clock of this machine: the wall clock has gone by more or less than the
// steady one. One object a process; time is handed in.

#include <optional>

#include "units/clock.h"

namespace selat::runtime {

struct ClockStep {
  Span by;  // forward; negative: back
  SteadyTime at;
};

class ClockSteps {
 public:
  explicit ClockSteps(Now start) : before_(start) {}

  // To be called each second or so. Time servers move a clock by little more than a second at once, and a
  // person who sets it by a few seconds harms nothing.
  std::optional<ClockStep> look(Now now) {
    const Span by = now.wall - before_.wall_at(now.steady);
    before_ = now;
    const bool has_stepped = by > kLeast || by < -kLeast;
    return has_stepped ? std::optional(ClockStep{by, now.steady}) : std::nullopt;
  }

 private:
  static constexpr Span kLeast = Span::seconds(10);
  Now before_;
};

}  // namespace selat::runtime
