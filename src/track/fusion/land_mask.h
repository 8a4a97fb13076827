#pragma once
// Where nothing floats: land of the chart, so far behind its shore that neither the chart nor a radar can be
// wrong by as much. An echo from there is of a hill, a house or a car. Rivers and lakes that the chart has as
// land are land. Immutable.

#include <vector>

#include "geo/area_grid.h"
#include "geo/polygon.h"
#include "geo/position.h"
#include "units/distance.h"

namespace selat::track::fusion {

// By how much the shore of the chart may be wrong within an area.
struct ShoreError {
  geo::Area area;
  Distance most;
};

class LandMask {
 public:
  // No land.
  LandMask() = default;
  // Elsewhere than in those areas the shore may be wrong by `usual`.
  LandMask(const geo::Area& land, Distance usual, std::vector<ShoreError> worse);

  // Of a place that may be wrong by so much itself.
  [[nodiscard]] bool is_ashore(geo::Position place, Distance error) const;

 private:
  geo::AreaGrid land_;
  Distance usual_;
  std::vector<ShoreError> worse_;
};

}  // namespace selat::track::fusion
