#include <algorithm>
#include <limits>

#include "geo/local_plane.h"
#include "route/field_search.h"
#include "route/water_map_parts.h"

namespace selat::route {

std::expected<DistanceField::End, RouteProblem> DistanceField::arrive_at(geo::Position to) const {
  const auto access = map_->access(to, options_);
  if (!access) {
    return std::unexpected(access.error());
  }
  const geo::AreaGrid* closed = map_->closed_to(options_);
  const bool follows_lane_rules = options_.follows_lane_rules;
  End end{access->place, access->moved, {std::numeric_limits<double>::infinity(), 0, kNotReached}};
  const auto consider = [&](std::uint32_t turn, bool is_in_sight) {
    const geo::Position from = turn == kStart ? from_ : map_->mesh.place(turn);
    const Arrival before = turn == kStart ? Arrival{0, 0, kStart} : arrivals_[turn];
    const double length_m = geo::distance(from, end.place).in_metres();
    const double penalty_m = follows_lane_rules ? map_->lanes.penalty_m(from, end.place) : 0;
    const double cost_m = before.cost_m + length_m + penalty_m;
    if (cost_m < end.arrival.cost_m && (is_in_sight || map_->is_open(from, end.place, closed))) {
      end.arrival = {cost_m, before.length_m + length_m, turn};
    }
  };
  const auto consider_by = [&](WaterMesh::Node node, bool is_in_sight) {
    if (arrivals_[node].turn != kNotReached) {
      consider(arrivals_[node].turn, false);
      consider(node, is_in_sight);
    }
  };
  for (const WaterMesh::Node node : access->nodes) {
    consider_by(node, true);
  }
  // In open water squares are large: perhaps only a neighbouring square is in sight of the last turn.
  for (const WaterMesh::Node node : access->nodes) {
    for (const WaterMesh::Node beside : map_->mesh.links(node)) {
      consider_by(beside, false);
    }
  }
  if (end.arrival.turn == kNotReached) {
    return std::unexpected(RouteProblem::unreachable);
  }
  return end;
}

std::expected<Distance, RouteProblem> DistanceField::distance_to(geo::Position to) const {
  const auto end = arrive_at(to);
  return end ? std::expected<Distance, RouteProblem>(Distance::metres(end->arrival.length_m))
             : std::unexpected(end.error());
}

std::expected<Route, RouteProblem> DistanceField::route_to(geo::Position to) const {
  const auto end = arrive_at(to);
  if (!end) {
    return std::unexpected(end.error());
  }
  std::vector<geo::Position> turns{end->place};
  std::uint32_t turn = end->arrival.turn;
  for (; turn != kStart; turn = arrivals_[turn].turn) {
    turns.push_back(map_->mesh.place(turn));
  }
  turns.push_back(from_);
  std::ranges::reverse(turns);
  const geo::AreaGrid* closed = map_->closed_to(options_);
  const auto cost_m = [&](geo::Position a, geo::Position b) {
    return geo::distance(a, b).in_metres() + (options_.follows_lane_rules ? map_->lanes.penalty_m(a, b) : 0);
  };
  // Removes turns that are not needed, until all are.
  for (bool is_done = false; !is_done;) {
    is_done = true;
    for (std::size_t i = 1; i + 1 < turns.size();) {
      const bool is_needless = cost_m(turns[i - 1], turns[i + 1]) <=
                                   cost_m(turns[i - 1], turns[i]) + cost_m(turns[i], turns[i + 1]) &&
                               map_->is_open(turns[i - 1], turns[i + 1], closed);
      if (is_needless) {
        turns.erase(turns.begin() + static_cast<std::ptrdiff_t>(i));
        is_done = false;
      } else {
        ++i;
      }
    }
  }
  Route route{.distance = {}, .legs = {}, .start_moved = start_moved_, .end_moved = end->moved};
  for (std::size_t i = 0; i + 1 < turns.size(); ++i) {
    if (turns[i] == turns[i + 1]) {
      continue;
    }
    const Distance distance = geo::distance(turns[i], turns[i + 1]);
    route.legs.push_back({turns[i], turns[i + 1], distance, geo::bearing(turns[i], turns[i + 1])});
    route.distance += distance;
  }
  return route;
}

}  // namespace selat::route
