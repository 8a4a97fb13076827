#pragma once
// Where plots stand still for long: buoys, platforms, quays, wrecks. Learned from tracks that never left
// their place, remembered for a day after they were last seen; a track that begins there is standing until it
// leaves. A value; bounded: the place that was not seen for longest gives way.

#include <cstdint>
#include <vector>

#include "geo/position.h"
#include "units/instant.h"

namespace selat::track::fusion {

class StandingPlaces {
 public:
  void learn(geo::Position place, Instant at);
  [[nodiscard]] bool contains(geo::Position place) const;
  void forget_before(Instant before);
  [[nodiscard]] std::size_t size() const { return cells_.size(); }

 private:
  static constexpr std::size_t kMost = 4'000;
  struct Cell {
    std::uint64_t key = 0;
    Instant seen_at;
  };
  std::vector<Cell> cells_;  // by key
};

}  // namespace selat::track::fusion
