#include "geo/cpa.h"

#include "geo/local_plane.h"

namespace selat::geo {
namespace {

constexpr double kStandstill_ms = 1e-4;

// Metres east and north in one second.
Offset velocity(const Motion& motion) {
  const double speed_ms = motion.speed.in_metres_per_second();
  const double course_rad = motion.course.in_radians();
  return {speed_ms * std::sin(course_rad), speed_ms * std::cos(course_rad)};
}

}  // namespace

std::optional<Cpa> closest_approach(const Motion& own, const Motion& other) {
  const Offset apart = step(own.position, other.position);
  const Offset drift = velocity(other) - velocity(own);
  const double drift_squared = dot(drift, drift);
  if (drift_squared < kStandstill_ms * kStandstill_ms) {
    return std::nullopt;
  }
  const double time_s = -dot(apart, drift) / drift_squared;
  return Cpa{Distance::metres((apart + drift * time_s).length_m()), Span::seconds(time_s)};
}

}  // namespace selat::geo
