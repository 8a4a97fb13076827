#include "route/field_search.h"

#include <algorithm>
#include <limits>

namespace selat::route {
namespace {

constexpr std::uint8_t kSettled = 1;
constexpr std::uint8_t kSightConfirmed = 2;
constexpr double kOneMillimetre = 1e-3;

}  // namespace

FieldSearch::FieldSearch(const WaterMap::Parts& map, DistanceField& field)
    : map_(map),
      field_(field),
      start_(geo::earth_centred(field.from_)),
      closed_(map.closed_to(field.options_)),
      follows_lane_rules_(field.options_.follows_lane_rules && !map.lanes.empty()),
      state_(map.mesh.size(), 0),
      out_of_sight_(map.mesh.size(), kNotReached) {
  field_.arrivals_.assign(map.mesh.size(), {std::numeric_limits<double>::infinity(), 0, kNotReached});
}

DistanceField::Arrival FieldSearch::arrive(std::uint32_t turn, Node at, double at_least_m) const {
  const Arrival before = at_turn(turn);
  const double length_m =
      geo::surface_distance_m(turn == kStart ? start_ : map_.mesh.centred(turn), map_.mesh.centred(at));
  const double cost_m = before.cost_m + length_m;
  if (cost_m >= at_least_m) {
    return {cost_m, 0, kNotReached};
  }
  const double penalty_m =
      follows_lane_rules_ ? map_.lanes.penalty_m(place_of(turn), map_.mesh.place(at)) : 0;
  return {cost_m + penalty_m, before.length_m + length_m, turn};
}

bool FieldSearch::relax(Node node, const Arrival& arrival) {
  if (arrival.cost_m >= field_.arrivals_[node].cost_m || arrival.turn == out_of_sight_[node] ||
      arrival.turn == kNotReached) {
    return false;
  }
  field_.arrivals_[node] = arrival;
  state_[node] = 0;
  queue_.push({arrival.cost_m, node});
  return true;
}

void FieldSearch::run(std::span<const Node> first) {
  for (const Node node : first) {
    relax(node, arrive(kStart, node));
    state_[node] |= kSightConfirmed;
  }
  while (!queue_.empty()) {
    const auto [cost_m, node] = queue_.top();
    queue_.pop();
    if ((state_[node] & kSettled) == 0 && cost_m == field_.arrivals_[node].cost_m &&
        confirm_line_of_sight(node)) {
      remove_turns_in_open_water(node);
      settle(node);
    }
  }
}

bool FieldSearch::confirm_line_of_sight(Node node) {
  if ((state_[node] & kSightConfirmed) != 0) {
    return true;
  }
  const geo::Position here = map_.mesh.place(node);
  state_[node] |= kSightConfirmed;
  if (map_.is_open(here, place_of(field_.arrivals_[node].turn), closed_)) {
    return true;
  }
  // By way of a settled neighbour, or straight from the turn of that neighbour if it is in sight.
  const std::uint32_t out_of_sight = field_.arrivals_[node].turn;
  out_of_sight_[node] = out_of_sight;
  Arrival best{std::numeric_limits<double>::infinity(), 0, kNotReached};
  for (const Node beside : map_.mesh.links(node)) {
    if ((state_[beside] & kSettled) == 0) {
      continue;
    }
    const Arrival through = arrive(beside, node, best.cost_m);
    if (through.cost_m < best.cost_m &&
        (closed_ == nullptr || !closed_->meets_edge(map_.mesh.place(beside), here))) {
      best = through;
    }
  }
  tried_.assign(1, out_of_sight);
  for (const Node beside : map_.mesh.links(node)) {
    const std::uint32_t turn = field_.arrivals_[beside].turn;
    if ((state_[beside] & kSettled) == 0 || std::ranges::find(tried_, turn) != tried_.end()) {
      continue;
    }
    tried_.push_back(turn);
    const Arrival past = arrive(turn, node, best.cost_m);
    if (past.cost_m < best.cost_m && map_.is_open(here, place_of(turn), closed_)) {
      best = past;
    }
  }
  field_.arrivals_[node] = best;
  if (best.turn == kNotReached) {
    state_[node] = 0;
  } else {
    queue_.push({best.cost_m, node});
  }
  return false;
}

// A shortest route turns at the shore only. Where one turned in open water, at the centre of a large square,
// the turn before that one may be in sight.
void FieldSearch::remove_turns_in_open_water(Node node) {
  Arrival& arrival = field_.arrivals_[node];
  while (arrival.turn != kStart && !map_.mesh.is_at_shore(arrival.turn)) {
    const Arrival past = arrive(field_.arrivals_[arrival.turn].turn, node);
    if (past.cost_m >= arrival.cost_m || !map_.is_open(map_.mesh.place(node), place_of(past.turn), closed_)) {
      return;
    }
    arrival = past;
  }
}

void FieldSearch::settle(Node node) {
  state_[node] |= kSettled;
  const std::uint32_t turn = field_.arrivals_[node].turn;
  for (const Node beside : map_.mesh.links(node)) {
    if ((state_[beside] & kSettled) != 0 ||
        (closed_ != nullptr && closed_->contains(map_.mesh.place(beside)))) {
      continue;
    }
    // Several neighbours give a node the same turn: its arrival is computed once.
    const Arrival known = field_.arrivals_[beside];
    const Arrival straight = known.turn == turn ? known : arrive(turn, beside, known.cost_m);
    if (straight.turn == kNotReached) {
      continue;  // a route through here cannot be shorter either
    }
    relax(beside, straight);
    // The straight step is shorter. A turn here can only cost less where that step breaks a rule of lanes.
    const bool is_broken =
        follows_lane_rules_ && straight.penalty_m() > at_turn(turn).penalty_m() + kOneMillimetre;
    if (is_broken && relax(beside, arrive(node, beside, field_.arrivals_[beside].cost_m)) &&
        closed_ == nullptr) {
      state_[beside] |= kSightConfirmed;  // linked nodes are in sight of each other
    }
  }
}

}  // namespace selat::route
