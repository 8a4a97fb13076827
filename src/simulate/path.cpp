#include "simulate/path.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "base/check.h"
#include "geo/local_plane.h"

namespace selat::simulate {
namespace {

constexpr int kPointsOfCorner = 24;

geo::Position between(geo::Position a, geo::Position b, double fraction) {
  const auto mix = [fraction](std::int32_t from, std::int32_t to) {
    return static_cast<std::int32_t>(std::lround(from + fraction * (to - from)));
  };
  return geo::Position::e7(mix(a.latitude_e7(), b.latitude_e7()), mix(a.longitude_e7(), b.longitude_e7()));
}

// A quadratic Bézier curve from before the corner to after it.
void round_corner(geo::Position before, geo::Position corner, geo::Position after, Distance rounding,
                  std::vector<geo::Position>& into) {
  const auto share = [&](geo::Position other) {
    return std::min(0.45, rounding / geo::distance(corner, other));
  };
  const geo::Position from = between(corner, before, share(before));
  const geo::Position to = between(corner, after, share(after));
  for (int i = 0; i <= kPointsOfCorner; ++i) {
    const double fraction = static_cast<double>(i) / kPointsOfCorner;
    into.push_back(between(between(from, corner, fraction), between(corner, to, fraction), fraction));
  }
}

std::vector<geo::Position> rounded(std::span<const geo::Position> waypoints, bool is_closed,
                                   Distance rounding) {
  std::vector<geo::Position> points;
  const std::size_t count = waypoints.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_closed && (i == 0 || i + 1 == count)) {
      points.push_back(waypoints[i]);
    } else {
      round_corner(waypoints[(i + count - 1) % count], waypoints[i], waypoints[(i + 1) % count], rounding,
                   points);
    }
  }
  if (is_closed) {
    points.push_back(points.front());
  }
  points.erase(std::unique(points.begin(), points.end()), points.end());
  return points;
}

double nearest_turn(double from_deg, double to_deg) {
  return std::remainder(to_deg - from_deg, 360.0);
}

// The course at a point lies halfway between those of the legs that meet there.
std::vector<double> courses(const std::vector<geo::Position>& points, bool is_closed) {
  const std::size_t legs = points.size() - 1;
  std::vector<double> of_leg(legs);
  for (std::size_t i = 0; i < legs; ++i) {
    const double course = geo::bearing(points[i], points[i + 1]).in_degrees();
    of_leg[i] = i == 0 ? course : of_leg[i - 1] + nearest_turn(of_leg[i - 1], course);
  }
  std::vector<double> of_point(points.size());
  for (std::size_t i = 1; i < legs; ++i) {
    of_point[i] = (of_leg[i - 1] + of_leg[i]) / 2;
  }
  const double turn_at_seam = is_closed ? nearest_turn(of_leg.back(), of_leg.front()) / 2 : 0;
  of_point.front() = of_leg.front() - turn_at_seam;
  of_point.back() = of_leg.back() + turn_at_seam;
  return of_point;
}

}  // namespace

Path::Path(std::span<const geo::Position> waypoints, bool is_closed, Distance rounding)
    : is_closed_(is_closed) {
  require(waypoints.size() >= 2, "a path needs two waypoints");
  points_ = rounded(waypoints, is_closed, rounding);
  require(points_.size() >= 2, "a path needs two places that differ");
  along_m_.push_back(0);
  for (std::size_t i = 1; i < points_.size(); ++i) {
    along_m_.push_back(along_m_.back() + geo::distance(points_[i - 1], points_[i]).in_metres());
  }
  course_deg_ = courses(points_, is_closed);
}

Path::Place Path::at(Distance along, Distance to_starboard) const {
  const double length_m = along_m_.back();
  double along_m = along.in_metres();
  if (is_closed_) {
    along_m = std::fmod(along_m, length_m);
    along_m += along_m < 0 ? length_m : 0;
  }
  along_m = std::clamp(along_m, 0.0, length_m);
  const auto after = std::upper_bound(along_m_.begin() + 1, along_m_.end() - 1, along_m);
  const auto leg = static_cast<std::size_t>(after - along_m_.begin()) - 1;
  const double leg_m = along_m_[leg + 1] - along_m_[leg];
  const double fraction = (along_m - along_m_[leg]) / leg_m;

  Place place;
  place.position = between(points_[leg], points_[leg + 1], fraction);
  const double turn_deg = course_deg_[leg + 1] - course_deg_[leg];
  place.course = Bearing::degrees(course_deg_[leg] + fraction * turn_deg);
  place.turn_deg_per_m = turn_deg / leg_m;
  if (to_starboard != Distance{}) {
    const Bearing abeam = place.course + Angle::degrees(to_starboard > Distance{} ? 90.0 : -90.0);
    place.position =
        geo::destination(place.position, abeam, Distance::metres(std::abs(to_starboard.in_metres())));
  }
  return place;
}

}  // namespace selat::simulate
