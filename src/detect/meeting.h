#pragma once
// Two vessels at one tick, measured: how near, how fast, and against each other. Pure.

#include <optional>
#include <utility>

#include "detect/rule.h"

namespace selat::detect {

struct Meeting {
  double distance_m = 0;  // hull to hull
  double speed_kn = 0, other_speed_kn = 0, relative_kn = 0;
  bool is_speed_sent = true;  // by both
};

// With these speeds.
[[nodiscard]] Meeting measured(const Sample& a, double a_kn, const Sample& b, double b_kn);

// A speed that is not sent follows from the positions of the last minutes. Nothing when these are not known.
[[nodiscard]] std::optional<Meeting> measure(const std::pair<Sample, Sample>& both,
                                             const PairHistory& history, Instant tick);

}  // namespace selat::detect
