#pragma once
// Samples of an area: the middles of the cells of a grid over it.

#include "draw/canvas.h"

namespace selat::draw {

// Of the grid of `steps` by `steps` over the unit square, the middle of cell `index`, row by row.
[[nodiscard]] constexpr Point cell_middle(int index, int steps) {
  const int row = index / steps;
  const int column = index % steps;
  return {(column + 0.5) / steps, (row + 0.5) / steps};
}

}  // namespace selat::draw
