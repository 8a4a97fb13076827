#pragma once
// Routes over water between two places at sea, and their length. Legs may have any direction: a route is
// within 1 % of the shortest one around this coast, and never shorter. For the accuracy of the coast see
// geodata/README.md.
//
// Immutable once built, so any number of threads may use it. A DistanceField refers to its WaterMap, which
// must outlive it. Building the map of the Strait takes a few tenths of a second and about 20 MB, a field
// less than 100 ms and 4 MB (tests/bench/chart_bench.cpp). The same places always give the same route.

#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "geo/area_grid.h"
#include "geo/polygon.h"
#include "model/sector.h"
#include "model/waters.h"
#include "route/route.h"

namespace selat::route {

// A traffic lane: its centre line, in the direction of traffic.
struct LaneLine {
  std::vector<geo::Position> line;
  Distance half_width;
};

class DistanceField;

class WaterMap {
 public:
  // Water is what is not land within `bounds` (by default the land's own), with at most 4 million squares of
  // 0.1°. Of `waters` the territorial seas count, for those who ask to avoid them.
  WaterMap(const geo::Area& land, std::span<const LaneLine> lanes, std::span<const model::Sector> sectors,
           std::optional<geo::Box> bounds = {}, std::span<const model::Waters> waters = {});
  explicit WaterMap(const geo::Area& land) : WaterMap(land, {}, {}) {}
  ~WaterMap();
  WaterMap(WaterMap&&) noexcept;
  WaterMap& operator=(WaterMap&&) noexcept;

  // The distances from one place to all others.
  [[nodiscard]] std::expected<DistanceField, RouteProblem> field_from(geo::Position from,
                                                                      const RouteOptions& options = {}) const;
  // One route. For several from the same place keep the field.
  [[nodiscard]] std::expected<Route, RouteProblem> route(geo::Position from, geo::Position to,
                                                         const RouteOptions& options = {}) const;
  // The place in open water of the area that is nearest to its centroid. Nothing when it is all land.
  [[nodiscard]] std::optional<geo::Position> destination_in(const geo::Area& area) const;

  [[nodiscard]] const geo::AreaGrid& land() const;
  [[nodiscard]] std::size_t memory_bytes() const;

  struct Parts;  // water_map_parts.h, internal

 private:
  std::unique_ptr<const Parts> parts_;
};

// The result of field_from(). Some 3 MB: keep it, but do not copy it often.
class DistanceField {
 public:
  [[nodiscard]] geo::Position from() const { return from_; }
  [[nodiscard]] const std::optional<MovedEnd>& start_moved() const { return start_moved_; }
  // About a microsecond near a place the field knows.
  [[nodiscard]] std::expected<Distance, RouteProblem> distance_to(geo::Position to) const;
  // The route itself; it may be a little shorter than distance_to(), since its turns are reduced once more.
  [[nodiscard]] std::expected<Route, RouteProblem> route_to(geo::Position to) const;

 private:
  friend class WaterMap;
  friend class FieldSearch;
  // Of a node: cost and length of the route to it, and the last turn before it.
  struct Arrival {
    double cost_m;
    double length_m;
    std::uint32_t turn;
    [[nodiscard]] double penalty_m() const {
      return cost_m - length_m;
    }  // the cost of breaking the rules of lanes
  };
  struct End {
    geo::Position place;
    std::optional<MovedEnd> moved;
    Arrival arrival;
  };
  DistanceField(const WaterMap::Parts& map, geo::Position from, std::optional<MovedEnd> moved,
                const RouteOptions& options)
      : map_(&map), from_(from), start_moved_(moved), options_(options) {}
  [[nodiscard]] std::expected<End, RouteProblem> arrive_at(geo::Position to) const;

  const WaterMap::Parts* map_;
  geo::Position from_;
  std::optional<MovedEnd> start_moved_;
  RouteOptions options_;
  std::vector<Arrival> arrivals_;  // by node of the mesh
};

}  // namespace selat::route
