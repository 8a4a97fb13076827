#pragma once
// The fields of the berths that are asked for again and again: each is computed once. One thread.

#include <cstdint>
#include <list>
#include <memory>

#include "route/water_map.h"

namespace selat::route {

class FieldCache {
 public:
  // Holds up to `capacity` fields, some 3 MB each; beyond that the one unused for longest goes. The map must
  // outlive it.
  explicit FieldCache(const WaterMap& map, std::size_t capacity = 64) : map_(&map), capacity_(capacity) {}

  // What is handed out stays good after the cache has let go of it.
  [[nodiscard]] std::expected<std::shared_ptr<const Field>, RouteProblem> from(geo::Position place,
                                                                               const Wishes& wishes = {});
  [[nodiscard]] const WaterMap& map() const { return *map_; }
  [[nodiscard]] std::uint64_t computed() const { return computed_; }

 private:
  struct Kept {
    geo::Position place;
    Wishes wishes;
    std::shared_ptr<const Field> field;
  };
  const WaterMap* map_;
  std::size_t capacity_;
  std::list<Kept> kept_;  // the last used first
  std::uint64_t computed_ = 0;
};

}  // namespace selat::route
