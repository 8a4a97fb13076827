#pragma once
// What somebody tells in a demo: of a simulated boat without AIS, which radars
// see too. Pure: what there is at an instant follows from the seed.

#include <cstdint>
#include <optional>

#include "model/sighting.h"
#include "units/instant.h"

namespace selat::service {

// Of the boats that cross within sight of a shore radar the one that is under
// way for longest, as a fisherman sees it from 1.5 nm away; nothing where none
// does.
[[nodiscard]] std::optional<model::Sighting> demo_sighting(std::uint64_t seed, Instant now);

}  // namespace selat::service
