#include "track/fusion/land_mask.h"

#include <algorithm>
#include <utility>

namespace selat::track::fusion {

LandMask::LandMask(const geo::Area& land, Distance usual, std::vector<ShoreError> worse)
    : land_(land), usual_(usual), worse_(std::move(worse)) {}

bool LandMask::is_ashore(geo::Position place, Distance error) const {
  if (!land_.contains(place)) {
    return false;
  }
  Distance of_shore = usual_;
  for (const ShoreError& shore : worse_) {
    if (shore.most > of_shore && shore.area.contains(place)) {
      of_shore = shore.most;
    }
  }
  return !land_.nearest_edge(place, of_shore + error);
}

}  // namespace selat::track::fusion
