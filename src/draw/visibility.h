#pragma once
// Whether something of a chart can be seen on its panel: within the frame, and not under land or the inset.
// Internal to draw/.

#include <vector>

#include "draw/panel.h"

namespace selat::draw {

using Rings = std::vector<Polyline>;

// A line over the land.
[[nodiscard]] bool shows_line(const Panel& panel, const Polyline& path);
// The edge of an area, under the land.
[[nodiscard]] bool shows_edge(const Panel& panel, const Rings& rings);
// An area that is filled, under the land.
[[nodiscard]] bool shows_area(const Panel& panel, const geo::Polygon& polygon, const Rings& rings);
// A mark of this radius, as a whole.
[[nodiscard]] bool shows_mark(const Panel& panel, Point at, double radius);

}  // namespace selat::draw
