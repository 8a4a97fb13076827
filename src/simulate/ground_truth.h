#pragma once
// The ground truth of a simulation: the anomalies it contains, to compare with what the detectors find.

#include <string>
#include <string_view>
#include <vector>

#include "geo/position.h"
#include "model/mmsi.h"
#include "units/instant.h"

namespace selat::simulate {

// A scenario inject: an anomaly put into the simulated traffic on purpose.
struct Inject {
  std::string_view rule;  // as in detect/: "distress", "watch_list", "zone", "position_jump", "rendezvous"
  std::vector<model::Mmsi> vessels;
  geo::Position place;
  Instant begins;     // the behaviour starts
  Instant decidable;  // from here on the rule's condition is met
  Instant ends;       // the behaviour ends
  std::string story;  // one sentence
};

}  // namespace selat::simulate
