#pragma once
// What AIS says of the tracks. A vessel that reports has a track of its own, which radars may see too. Where
// a radar's track is found in the same place with the same velocity three times in succession, the MMSI joins
// that track, which keeps its id; twice elsewhere, and it parts from it: an MMSI is evidence, not identity.
// Sightings are taken in here too: they begin a track, or are evidence of one. Pure; one thread.

#include "track/fusion/picture_state.h"

namespace selat::track::fusion {

class AisEvidence {
 public:
  explicit AisEvidence(const SensorTable& table) : table_(table) {}

  void take(PictureState& state, const KeptContact& contact) const;
  void take_sighting(PictureState& state, const KeptContact& contact) const;

 private:
  void begin(PictureState& state, const KeptContact& contact) const;
  void begin_with_sighting(PictureState& state, const KeptContact& contact) const;
  [[nodiscard]] bool may_be_told_of(const TrackRecord& record) const;
  void continue_track(PictureState& state, TrackSlot slot, const KeptContact& contact) const;
  void elsewhere(PictureState& state, TrackSlot slot, const KeptContact& contact) const;
  void look_for_twin(PictureState& state, TrackSlot slot, const KeptContact& contact) const;
  [[nodiscard]] TrackSlot twin_of(const PictureState& state, TrackSlot slot,
                                  const KeptContact& contact) const;
  void join(PictureState& state, TrackSlot ais, TrackSlot radar) const;
  // What the radars that see it may all measure wrongly.
  [[nodiscard]] double bias_sigma_m(const PictureState& state, const TrackRecord& record) const;
  // Whether one radar has shown both in the same turn: then they are two.
  [[nodiscard]] bool are_seen_apart(const TrackRecord& a, const TrackRecord& b) const;

  const SensorTable& table_;
};

}  // namespace selat::track::fusion
