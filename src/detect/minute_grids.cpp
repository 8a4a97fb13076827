#include "detect/minute_grids.h"

namespace selat::detect {

namespace {

// About the reach of the pair rules, which ask most often.
constexpr Distance kCell = Distance::metres(1'250);

}  // namespace

MinuteGrids::MinuteGrids(std::size_t expected) : expected_(expected) {
  for (Grid& grid : grids_) {
    grid.places = std::make_unique<geo::GridIndex>(kCell);
  }
}

void MinuteGrids::begin(Instant minute) {
  Grid& grid = grids_[index_of(minute)];
  grid.minute = minute;
  grid.places->clear();
  grid.places->reserve(expected_);
}

void MinuteGrids::put(Instant minute, model::TrackId id, geo::Position position) {
  if (has(minute)) {
    grids_[index_of(minute)].places->put(id, position);
  }
}

void MinuteGrids::erase(Instant minute, model::TrackId id) {
  if (has(minute)) {
    grids_[index_of(minute)].places->erase(id);
  }
}

void MinuteGrids::erase_everywhere(model::TrackId id) {
  for (Grid& grid : grids_) {
    grid.places->erase(id);
  }
}

void MinuteGrids::clear() {
  for (Grid& grid : grids_) {
    grid.places->clear();
    grid.minute = Instant();
  }
}

void MinuteGrids::within(Instant minute, geo::Position centre, Distance radius,
                         std::vector<geo::GridIndex::Neighbour>& found) const {
  found.clear();
  if (has(minute)) {
    grids_[index_of(minute)].places->within(centre, radius, found);
  }
}

}  // namespace selat::detect
