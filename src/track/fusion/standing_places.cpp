#include "track/fusion/standing_places.h"

#include <algorithm>

namespace selat::track::fusion {
namespace {

constexpr int kCellShift = 13;  // of 1e-7°: 91 m high

std::uint64_t cell_at(geo::Position place, std::int32_t rows, std::int32_t columns) {
  const std::int32_t row = (place.latitude_e7() >> kCellShift) + rows;
  const std::int32_t column = (place.longitude_e7() >> kCellShift) + columns;
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(row)) << 32 |
         static_cast<std::uint32_t>(column);
}

}  // namespace

void StandingPlaces::learn(geo::Position place, Instant at) {
  const std::uint64_t key = cell_at(place, 0, 0);
  auto found = std::ranges::lower_bound(cells_, key, {}, &Cell::key);
  if (found != cells_.end() && found->key == key) {
    found->seen_at = std::max(found->seen_at, at);
    return;
  }
  cells_.insert(found, {.key = key, .seen_at = at});
  if (cells_.size() > kMost) {
    cells_.erase(std::ranges::min_element(cells_, {}, &Cell::seen_at));
  }
}

// Its own cell or one beside it: an echo wanders.
bool StandingPlaces::contains(geo::Position place) const {
  for (std::int32_t rows = -1; rows <= 1 && !cells_.empty(); ++rows) {
    for (std::int32_t columns = -1; columns <= 1; ++columns) {
      if (std::ranges::binary_search(cells_, cell_at(place, rows, columns), {}, &Cell::key)) {
        return true;
      }
    }
  }
  return false;
}

void StandingPlaces::forget_before(Instant before) {
  std::erase_if(cells_, [before](const Cell& cell) { return cell.seen_at < before; });
}

}  // namespace selat::track::fusion
