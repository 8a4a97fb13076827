#include "route/lane_rules.h"

#include <algorithm>
#include <cmath>

#include "geo/edge.h"
#include "geo/local_plane.h"

namespace selat::route {
namespace {

constexpr double kTolerance_cos = 0.9396926;  // of 20°
constexpr double kTolerance_sin = 0.3420201;
constexpr double kShortest_m = 1;
constexpr double kOblique = 1.0;
constexpr double kAgainst = 2.0;

// The share of the segment a–b, in coordinates along and across a piece, that lies in its rectangle.
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
    const std::size_t first = pieces_.size();
    for (std::size_t i = 0; i + 1 < lane.line.size(); ++i) {
      const geo::LocalPlane plane(lane.line[i]);
      const geo::Offset along = plane.to_plane(lane.line[i + 1]);
      const double length_m = along.length_m();
      if (length_m < kShortest_m) {
        continue;
      }
      const geo::Box ends = geo::box_of(lane.line[i], lane.line[i + 1]);
      const geo::Offset margin{lane.half_width.in_metres(), lane.half_width.in_metres()};
      pieces_.push_back({plane, along * (1 / length_m), length_m, lane.half_width.in_metres()});
      reaches_.push_back({geo::LocalPlane(ends.south_west).to_position(margin * -1.0),
                          geo::LocalPlane(ends.north_east).to_position(margin)});
    }
    if (pieces_.size() > first) {
      geo::Box reach = reaches_[first];
      for (std::size_t i = first; i < reaches_.size(); ++i) {
        reach = {geo::box_of(reach.south_west, reaches_[i].south_west).south_west,
                 geo::box_of(reach.north_east, reaches_[i].north_east).north_east};
      }
      lanes_.push_back({reach, first, pieces_.size()});
    }
  }
}

double LaneRules::penalty_m(geo::Position from, geo::Position to) const {
  const geo::Box reach = geo::box_of(from, to);
  double penalty_m = 0;
  for (const Lane& lane : lanes_) {
    for (std::size_t i = lane.reach.overlaps(reach) ? lane.first : lane.last; i < lane.last; ++i) {
      if (reaches_[i].overlaps(reach)) {
        penalty_m += LaneRules::penalty_m(pieces_[i], from, to);
      }
    }
  }
  return penalty_m;
}

double LaneRules::penalty_m(const Piece& piece, geo::Position from, geo::Position to) {
  const geo::Offset a = piece.plane.to_plane(from);
  const geo::Offset leg = piece.plane.to_plane(to) - a;
  const double leg_m = leg.length_m();
  if (leg_m < kShortest_m) {
    return 0;
  }
  const double cosine = dot(leg, piece.unit) / leg_m;
  if (cosine >= kTolerance_cos || std::abs(cosine) <= kTolerance_sin) {
    return 0;
  }
  const auto turned = [&piece](geo::Offset p) {
    return geo::Offset{dot(p, piece.unit), cross(piece.unit, p)};
  };
  const double fraction = fraction_within(turned(a), turned(a + leg), piece.length_m, piece.half_width_m);
  return (cosine <= -kTolerance_cos ? kAgainst : kOblique) * fraction * leg_m;
}

}  // namespace selat::route
