#pragma once
// How a fast boat comes to a zone: over open water, straight in.

#include <optional>
#include <span>
#include <string>

#include "geo/polygon.h"
#include "simulate/scenery.h"

namespace selat::simulate {

// The widest way over water into the zone: from `length` outside it to a place up to 1.5 km inside, along a
// bearing of its centre. Nothing where land stands on every way.
[[nodiscard]] std::optional<WatchZone> approached(std::string name, const geo::Area& area,
                                                  std::span<const geo::Polygon> coast,
                                                  Distance length = Distance::kilometres(9));

// Whether any of the polygons holds the place.
[[nodiscard]] bool is_land(geo::Position place, std::span<const geo::Polygon> coast);

}  // namespace selat::simulate
