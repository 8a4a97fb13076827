#pragma once
// Level 1 of the plan: which control point is to answer for which sector. Finds the exact minimum of the sum
// of response time × priority, plus a cost for each change of owner and a small cost for many sectors at one
// control point (a minimum-cost flow in whole numbers; well below a millisecond for 20 sectors × 4 control
// points).
//
// Pure: the same input gives the same plan. Each sector gets one control point that the input allows, or
// none; no control point gets more sectors than its capacity.

#include <cstdint>
#include <optional>
#include <vector>

#include "model/assignment.h"
#include "model/sector.h"
#include "plan/travel_table.h"

namespace selat::plan {

struct AllocationWeights {
  // What changing an owner costs, as response time of a sector with the same priority: below this saving
  // a sector stays where it is.
  Span change = Span::hours(1);
  // Each further sector of one control point costs this much more than the one before.
  Span crowding = Span::minutes(10);
};

struct SectorDemand {
  double priority = 1.0;
  std::uint32_t open_alerts = 0;
  std::optional<std::size_t> owner;  // who has it now
  bool is_fixed = false;             // stays with its owner: an offer or a lease is running out
  std::vector<bool> allowed;         // by control point: full permit, link good, not declined
  friend bool operator==(const SectorDemand&, const SectorDemand&) = default;
};

struct AllocationInput {
  std::vector<SectorDemand> sectors;
  std::vector<std::uint32_t> capacity;  // by control point
  friend bool operator==(const AllocationInput&, const AllocationInput&) = default;
};

struct AllocatedSector {
  std::optional<std::size_t> control_point;  // nothing: unowned
  model::AssignmentReason reason;
};

// `control_points` names them for the reasons. Sizes must agree.
[[nodiscard]] std::vector<AllocatedSector> allocate_sectors(
    const AllocationInput& input, const TravelTable& travel,
    const std::vector<model::ControlPointId>& control_points, const AllocationWeights& weights);

}  // namespace selat::plan
