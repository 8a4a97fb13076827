#pragma once
// A straight approach of a fast boat to a zone, over open water.

#include <optional>
#include <span>
#include <string>

#include "geo/polygon.h"
#include "simulate/environment.h"

namespace selat::simulate {

// The zone with its approach: from `length` outside it to a place up to 1.5 km inside, on the bearing of its
// centre that has most open water on both sides. Nothing when land blocks every bearing.
[[nodiscard]] std::optional<WatchZone> with_approach(std::string name, const geo::Area& area,
                                                     std::span<const geo::Polygon> coast,
                                                     Distance length = Distance::kilometres(9));

// Whether the place lies in any of the polygons.
[[nodiscard]] bool is_land(geo::Position place, std::span<const geo::Polygon> coast);

}  // namespace selat::simulate
