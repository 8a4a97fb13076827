#pragma once
// How many vessels were heard in each sector within the last ten minutes of event time.
//
// Fast enough for each change of each track (20,000 a second): the sector of a vessel is looked up again only
// after it has moved more than 200 m or 30 s have passed. A vessel counts in each sector where it was heard
// within the ten minutes, but at most in the last two. Bounded: at the limit new vessels are dropped and
// counted.

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "coordinate/sector_map.h"
#include "model/track.h"

namespace selat::coordinate {

class SectorTraffic {
 public:
  explicit SectorTraffic(SectorMap map, std::size_t max_vessels = 50'000)
      : map_(std::move(map)), max_vessels_(max_vessels) {}

  void observe(const model::Track& track);
  // By sector; forgets vessels not heard for ten minutes.
  [[nodiscard]] std::vector<std::uint32_t> vessels();
  [[nodiscard]] std::uint64_t dropped() const { return dropped_; }

 private:
  static constexpr std::size_t kOutside = SIZE_MAX;
  struct Visit {
    std::size_t sector = kOutside;
    Instant last_at;
  };
  struct Heard {
    geo::Position looked_up_place;
    Instant looked_up_at;
    Visit now, before;
  };
  void find_sector(Heard& heard, geo::Position place, Instant at) const;

  SectorMap map_;
  std::size_t max_vessels_;
  std::unordered_map<std::uint64_t, Heard> vessels_;  // by MMSI, or by track where AIS says none
  Instant latest_;
  std::uint64_t dropped_ = 0;
};

}  // namespace selat::coordinate
