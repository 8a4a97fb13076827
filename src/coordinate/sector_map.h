#pragma once
// The sector that contains a place.

#include <cstddef>
#include <optional>
#include <vector>

#include "geo/position.h"
#include "model/sector.h"

namespace selat::coordinate {

class SectorMap {
 public:
  SectorMap() = default;
  // Copies the areas.
  explicit SectorMap(const std::vector<model::Sector>& sectors);
  // The index of the first sector that contains the place; empty if none does.
  [[nodiscard]] std::optional<std::size_t> sector_at(geo::Position place) const;
  [[nodiscard]] std::size_t size() const { return areas_.size(); }

 private:
  std::vector<geo::Area> areas_;
};

}  // namespace selat::coordinate
