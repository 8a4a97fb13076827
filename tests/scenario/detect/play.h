#pragma once
// Plays a drawing: what its vessels transmit, in the order it arrives, through the engine.

#include "drawing.h"
#include "model/anomaly.h"

namespace selat::scenario {

// Throws Problem when a timeline cannot be sailed.
[[nodiscard]] std::vector<model::Report> reports_of(const Drawing& drawing);
// What stands of the engine's anomalies at the end, as last told; by decision.
[[nodiscard]] std::vector<model::Anomaly> play(const Drawing& drawing);

}  // namespace selat::scenario
