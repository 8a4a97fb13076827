#include "route/water_map.h"

#include <algorithm>

#include "geo/local_plane.h"
#include "route/field_search.h"
#include "route/water_map_parts.h"

namespace selat::route {
namespace {

// An end on land further from water than this is not a berth but an error.
constexpr Distance kLongestMove = Distance::nautical_miles(1);
// Connected water smaller than this is not sea: an end in it is moved, as one on land.
constexpr double kSmallestSea_km2 = 10;

std::array<geo::AreaGrid, model::kNationCount> closed_by_nation(std::span<const model::Sector> sectors,
                                                                std::span<const model::Waters> waters) {
  std::array<geo::AreaGrid, model::kNationCount> closed;
  for (std::size_t nation = 0; nation < model::kNationCount; ++nation) {
    std::vector<geo::Area> areas;
    for (const model::Sector& sector : sectors) {
      if (sector.permits[nation] == model::Permit::none) {
        areas.push_back(sector.area);
      }
    }
    for (const model::Waters& sea : waters) {
      if (sea.kind == model::WatersKind::territorial_sea && !sea.claims[nation]) {
        areas.push_back(sea.area);
      }
    }
    closed[nation] = geo::AreaGrid(areas);
  }
  return closed;
}

}  // namespace

WaterMap::Parts::Parts(const geo::Area& land_area, std::span<const LaneLine> lane_lines,
                       std::span<const model::Sector> sectors, const geo::Box& bounds,
                       std::span<const model::Waters> waters)
    : land(land_area),
      closed_waters(closed_by_nation(sectors, {})),
      foreign_seas(closed_by_nation(sectors, waters)),
      lanes(lane_lines),
      mesh(land, bounds) {}

std::vector<WaterMap::Parts::Node> WaterMap::Parts::open_nodes_near(geo::Position place, Distance reach,
                                                                    const geo::AreaGrid* closed) const {
  std::vector<Node> nodes;
  mesh.nodes_near(place, reach, nodes);
  std::erase_if(nodes, [&](Node node) { return !is_open(place, mesh.place(node), closed); });
  return nodes;
}

std::optional<WaterMap::Parts::Node> WaterMap::Parts::nearest_sea(geo::Position place) const {
  std::vector<Node> nodes;
  mesh.nodes_near(place, kLongestMove, nodes);
  std::optional<Node> nearest;
  Distance least = kLongestMove;
  for (const Node node : nodes) {
    const Distance way = geo::distance(place, mesh.place(node));
    if (mesh.water_km2(node) >= kSmallestSea_km2 && way <= least && (!nearest || way < least)) {
      nearest = node;
      least = way;
    }
  }
  return nearest;
}

std::expected<WaterMap::Parts::Access, RouteProblem> WaterMap::Parts::access(
    geo::Position asked, const RouteOptions& options) const {
  if (!asked.is_valid() || !mesh.bounds().contains(asked)) {
    return std::unexpected(RouteProblem::outside_chart);
  }
  const geo::AreaGrid* closed = closed_to(options);
  Access access{asked, std::nullopt, {}};
  if (!land.contains(asked)) {
    if (closed != nullptr && closed->contains(asked)) {
      return std::unexpected(RouteProblem::forbidden_waters);
    }
    access.nodes = open_nodes_near(asked, Distance::metres(350), closed);
    std::erase_if(access.nodes, [&](Node node) { return mesh.water_km2(node) < kSmallestSea_km2; });
    if (!access.nodes.empty()) {
      return access;
    }
  }
  const auto moved_to = nearest_sea(asked);
  if (!moved_to) {
    return std::unexpected(RouteProblem::no_water_near);
  }
  access.place = mesh.place(*moved_to);
  if (closed != nullptr && closed->contains(access.place)) {
    return std::unexpected(RouteProblem::forbidden_waters);
  }
  access.moved = MovedEnd{asked, access.place, geo::distance(asked, access.place)};
  access.nodes = {*moved_to};
  return access;
}

WaterMap::WaterMap(const geo::Area& land, std::span<const LaneLine> lanes,
                   std::span<const model::Sector> sectors, std::optional<geo::Box> bounds,
                   std::span<const model::Waters> waters)
    : parts_(std::make_unique<const Parts>(land, lanes, sectors, bounds.value_or(land.bounds()), waters)) {}
WaterMap::~WaterMap() = default;
WaterMap::WaterMap(WaterMap&&) noexcept = default;
WaterMap& WaterMap::operator=(WaterMap&&) noexcept = default;

std::expected<DistanceField, RouteProblem> WaterMap::field_from(geo::Position from,
                                                                const RouteOptions& options) const {
  auto access = parts_->access(from, options);
  if (!access) {
    return std::unexpected(access.error());
  }
  DistanceField field(*parts_, access->place, access->moved, options);
  FieldSearch(*parts_, field).run(access->nodes);
  return field;
}

std::expected<Route, RouteProblem> WaterMap::route(geo::Position from, geo::Position to,
                                                   const RouteOptions& options) const {
  // First whether the end can be reached at all: a field costs much more.
  if (const auto end = parts_->access(to, options); !end) {
    return std::unexpected(end.error());
  }
  const auto field = field_from(from, options);
  return field ? field->route_to(to) : std::unexpected(field.error());
}

std::optional<geo::Position> WaterMap::destination_in(const geo::Area& area) const {
  const geo::Position centroid = area.centroid();
  const auto is_good = [&](Parts::Node node) {
    return parts_->mesh.water_km2(node) >= kSmallestSea_km2 && area.contains(parts_->mesh.place(node));
  };
  std::optional<geo::Position> nearest;
  Distance least;
  for (Parts::Node node = 0; node < parts_->mesh.size(); ++node) {
    const geo::Position place = parts_->mesh.place(node);
    const Distance way = geo::distance(centroid, place);
    if ((!nearest || way < least) && is_good(node)) {
      nearest = place;
      least = way;
    }
  }
  return nearest;
}

const geo::AreaGrid& WaterMap::land() const {
  return parts_->land;
}

std::size_t WaterMap::memory_bytes() const {
  return parts_->land.memory_bytes() + parts_->mesh.memory_bytes();
}

}  // namespace selat::route
