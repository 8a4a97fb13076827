#pragma once
// What a WaterMap is made of. Internal to route/.

#include <array>

#include "route/lane_rules.h"
#include "route/water_map.h"
#include "route/water_mesh.h"

namespace selat::route {

struct WaterMap::Parts {
  using Node = WaterMesh::Node;

  Parts(const geo::Area& land_area, std::span<const LaneLine> lane_lines,
        std::span<const model::Sector> sectors, const geo::Box& bounds,
        std::span<const model::Waters> waters);

  // A place where a route may begin or end, and the nodes that a straight step over water reaches from it.
  struct Access {
    geo::Position place;
    std::optional<MovedEnd> moved;
    std::vector<Node> nodes;
  };
  [[nodiscard]] std::expected<Access, RouteProblem> access(geo::Position asked,
                                                           const RouteOptions& options) const;

  [[nodiscard]] const geo::AreaGrid* closed_to(const RouteOptions& options) const {
    if (!options.flag) {
      return nullptr;
    }
    const auto& by_nation = options.avoids_foreign_seas ? foreign_seas : closed_waters;
    const geo::AreaGrid* const closed = &by_nation[static_cast<std::size_t>(*options.flag)];
    return closed->memory_bytes() > 0 ? closed : nullptr;
  }
  // Whether the straight step stays over water that is open to the flag; `a` must lie in such water.
  [[nodiscard]] bool is_open(geo::Position a, geo::Position b, const geo::AreaGrid* closed) const {
    return !land.meets_edge(a, b) && (closed == nullptr || !closed->meets_edge(a, b));
  }

  geo::AreaGrid land;
  std::array<geo::AreaGrid, model::kNationCount> closed_waters;  // permit none, by nation
  std::array<geo::AreaGrid, model::kNationCount> foreign_seas;   // these, and territorial seas of others
  LaneRules lanes;
  WaterMesh mesh;

 private:
  [[nodiscard]] std::vector<Node> open_nodes_near(geo::Position place, Distance reach,
                                                  const geo::AreaGrid* closed) const;
  [[nodiscard]] std::optional<Node> nearest_sea(geo::Position place) const;
};

}  // namespace selat::route
