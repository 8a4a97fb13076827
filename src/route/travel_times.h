#pragma once
// How long each patrol craft needs to each sector over water: the table the planner takes.

#include <optional>
#include <span>
#include <vector>

#include "model/sector.h"
#include "route/field_cache.h"

namespace selat::route {

struct Departure {
  geo::Position berth;
  Speed speed;
  Wishes wishes;
};

// By departure, then by sector; nothing where no way leads (RouteProblem is forgotten: the planner only asks
// whether). A sector is reached at the water nearest to its centroid. One field a berth, kept in the cache.
[[nodiscard]] std::vector<std::vector<std::optional<Span>>> travel_times(
    FieldCache& fields, std::span<const Departure> departures, std::span<const model::Sector> sectors);

}  // namespace selat::route
