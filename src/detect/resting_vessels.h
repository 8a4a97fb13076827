#pragma once
// Which vessels have lain still for long, and where: the quays that no chart knows. Only what is final is
// noted, so that whatever late reports come, a question about a time that was final then has one answer. One
// thread; bounded by the vessels the engine knows.

#include <unordered_map>
#include <vector>

#include "base/archive.h"
#include "geo/grid_index.h"
#include "model/track_id.h"
#include "units/instant.h"

namespace selat::detect {

class RestingVessels {
 public:
  // The object lay still at this minute, and for long before. To be noted each minute.
  void note(model::TrackId id, geo::Position place, Instant minute);
  void erase(model::TrackId id);
  void clear();
  // How many others than these two lay there at that minute.
  [[nodiscard]] int count(geo::Position centre, Distance radius, Instant minute, model::TrackId one,
                          model::TrackId other) const;

  void save(ArchiveWriter& writer);
  void load(ArchiveReader& reader);

 private:
  struct Rest {
    Instant since, until;
    geo::Position place;
  };
  std::unordered_map<model::TrackId, Rest> rests_;
  geo::GridIndex places_{Distance::metres(300)};
  mutable std::vector<geo::GridIndex::Neighbour> found_;
};

}  // namespace selat::detect
