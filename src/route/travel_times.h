#pragma once
// The travel time of each patrol craft to each sector over water: the table that the planner takes.

#include <optional>
#include <span>
#include <vector>

#include "model/sector.h"
#include "route/field_cache.h"

namespace selat::route {

struct Departure {
  geo::Position berth;
  Speed speed;
  RouteOptions options;
};

// By departure, then by sector; nothing when there is no route (the planner does not need the reason). A
// sector is reached at the water nearest to its centroid. One field for each berth, kept in the cache.
[[nodiscard]] std::vector<std::vector<std::optional<Span>>> travel_times(
    FieldCache& fields, std::span<const Departure> departures, std::span<const model::Sector> sectors);

}  // namespace selat::route
