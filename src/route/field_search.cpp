#include "route/field_search.h"

#include <algorithm>
#include <limits>

namespace selat::route {
namespace {

constexpr std::uint8_t kSettled = 1;
constexpr std::uint8_t kInSight = 2;
constexpr double kOneMillimetre = 1e-3;

}  // namespace

FieldSearch::FieldSearch(const WaterMap::Parts& map, Field& field)
    : map_(map),
      field_(field),
      start_(geo::earth_centred(field.from_)),
      closed_(map.closed_to(field.wishes_)),
      minds_lanes_(field.wishes_.crosses_lanes_squarely && !map.lanes.empty()),
      state_(map.mesh.size(), 0),
      hidden_(map.mesh.size(), kNotReached) {
  field_.arrivals_.assign(map.mesh.size(), {std::numeric_limits<double>::infinity(), 0, kNotReached});
}

Field::Arrival FieldSearch::arrive(std::uint32_t turn, Node at, double at_least_m) const {
  const Arrival before = at_turn(turn);
  const double length_m =
      geo::surface_distance_m(turn == kStart ? start_ : map_.mesh.centred(turn), map_.mesh.centred(at));
  const double cost_m = before.cost_m + length_m;
  if (cost_m >= at_least_m) {
    return {cost_m, 0, kNotReached};
  }
  const double extra_m = minds_lanes_ ? map_.lanes.extra_m(place_of(turn), map_.mesh.place(at)) : 0;
  return {cost_m + extra_m, before.length_m + length_m, turn};
}

bool FieldSearch::offer(Node node, const Arrival& arrival) {
  if (arrival.cost_m >= field_.arrivals_[node].cost_m || arrival.turn == hidden_[node] ||
      arrival.turn == kNotReached) {
    return false;
  }
  field_.arrivals_[node] = arrival;
  state_[node] = 0;
  waiting_.push({arrival.cost_m, node});
  return true;
}

void FieldSearch::run(std::span<const Node> first) {
  for (const Node node : first) {
    offer(node, arrive(kStart, node));
    state_[node] |= kInSight;
  }
  while (!waiting_.empty()) {
    const auto [cost_m, node] = waiting_.top();
    waiting_.pop();
    if ((state_[node] & kSettled) == 0 && cost_m == field_.arrivals_[node].cost_m && is_as_promised(node)) {
      leave_out_turns_in_open_water(node);
      settle(node);
    }
  }
}

bool FieldSearch::is_as_promised(Node node) {
  if ((state_[node] & kInSight) != 0) {
    return true;
  }
  const geo::Position here = map_.mesh.place(node);
  state_[node] |= kInSight;
  if (map_.is_open(here, place_of(field_.arrivals_[node].turn), closed_)) {
    return true;
  }
  // Through a settled neighbour, or past it from its own turn where that is in sight.
  const std::uint32_t hidden = field_.arrivals_[node].turn;
  hidden_[node] = hidden;
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
  tried_.assign(1, hidden);
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
    waiting_.push({best.cost_m, node});
  }
  return false;
}

// A tight string turns at the shore only. Where a way turned in open water, because that was the place of a
// large square, the turn before it may be in sight.
void FieldSearch::leave_out_turns_in_open_water(Node node) {
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
    // Its neighbours offer a node the same turn again and again.
    const Arrival known = field_.arrivals_[beside];
    const Arrival straight = known.turn == turn ? known : arrive(turn, beside, known.cost_m);
    if (straight.turn == kNotReached) {
      continue;  // nor could a way through here be shorter
    }
    offer(beside, straight);
    // To turn here pays only where the straight way breaks a rule of the lanes: it is the shorter one.
    const bool is_broken = minds_lanes_ && straight.broken_m() > at_turn(turn).broken_m() + kOneMillimetre;
    if (is_broken && offer(beside, arrive(node, beside, field_.arrivals_[beside].cost_m)) &&
        closed_ == nullptr) {
      state_[beside] |= kInSight;  // as linked nodes are
    }
  }
}

}  // namespace selat::route
