#pragma once
// Patrol craft of the simulator, for `selat demo`: its settings name them as assets of the control points.
// Some are on patrol and send AIS, the others lie at their berths and send nothing. Names, numbers and speeds
// are invented; the berths are those of geodata/berths.geojson (approximate).

#include <optional>
#include <span>
#include <string_view>

#include "geo/position.h"
#include "simulate/environment.h"
#include "simulate/simulated_vessel.h"
#include "units/speed.h"

namespace selat::simulate {

struct PatrolCraft {
  std::string_view id;             // of the asset
  std::string_view control_point;  // whose it is
  std::string_view name;
  geo::Position berth;
  Speed cruise, sprint;
  // What it transmits and the closed line along which it cruises; empty: it lies at its berth, silent.
  std::optional<Identity> identity;
  Line beat;
};

[[nodiscard]] std::span<const PatrolCraft> patrol_craft();

}  // namespace selat::simulate
