#pragma once
// How good the tracker's tracks are: what a radar showed is played through the tracker scan by scan, and its
// tracks are held against the truth (track/fusion/track_score.h). For people and as JSON. Pure.

#include <cstdint>
#include <string>
#include <vector>

#include "base/language.h"
#include "simulate/radar_trial.h"
#include "track/fusion/sensor.h"
#include "track/fusion/track_score.h"
#include "units/distance.h"

namespace selat::service {

struct EvaluatedRun {
  std::string name;  // the file, or the seed
  Distance cutoff;
  // Of the confirmed tracks that have moved (those that a rule would look at); and of all confirmed ones,
  // with quays and buoys, which the truth does not name.
  track::fusion::ScoreSummary moving, confirmed;
};

[[nodiscard]] EvaluatedRun evaluate_tracks(const std::string& name,
                                           const std::vector<simulate::TrialScan>& scans,
                                           const track::fusion::SensorSettings& radar, Distance cutoff);

// A small radar in a harbour, which turned as these scans did and saw as far.
[[nodiscard]] track::fusion::SensorSettings harbour_radar(const std::vector<simulate::TrialScan>& scans);
// The radar of a simulated trial.
[[nodiscard]] track::fusion::SensorSettings radar_of(const simulate::RadarTrialOptions& trial);

[[nodiscard]] std::string as_text(const std::vector<EvaluatedRun>& runs, Language language);
[[nodiscard]] std::string as_json(const std::vector<EvaluatedRun>& runs);

}  // namespace selat::service
