#pragma once
// Ways over water: how far it is between two places at sea without crossing land, and which way. Any angle is
// allowed, so distances are those of a tight string: within 1 % of the shortest way there is over this coast,
// and never shorter. How right the coast is, is another matter (geodata/README.md).
//
// Immutable once built, so any number of threads may ask; a Field refers to its WaterMap, which must outlive
// it. Building the Strait's takes a few tenths of a second and some 20 MB, a field less than 100 ms and 4 MB
// (tests/bench/chart_bench.cpp). The same places always give the same way.

#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "geo/area_grid.h"
#include "geo/polygon.h"
#include "model/sector.h"
#include "route/wishes.h"

namespace selat::route {

// A traffic lane: its centre, drawn in the direction of traffic.
struct LaneLine {
  std::vector<geo::Position> line;
  Distance half_width;
};

class Field;

class WaterMap {
 public:
  // Water is what is not land within `bounds` (by default the land's own), with at most 4 million squares of
  // 0.1°.
  WaterMap(const geo::Area& land, std::span<const LaneLine> lanes, std::span<const model::Sector> sectors,
           std::optional<geo::Box> bounds = {});
  explicit WaterMap(const geo::Area& land) : WaterMap(land, {}, {}) {}
  ~WaterMap();
  WaterMap(WaterMap&&) noexcept;
  WaterMap& operator=(WaterMap&&) noexcept;

  // How far it is from one place to everywhere.
  [[nodiscard]] std::expected<Field, RouteProblem> field_from(geo::Position from,
                                                              const Wishes& wishes = {}) const;
  // One way; for several from the same place keep the field.
  [[nodiscard]] std::expected<Route, RouteProblem> route(geo::Position from, geo::Position to,
                                                         const Wishes& wishes = {}) const;
  // Where in the area to go: the place in open water nearest to its centroid. Nothing when it is all land.
  [[nodiscard]] std::optional<geo::Position> place_in(const geo::Area& area) const;

  [[nodiscard]] const geo::AreaGrid& land() const;
  [[nodiscard]] std::size_t memory_bytes() const;

  struct Parts;  // water_map_parts.h, internal

 private:
  std::unique_ptr<const Parts> parts_;
};

// What field_from() found. Copies are cheap enough to keep, not to pass around.
class Field {
 public:
  [[nodiscard]] geo::Position from() const { return from_; }
  [[nodiscard]] const std::optional<MovedEnd>& start_moved() const { return start_moved_; }
  // About a microsecond near a place the field knows.
  [[nodiscard]] std::expected<Distance, RouteProblem> distance_to(geo::Position to) const;
  // distance_to() with its legs, pulled tight once more: at most as long.
  [[nodiscard]] std::expected<Route, RouteProblem> route_to(geo::Position to) const;

 private:
  friend class WaterMap;
  friend class FieldSearch;
  // Of a node: what it costs to come here, how long that way is, and the last turn before it.
  struct Arrival {
    double cost_m;
    double length_m;
    std::uint32_t turn;
    [[nodiscard]] double broken_m() const { return cost_m - length_m; }  // what breaking rules costs
  };
  struct End {
    geo::Position place;
    std::optional<MovedEnd> moved;
    Arrival arrival;
  };
  Field(const WaterMap::Parts& map, geo::Position from, std::optional<MovedEnd> moved, const Wishes& wishes)
      : map_(&map), from_(from), start_moved_(moved), wishes_(wishes) {}
  [[nodiscard]] std::expected<End, RouteProblem> arrive_at(geo::Position to) const;

  const WaterMap::Parts* map_;
  geo::Position from_;
  std::optional<MovedEnd> start_moved_;
  Wishes wishes_;
  std::vector<Arrival> arrivals_;  // by node of the mesh
};

}  // namespace selat::route
