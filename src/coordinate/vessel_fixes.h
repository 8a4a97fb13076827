#pragma once
// Where each vessel was last, and its name: for alerts, which follow their vessels, and for patrol craft.
// Transmitters that share an MMSI are several tracks; each keeps its own place and name.
//
// Bounded: what was not heard for two hours of event time is forgotten, at the limit new vessels are refused,
// and of one MMSI the four tracks heard last count. Pure; not thread-safe.

#include <cstddef>
#include <unordered_map>
#include <vector>

#include "model/alert.h"
#include "model/track.h"

namespace selat::coordinate {

class VesselFixes {
 public:
  explicit VesselFixes(std::size_t max_vessels = 60'000) : max_vessels_(max_vessels) {}

  void observe(const model::Track& track);
  // The fix heard last of any track of this MMSI. nullptr: not heard, or forgotten.
  [[nodiscard]] const model::VesselFix* find(model::Mmsi mmsi) const;
  // That of the track nearest to the place.
  [[nodiscard]] const model::VesselFix* find_near(model::Mmsi mmsi, geo::Position place) const;
  // The name of the track nearest to the place, else of that heard last; empty: not known.
  [[nodiscard]] ShortText<34> name(model::Mmsi mmsi, geo::Position place) const;
  // The latest time of any fix: event time, by which the age of a fix counts.
  [[nodiscard]] Instant latest() const { return latest_; }
  // To be called each minute or so.
  void forget_old();

 private:
  struct Entry {
    model::TrackId track = 0;
    model::VesselFix fix;
    ShortText<34> name;
  };
  [[nodiscard]] const Entry* latest_of(model::Mmsi mmsi) const;
  [[nodiscard]] const Entry* nearest_of(model::Mmsi mmsi, geo::Position place) const;

  std::size_t max_vessels_;
  std::unordered_map<model::Mmsi, std::vector<Entry>> fixes_;
  Instant latest_;
};

}  // namespace selat::coordinate
