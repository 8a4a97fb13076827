#pragma once
// What a simulated vessel does, as a function of time alone: the same instant always gives the same
// movement, so the simulator may begin at any instant and needs no steps in between.

#include <memory>
#include <vector>

#include "geo/position.h"
#include "model/report.h"
#include "simulate/path.h"
#include "units/angle.h"
#include "units/instant.h"
#include "units/speed.h"

namespace selat::simulate {

// Where the vessel truly is and how it moves.
struct Movement {
  geo::Position position;
  Speed sog;
  Bearing cog;
  Bearing heading;
  TurnRate turn_rate;
  model::NavigationStatus status = model::NavigationStatus::under_way_using_engine;
};

class Behaviour {
 public:
  Behaviour() = default;
  Behaviour(const Behaviour&) = delete;
  Behaviour& operator=(const Behaviour&) = delete;
  virtual ~Behaviour() = default;
  [[nodiscard]] virtual Movement at(Instant when) const = 0;
};

using BehaviourPtr = std::shared_ptr<const Behaviour>;
using PathPtr = std::shared_ptr<const Path>;

// Along a path, at a speed that varies by ±3 % over 20 minutes. A closed path is followed for ever; at the
// end of an open one the vessel stops.
struct Passage {
  PathPtr path;
  Instant start;   // when it is at `begin`
  Distance begin;  // along the path
  Distance to_starboard;
  Speed speed;
  model::NavigationStatus status = model::NavigationStatus::under_way_using_engine;
};
[[nodiscard]] BehaviourPtr sail(const Passage& passage);

// To and fro between the ends of an open path, with constant acceleration near them, moored for a while at
// each.
struct Shuttle {
  PathPtr path;
  Instant start;  // leaves the path's beginning
  Distance to_starboard;
  Speed speed;
  double acceleration_ms2 = 0.15;
  Span stay;
};
[[nodiscard]] BehaviourPtr shuttle(const Shuttle& plan);

// Slow loops inside a circle, as a boat at its nets.
struct Loiter {
  geo::Position centre;
  Distance radius;
  Speed speed;       // on average; the movement stays within 0.5 and 1.5 of it
  double phase = 0;  // 0–1
  model::NavigationStatus status = model::NavigationStatus::fishing;
};
[[nodiscard]] BehaviourPtr loiter(const Loiter& plan);

// At anchor: swings around the anchor with the tide.
struct Anchored {
  geo::Position anchor;
  Distance swing;    // from anchor to antenna
  double phase = 0;  // 0–1
};
[[nodiscard]] BehaviourPtr ride_at_anchor(const Anchored& plan);

// Moored at a quay, or an aid to navigation: does not move.
[[nodiscard]] BehaviourPtr stay(geo::Position position, Bearing heading, model::NavigationStatus status);

// A person or device in the water: drifts with the current.
[[nodiscard]] BehaviourPtr drift(geo::Position from, Instant start, Speed speed, Bearing course,
                                 model::NavigationStatus status);

// From place to place at given times, at constant speed between two of them; stopped before the first and
// after the last. At least one; in the order of their times.
struct TimedPosition {
  Instant at;
  geo::Position position;
};
[[nodiscard]] BehaviourPtr follow(std::vector<TimedPosition> places, model::NavigationStatus status);

}  // namespace selat::simulate
