#include "detect/meeting.h"

#include <cmath>

#include "detect/hull_distance.h"
#include "geo/local_plane.h"

namespace selat::detect {

namespace {

// The way in so long a time tells the speed.
constexpr Span kSpeedOver = Span::minutes(3);

double relative_kn(double a_kn, const std::optional<Bearing>& a_cog, double b_kn,
                   const std::optional<Bearing>& b_cog) {
  // Without both courses: the least that is possible.
  if (!a_cog || !b_cog) {
    return std::abs(a_kn - b_kn);
  }
  return std::hypot(a_kn * std::sin(a_cog->in_radians()) - b_kn * std::sin(b_cog->in_radians()),
                    a_kn * std::cos(a_cog->in_radians()) - b_kn * std::cos(b_cog->in_radians()));
}

}  // namespace

Meeting measured(const Sample& a, double a_kn, const Sample& b, double b_kn) {
  return {.distance_m = hull_distance(a, b).in_metres(),
          .speed_kn = a_kn,
          .other_speed_kn = b_kn,
          .relative_kn = relative_kn(a_kn, a.fix.cog(), b_kn, b.fix.cog())};
}

std::optional<Meeting> measure(const std::pair<Sample, Sample>& both, const PairHistory& history,
                               Instant tick) {
  const auto& [a, b] = both;
  const auto a_sog = a.fix.sog(), b_sog = b.fix.sog();
  if (a_sog && b_sog) {
    return measured(a, a_sog->in_knots(), b, b_sog->in_knots());
  }
  const Instant before = Instant::unix_seconds((tick - kSpeedOver).in_unix_seconds() / 60 * 60);
  const auto [a_place, b_place] = history.places(before);
  if ((!a_sog && !a_place) || (!b_sog && !b_place)) {
    return std::nullopt;
  }
  const auto speed_kn = [&](const Sample& vessel, const std::optional<geo::Position>& place) {
    const auto sog = vessel.fix.sog();
    return sog ? sog->in_knots()
               : geo::distance(*place, vessel.position).in_metres() / 1852 / (tick - before).in_hours();
  };
  Meeting meeting = measured(a, speed_kn(a, a_place), b, speed_kn(b, b_place));
  meeting.is_speed_sent = false;
  return meeting;
}

}  // namespace selat::detect
