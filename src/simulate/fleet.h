#pragma once
// The everyday traffic: nothing in it should raise an alert.

#include <cstdint>
#include <vector>

#include "simulate/scenery.h"
#include "simulate/vessel.h"
#include "units/instant.h"

namespace selat::simulate {

// Ships in both lanes, ferries, fishing boats, ships at anchor and tugs, about `count` of them in the mix of
// the Strait (fewer where the scenery has no room), and every base station and aid of the scenery.
struct Fleet {
  std::vector<Vessel> vessels;
  std::size_t passages = 0;  // vessels[0, passages) are the ships in the lanes
};
[[nodiscard]] Fleet make_fleet(const Scenery& scenery, Registry& registry, std::uint64_t seed,
                               std::size_t count, Instant start);

// The lanes as the ships sail them.
[[nodiscard]] PathPtr lane_circuit(const Lanes& lanes);

}  // namespace selat::simulate
