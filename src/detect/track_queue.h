#pragma once
// Tracks to be handed out: those that changed since they were handed out last, the one that has waited
// longest first, and the last state of each track that ended. One thread. Bounded by the number of vessels;
// ended tracks by what happens between two calls of take().

#include <cstdint>
#include <list>
#include <vector>

#include "detect/vessel_record.h"
#include "model/track.h"

namespace selat::detect {

class TrackQueue {
 public:
  // The vessel's track has changed.
  void push(VesselRecord& record);
  // `before` was the vessel's track until now; if it has another one since, `before` has ended.
  void emit_if_replaced(const model::Track& before, const VesselRecord& record);
  // The vessel is about to be removed: its track is handed out as ended, unless it already was.
  void remove(VesselRecord& record);

  // All ended tracks, then at most this many changed ones.
  [[nodiscard]] std::vector<model::Track> take(std::size_t at_most);
  // How many changed ones wait.
  [[nodiscard]] std::size_t size() const { return changed_.size(); }

 private:
  void emit_ended(const model::Track& track);

  std::list<VesselRecord*> changed_;
  std::vector<model::Track> ended_;
};

}  // namespace selat::detect
