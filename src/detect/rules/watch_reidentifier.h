#pragma once
// The second part of the watch list: re-identifies a listed vessel after a change of its MMSI. Another track
// is taken for it when it has had the same IMO number, call sign or name, or when it begins where the listed
// vessel fell silent (within 15 minutes and a kilometre, with the same dimensions). The match that could be
// decided first counts, and stays until that track ends.

#include <memory>

#include "detect/fleet_rule.h"

namespace selat::detect {

[[nodiscard]] std::unique_ptr<FleetRule> make_watch_reidentifier(const FleetContext& context);

}  // namespace selat::detect
