#pragma once
// What happens to tracks though nothing is measured of them: a radar has turned and did not see them, AIS has
// fallen silent, time has passed. Pure; one thread.

#include "track/fusion/picture_state.h"

namespace selat::track::fusion {

class Upkeep {
 public:
  explicit Upkeep(const SensorTable& table) : table_(table) {}

  // A radar's turn is over: who was not seen in it?
  void end_scan(PictureState& state, SensorIndex sensor) const;
  // Once a second: ends tracks, tells standing ones.
  void every_second(PictureState& state, Instant now) const;

 private:
  void set_aside(PictureState& state, SensorIndex sensor) const;
  void tell_standing(PictureState& state, TrackRecord& record, Instant now) const;
  void learn_plots(SensorState& radar, const SensorSettings& settings) const;
  void miss(TrackRecord& record, Evidence& seen) const;
  void close_silent(TrackRecord& record, Instant now) const;
  [[nodiscard]] bool is_over(const TrackRecord& record, Instant now) const;
  void end(PictureState& state, TrackSlot slot) const;

  const SensorTable& table_;
};

}  // namespace selat::track::fusion
