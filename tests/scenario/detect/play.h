#pragma once
// Plays a drawing: what its vessels transmit, in the order it arrives, through the engine.

#include "drawing.h"
#include "model/anomaly.h"

namespace selat::scenario {

// Throws Problem when a timeline cannot be sailed.
[[nodiscard]] std::vector<model::Report> reports_of(const Drawing& drawing);
// The engine's anomalies at the end, in the state of their last message; in the order of their decision.
[[nodiscard]] std::vector<model::Anomaly> play(const Drawing& drawing);

}  // namespace selat::scenario
