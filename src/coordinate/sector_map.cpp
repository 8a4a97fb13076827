#include "coordinate/sector_map.h"

namespace selat::coordinate {

SectorMap::SectorMap(const std::vector<model::Sector>& sectors) {
  areas_.reserve(sectors.size());
  for (const model::Sector& sector : sectors) {
    areas_.push_back(sector.area);
  }
}

std::optional<std::size_t> SectorMap::sector_at(geo::Position place) const {
  for (std::size_t i = 0; i < areas_.size(); ++i) {
    if (areas_[i].bounds().contains(place) && areas_[i].contains(place)) {
      return i;
    }
  }
  return std::nullopt;
}

}  // namespace selat::coordinate
