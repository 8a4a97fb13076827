#pragma once
// Closest point of approach of two vessels that keep course and speed, on the local plane. For rules about
// close quarters and boarding; no rule uses it yet.

#include <optional>

#include "geo/position.h"
#include "units/angle.h"
#include "units/distance.h"
#include "units/instant.h"
#include "units/speed.h"

namespace selat::geo {

struct Motion {
  Position position;
  Speed speed;
  Bearing course;
};

struct Cpa {
  Distance distance;  // CPA
  Span time_to;       // TCPA; negative when it is in the past
};

// Both motions at the same instant, within 50 km of each other (further away the error grows as step()'s).
// Nothing when the vessels do not move relative to each other (less than 0.1 mm/s; the resolution of AIS is
// 51 mm/s).
[[nodiscard]] std::optional<Cpa> closest_approach(const Motion& own, const Motion& other);

}  // namespace selat::geo
