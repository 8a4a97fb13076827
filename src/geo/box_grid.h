#pragma once
// Samples of a box: the middles of the cells of a grid over it.

#include "geo/polygon.h"
#include "geo/position.h"

namespace selat::geo {

// Of the grid of `steps` by `steps` cells, the middle of cell `index`, row by row from the south-west.
[[nodiscard]] inline Position cell_middle(const Box& box, int index, int steps) {
  const int row = index / steps;
  const int column = index % steps;
  const double south = box.south_west.latitude_deg();
  const double west = box.south_west.longitude_deg();
  return Position::degrees(south + (box.north_east.latitude_deg() - south) * (row + 0.5) / steps,
                           west + (box.north_east.longitude_deg() - west) * (column + 0.5) / steps);
}

}  // namespace selat::geo
