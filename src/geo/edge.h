#pragma once
// Exact computations with one edge of a ring: on which side a place lies, where a step meets it, how far it
// is. Shared by Polygon, which tests every edge, and AreaGrid, which tests those nearby, so that both give
// the same answers.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "geo/local_plane.h"
#include "geo/polygon.h"
#include "geo/position.h"

namespace selat::geo {

// Which side of the line a→b the point lies on: 1 left, −1 right, 0 on it. The products stay below 2^63
// because latitudes differ by at most 1.8e9 and longitudes by at most 3.6e9; their difference might not.
[[nodiscard]] constexpr int side(Position a, Position b, Position p) {
  const std::int64_t left =
      (std::int64_t{b.longitude_e7()} - a.longitude_e7()) * (std::int64_t{p.latitude_e7()} - a.latitude_e7());
  const std::int64_t right =
      (std::int64_t{b.latitude_e7()} - a.latitude_e7()) * (std::int64_t{p.longitude_e7()} - a.longitude_e7());
  return static_cast<int>(left > right) - static_cast<int>(left < right);
}

[[nodiscard]] constexpr Box box_of(Position a, Position b) {
  return {
      Position::e7(std::min(a.latitude_e7(), b.latitude_e7()), std::min(a.longitude_e7(), b.longitude_e7())),
      Position::e7(std::max(a.latitude_e7(), b.latitude_e7()), std::max(a.longitude_e7(), b.longitude_e7()))};
}

// Whether the step a–b and the edge have any place in common, ends included.
[[nodiscard]] constexpr bool do_meet(Position a, Position b, Position edge_from, Position edge_to) {
  // In this order because most edges near a step lie wholly on one side of it.
  return side(a, b, edge_from) * side(a, b, edge_to) <= 0 &&
         side(edge_from, edge_to, a) * side(edge_from, edge_to, b) <= 0 &&
         box_of(a, b).overlaps(box_of(edge_from, edge_to));
}

// A place between grid points, in 1e-7 degrees: only for the middle of a piece of a step, whose distance from
// edges is large compared with rounding.
struct Between {
  double latitude_e7;
  double longitude_e7;
};

struct Stretch {
  double from;
  double to;
};

// Where a step meets edges: single fractions, and stretches along an edge. Meeting the same edge twice (two
// polygons share it, or it is in two cells) has no effect.
struct Meetings {
  std::vector<double> fractions;
  std::vector<Stretch> along;
};

// Adds where the step a→b meets the edge; the edge's own direction does not matter.
void meet_edge(Position a, Position b, Position edge_from, Position edge_to, Meetings& meetings);

// Whether the step runs along an edge at that fraction.
[[nodiscard]] bool is_along(const Meetings& meetings, double fraction);

// Turns meetings into crossings. Every piece of the step between two meetings lies wholly on one side; a
// crossing is where the side changes. So a corner that is only touched, or met through both its edges, needs
// no special case. `contains` tests a Position, `holds` a Between.
template <typename Contains, typename Holds>
[[nodiscard]] std::vector<Crossing> crossings_of(Position a, Position b, Meetings meetings,
                                                 const Contains& contains, const Holds& holds) {
  if (meetings.fractions.empty()) {
    return {};
  }
  auto& cuts = meetings.fractions;
  cuts.push_back(0);
  cuts.push_back(1);
  std::ranges::sort(cuts);
  std::vector<Crossing> found;
  bool is_inside = contains(a);
  const auto change_to = [&](bool now_inside, double at) {
    if (now_inside != is_inside) {
      found.push_back({at, now_inside});
      is_inside = now_inside;
    }
  };
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    // Two cuts nearer than this are one meeting, rounded: 1e-12 of a step is far below the grid.
    if (cuts[i + 1] - cuts[i] < 1e-12) {
      continue;
    }
    const double middle = 0.5 * (cuts[i] + cuts[i + 1]);
    const auto between = [middle](std::int32_t from, std::int32_t to) {
      return static_cast<double>(from) + middle * (static_cast<double>(to) - from);
    };
    const Between place{between(a.latitude_e7(), b.latitude_e7()),
                        between(a.longitude_e7(), b.longitude_e7())};
    change_to(is_along(meetings, middle) || holds(place), cuts[i]);
  }
  change_to(contains(b), 1.0);
  return found;
}

// Of the segment a–b, its point nearest to a plane's origin.
[[nodiscard]] inline Offset nearest_to_origin(Offset a, Offset b) {
  const Offset along = b - a;
  const double length_squared = dot(along, along);
  const double fraction = length_squared > 0 ? std::clamp(-dot(a, along) / length_squared, 0.0, 1.0) : 0.0;
  return a + along * fraction;
}

}  // namespace selat::geo
