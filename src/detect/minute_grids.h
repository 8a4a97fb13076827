#pragma once
// Where all objects were at each full minute of the last quarter of an hour: the index for all queries about
// neighbours. Filled in the course of the minute, as the records are swept; complete a minute later. One
// thread; bounded by the number of objects.

#include <array>
#include <memory>
#include <vector>

#include "geo/grid_index.h"
#include "model/track_id.h"
#include "units/instant.h"

namespace selat::detect {

class MinuteGrids {
 public:
  static constexpr std::size_t kMinutes = 16;

  MinuteGrids();

  // A new minute begins; the oldest is forgotten. Room is made for so many objects.
  void begin(Instant minute, std::size_t expected);
  // Nothing happens when the minute is not kept (any more).
  void put(Instant minute, model::TrackId id, geo::Position position);
  void erase(Instant minute, model::TrackId id);
  void erase_everywhere(model::TrackId id);
  void clear();
  // Replaces the contents of `found` by the objects at most `radius` away at that minute, by id.
  void within(Instant minute, geo::Position centre, Distance radius,
              std::vector<geo::GridIndex::Neighbour>& found) const;
  // How many objects there are at that minute.
  [[nodiscard]] std::size_t size(Instant minute) const {
    return has(minute) ? grids_[index_of(minute)].places->size() : 0;
  }
  [[nodiscard]] bool has(Instant minute) const { return grids_[index_of(minute)].minute == minute; }

 private:
  struct Grid {
    Instant minute;
    std::unique_ptr<geo::GridIndex> places;
  };
  [[nodiscard]] static std::size_t index_of(Instant minute) {
    return static_cast<std::size_t>(minute.in_unix_seconds() / 60) % kMinutes;
  }
  std::array<Grid, kMinutes> grids_;
};

}  // namespace selat::detect
