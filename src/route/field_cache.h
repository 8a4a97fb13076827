#pragma once
// Keeps the distance fields of berths, so that each is computed once. One thread.

#include <cstddef>
#include <list>
#include <memory>

#include "route/water_map.h"

namespace selat::route {

class FieldCache {
 public:
  // Keeps up to `capacity` fields, some 3 MB each; at that limit the least recently used is removed. The map
  // must outlive the cache.
  explicit FieldCache(const WaterMap& map, std::size_t capacity = 64) : map_(&map), capacity_(capacity) {}

  // The field stays valid after the cache has removed it.
  [[nodiscard]] std::expected<std::shared_ptr<const DistanceField>, RouteProblem> from(
      geo::Position place, const RouteOptions& options = {});
  [[nodiscard]] const WaterMap& map() const { return *map_; }

 private:
  struct Kept {
    geo::Position place;
    RouteOptions options;
    std::shared_ptr<const DistanceField> field;
  };
  const WaterMap* map_;
  std::size_t capacity_;
  std::list<Kept> kept_;  // the most recently used first
};

}  // namespace selat::route
