#pragma once
// Folds contacts into the state, slot by slot: turns that have ended, seconds that have passed, then what AIS
// and people say in the order of its time, then each radar's plots together. Pure; one thread.

#include <span>
#include <vector>

#include "track/fusion/ais_evidence.h"
#include "track/fusion/picture_state.h"
#include "track/fusion/scan_association.h"
#include "track/fusion/upkeep.h"

namespace selat::track::fusion {

// After so long without a contact a radar begins its turns anew, and nothing of what happens by itself is
// left to happen once there are no tracks.
inline constexpr Span kIdle = Span::minutes(10);

class PictureFold {
 public:
  // Both must outlive this.
  PictureFold(const SensorTable& table, const LandMask& land)
      : table_(table), association_(table, land), ais_(table), upkeep_(table), by_sensor_(table.size()) {}

  // The contacts of the state's next slot, sorted; all of sensors of the table.
  void fold(PictureState& state, std::span<const KeptContact> contacts);

 private:
  void end_turns(PictureState& state, Instant now) const;
  void fold_radar(PictureState& state, SensorIndex sensor);

  const SensorTable& table_;
  ScanAssociation association_;
  AisEvidence ais_;
  Upkeep upkeep_;
  std::vector<std::vector<KeptContact>> by_sensor_;
};

}  // namespace selat::track::fusion
