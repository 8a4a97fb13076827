#include "detect/hull_distance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "geo/local_plane.h"

namespace selat::detect {

namespace {

using geo::Offset;
using Corners = std::array<Offset, 4>;

std::optional<Bearing> direction_of(const track::Fix& fix) {
  if (const auto heading = fix.heading()) {
    return heading;
  }
  if (fix.sog_01kn != track::kNoSog && fix.sog_01kn >= 10) {
    return fix.cog();
  }
  return std::nullopt;
}

// The hull around `antenna`; four times the same point when it is not known.
Corners corners_of(const Sample& vessel, Offset antenna) {
  const auto direction = direction_of(vessel.fix);
  const track::Hull& hull = vessel.hull;
  if (!direction || !hull.is_known()) {
    return {antenna, antenna, antenna, antenna};
  }
  const Offset ahead{std::sin(direction->in_radians()), std::cos(direction->in_radians())};
  const Offset abeam{ahead.north_m, -ahead.east_m};  // to starboard
  const Offset bow = antenna + ahead * hull.bow_m;
  const Offset stern = antenna - ahead * hull.stern_m;
  const Offset port = abeam * hull.port_m;
  const Offset starboard = abeam * hull.starboard_m;
  return {bow - port, bow + starboard, stern + starboard, stern - port};
}

double to_segment_m(Offset point, Offset from, Offset to) {
  const Offset way = to - from;
  const double length_squared = dot(way, way);
  const double share =
      length_squared > 0 ? std::clamp(dot(point - from, way) / length_squared, 0.0, 1.0) : 0.0;
  return (point - (from + way * share)).length_m();
}

// Corners run clockwise. A flat hull contains nothing.
bool contains(const Corners& hull, Offset point) {
  for (std::size_t i = 0; i < 4; ++i) {
    if (cross(hull[(i + 1) % 4] - hull[i], point - hull[i]) >= 0) {
      return false;
    }
  }
  return true;
}

bool do_cross(Offset a, Offset b, Offset c, Offset d) {
  const double c_side = cross(b - a, c - a), d_side = cross(b - a, d - a);
  const double a_side = cross(d - c, a - c), b_side = cross(d - c, b - c);
  return c_side * d_side < 0 && a_side * b_side < 0;
}

}  // namespace

Distance hull_distance(const Sample& a, const Sample& b) {
  const geo::LocalPlane plane(a.position);
  const Corners own = corners_of(a, {});
  const Corners other = corners_of(b, plane.to_plane(b.position));
  double nearest_m = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < 4; ++i) {
    if (contains(own, other[i]) || contains(other, own[i])) {
      return Distance();
    }
    for (std::size_t j = 0; j < 4; ++j) {
      if (do_cross(own[i], own[(i + 1) % 4], other[j], other[(j + 1) % 4])) {
        return Distance();
      }
      nearest_m = std::min(nearest_m, to_segment_m(own[i], other[j], other[(j + 1) % 4]));
      nearest_m = std::min(nearest_m, to_segment_m(other[j], own[i], own[(i + 1) % 4]));
    }
  }
  return Distance::metres(nearest_m);
}

}  // namespace selat::detect
