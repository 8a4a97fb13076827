#pragma once
// Craft so near to a radar that they fill a good part of its view. They throw its beam onto quays and other
// craft and back: false (indirect) echoes appear behind them, in their own direction, and follow them around
// as a craft would. What lies behind one is also hidden by it. So a plot there is no reason to believe in a
// craft, and a miss hardly one to give one up. A shore radar has none: nothing comes so near.
// Source: Bole, Wall, Norris, Radar and ARPA Manual (2014), §3.9 (indirect echoes, shadow sectors).

#include <span>
#include <vector>

#include "track/fusion/picture_state.h"

namespace selat::track::fusion {

class NearReflectors {
 public:
  // Those of the confirmed tracks, as seen by the radar that these contacts are of.
  void look(const TrackPool& tracks, std::span<const KeptContact> contacts);
  // Whether the contact lies behind one.
  [[nodiscard]] bool is_behind(const KeptContact& contact) const;
  // Whether the track does.
  [[nodiscard]] bool is_behind(const TrackRecord& record) const;
  [[nodiscard]] bool empty() const { return seen_.empty(); }

 private:
  struct Reflector {
    double bearing_rad;
    double range_m;
  };
  [[nodiscard]] bool is_behind(double bearing_rad, double range_m) const;

  geo::Position antenna_;
  std::vector<Reflector> seen_;
};

}  // namespace selat::track::fusion
