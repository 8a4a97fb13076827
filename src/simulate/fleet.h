#pragma once
// The ordinary traffic: nothing in it should raise an alert.

#include <cstdint>
#include <vector>

#include "simulate/environment.h"
#include "simulate/simulated_vessel.h"
#include "units/instant.h"

namespace selat::simulate {

// Ships in both lanes, ferries, fishing boats, ships at anchor and tugs, about `count` in all, in proportions
// typical of the Strait (fewer where the environment has no room); every base station and aid of the
// environment; and the patrol craft that are at sea (simulate/patrol_craft.h).
struct Fleet {
  std::vector<SimulatedVessel> vessels;
  std::size_t passages = 0;  // vessels[0, passages) are the ships in the lanes
};
[[nodiscard]] Fleet make_fleet(const Environment& environment, Registry& registry, std::uint64_t seed,
                               std::size_t count, Instant start);

// The closed path that ships in the lanes follow.
[[nodiscard]] PathPtr lane_circuit(const Lanes& lanes);

}  // namespace selat::simulate
