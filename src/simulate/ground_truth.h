#pragma once
// What the simulator has staged, for scoring what the detectors found. The app writes it as JSON Lines.

#include <string>
#include <string_view>
#include <vector>

#include "geo/position.h"
#include "model/mmsi.h"
#include "units/instant.h"

namespace selat::simulate {

struct StagedEvent {
  std::string_view rule;  // as in detect/: "distress", "watch_list", "zone", "position_jump", "rendezvous"
  std::vector<model::Mmsi> vessels;
  geo::Position place;
  Instant begins;     // the behaviour starts
  Instant decidable;  // from here on the rule's condition holds
  Instant ends;       // the behaviour is over
  std::string story;  // one sentence
};

}  // namespace selat::simulate
