#pragma once
// The environment of the simulated traffic, after the chart in use.

#include <vector>

#include "chart/chart.h"
#include "config/settings.h"
#include "simulate/environment.h"

namespace selat::service {

// Lanes, anchorages and watch zones of the chart; ferry lines, fishing grounds and stations as simulate knows
// them. A lane the chart lacks is taken from simulate too.
[[nodiscard]] simulate::Environment simulated_strait(const chart::Chart& chart);

// The vessels that the simulator sends to be found by the watch list.
[[nodiscard]] std::vector<model::WatchEntry> simulated_watch_list();

}  // namespace selat::service
