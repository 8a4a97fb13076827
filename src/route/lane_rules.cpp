#include "route/lane_rules.h"

#include <algorithm>
#include <cmath>

#include "geo/edge.h"
#include "geo/local_plane.h"

namespace selat::route {
namespace {

constexpr double kTolerance_cos = 0.9396926;  // of 20°
constexpr double kTolerance_sin = 0.3420201;
constexpr double kOblique = 1.0;
constexpr double kAgainst = 2.0;

// How much of the segment a–b, given along and across a lane's piece, lies in its rectangle.
double fraction_within(geo::Offset a, geo::Offset b, double length_m, double half_width_m) {
  double first = 0;
  double last = 1;
  const auto clip = [&](double from, double to, double low, double high) {
    const double delta = to - from;
    if (std::abs(delta) < 1e-9) {
      if (from < low || from > high) {
        last = -1;
      }
      return;
    }
    const double one = (low - from) / delta;
    const double other = (high - from) / delta;
    first = std::max(first, std::min(one, other));
    last = std::min(last, std::max(one, other));
  };
  clip(a.east_m, b.east_m, 0, length_m);
  clip(a.north_m, b.north_m, -half_width_m, half_width_m);
  return std::max(0.0, last - first);
}

}  // namespace

LaneRules::LaneRules(std::span<const LaneLine> lanes) {
  for (const LaneLine& lane : lanes) {
    for (std::size_t i = 0; i + 1 < lane.line.size(); ++i) {
      if (lane.line[i] == lane.line[i + 1]) {
        continue;
      }
      const geo::Box ends = geo::box_of(lane.line[i], lane.line[i + 1]);
      const geo::Offset margin{lane.half_width.in_metres(), lane.half_width.in_metres()};
      pieces_.push_back({lane.line[i],
                         lane.line[i + 1],
                         lane.half_width.in_metres(),
                         {geo::LocalPlane(ends.south_west).to_position(margin * -1.0),
                          geo::LocalPlane(ends.north_east).to_position(margin)}});
    }
  }
}

double LaneRules::extra_m(geo::Position from, geo::Position to) const {
  const geo::Box reach = geo::box_of(from, to);
  double extra_m = 0;
  for (const Piece& piece : pieces_) {
    if (!piece.reach.overlaps(reach)) {
      continue;
    }
    const geo::LocalPlane plane(piece.from);
    const geo::Offset lane = plane.to_plane(piece.to);
    const geo::Offset a = plane.to_plane(from);
    const geo::Offset leg = plane.to_plane(to) - a;
    const double lane_m = lane.length_m();
    const double leg_m = leg.length_m();
    if (leg_m < 1) {
      continue;
    }
    const geo::Offset unit = lane * (1 / lane_m);
    const auto turned = [unit](geo::Offset p) { return geo::Offset{dot(p, unit), cross(unit, p)}; };
    const double fraction = fraction_within(turned(a), turned(a + leg), lane_m, piece.half_width_m);
    if (fraction <= 0) {
      continue;
    }
    const double cosine = dot(leg, unit) / leg_m;
    const bool is_lawful = cosine >= kTolerance_cos || std::abs(cosine) <= kTolerance_sin;
    const double weight = is_lawful ? 0 : cosine <= -kTolerance_cos ? kAgainst : kOblique;
    extra_m += weight * fraction * leg_m;
  }
  return extra_m;
}

}  // namespace selat::route
