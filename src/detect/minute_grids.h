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

  // Room is made for so many objects at once: a fleet appears within its first minute, and to grow then would
  // hold up the reports.
  explicit MinuteGrids(std::size_t expected);

  // A new minute begins; the oldest is forgotten.
  void begin(Instant minute);
  // Nothing happens when the minute is not kept (any more).
  void put(Instant minute, model::TrackId id, geo::Position position);
  void erase(Instant minute, model::TrackId id);
  void erase_everywhere(model::TrackId id);
  void clear();
  // Replaces the contents of `found` by the objects at most `radius` away at that minute, by id.
  void within(Instant minute, geo::Position centre, Distance radius,
              std::vector<geo::GridIndex::Neighbour>& found) const;
  [[nodiscard]] bool has(Instant minute) const { return grids_[index_of(minute)].minute == minute; }

 private:
  struct Grid {
    Instant minute;
    std::unique_ptr<geo::GridIndex> places;
  };
  [[nodiscard]] static std::size_t index_of(Instant minute) {
    return static_cast<std::size_t>(minute.in_unix_seconds() / 60) % kMinutes;
  }
  std::size_t expected_;
  std::array<Grid, kMinutes> grids_;
};

}  // namespace selat::detect
