#pragma once
// Where each vessel was last, by MMSI: for alerts, which follow their vessels, and for patrol craft.
//
// Bounded: what was not heard for two hours of event time is forgotten, and at the limit new vessels are
// refused. Of two transmitters with one MMSI the one heard last counts. Pure; not thread-safe.

#include <cstddef>
#include <unordered_map>

#include "model/alert.h"
#include "model/track.h"

namespace selat::coordinate {

class VesselFixes {
 public:
  explicit VesselFixes(std::size_t max_vessels = 60'000) : max_vessels_(max_vessels) {}

  void observe(const model::Track& track);
  // nullptr: not heard, or forgotten.
  [[nodiscard]] const model::VesselFix* find(model::Mmsi mmsi) const;
  // The latest time of any fix: event time, by which the age of a fix counts.
  [[nodiscard]] Instant latest() const { return latest_; }
  // To be called each minute or so.
  void forget_old();

 private:
  std::size_t max_vessels_;
  std::unordered_map<model::Mmsi, model::VesselFix> fixes_;
  Instant latest_;
};

}  // namespace selat::coordinate
