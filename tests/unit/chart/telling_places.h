#pragma once
// Places that tell a good test of containment from a bad one: a third all over the area's surroundings, a
// third within some 100 m of an edge, a third within a metre of one, corners and edges themselves among them.

#include <cmath>
#include <vector>

#include "base/random.h"
#include "geo/polygon.h"

namespace selat::chart {

[[nodiscard]] inline std::vector<geo::Position> telling_places(const geo::Area& area, std::size_t count,
                                                               std::uint64_t seed) {
  struct Edge {
    geo::Position from, to;
  };
  std::vector<Edge> edges;
  for (const geo::Polygon& polygon : area.polygons()) {
    const geo::Ring& ring = polygon.outer();
    for (std::size_t i = 0; i < ring.size(); ++i) {
      edges.push_back({ring[i], ring[(i + 1) % ring.size()]});
    }
  }
  Random random(seed);
  const auto number = [&random](double low, double high) {
    return static_cast<std::int32_t>(std::lround(random.uniform(low, high)));
  };
  std::vector<geo::Position> places;
  places.reserve(count);
  const geo::Box box = area.bounds();
  for (std::size_t i = 0; i < count; ++i) {
    if (i % 3 == 0) {
      places.push_back(
          geo::Position::e7(number(box.south_west.latitude_e7(), box.north_east.latitude_e7()),
                            number(box.south_west.longitude_e7(), box.north_east.longitude_e7())));
      continue;
    }
    const Edge& edge = edges[random.below(edges.size())];
    const double along = random.chance(0.2) ? 0 : random.uniform();
    const double off_e7 = i % 3 == 1 ? 10'000 : random.chance(0.2) ? 0 : 100;
    const auto at = [&](std::int32_t from, std::int32_t to) {
      return from + along * (static_cast<double>(to) - from);
    };
    places.push_back(
        geo::Position::e7(number(at(edge.from.latitude_e7(), edge.to.latitude_e7()) - off_e7,
                                 at(edge.from.latitude_e7(), edge.to.latitude_e7()) + off_e7),
                          number(at(edge.from.longitude_e7(), edge.to.longitude_e7()) - off_e7,
                                 at(edge.from.longitude_e7(), edge.to.longitude_e7()) + off_e7)));
  }
  return places;
}

}  // namespace selat::chart
