#include "plan/sector_allocation.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "plan/min_cost_flow.h"

namespace selat::plan {
namespace {

// Leaving a sector to nobody costs more than any way over the water: 1000 hours.
constexpr Span kUnownedPrice = Span::hours(1'000);
// Seconds of response time × priority, in whole thousandths.
constexpr double kScale = 1'000.0;

std::int64_t cost_of(Span time, double priority) {
  return std::llround(std::min(time, kUnownedPrice * 0.5).in_seconds() * priority * kScale);
}

// How the control point would answer there; null when it may not or cannot.
const Response* answer_of(const AllocationInput& input, const TravelTable& travel, std::size_t sector,
                          std::size_t point) {
  const auto& response = travel.response(sector, point);
  return input.sectors[sector].allowed[point] && response ? &*response : nullptr;
}

std::int64_t edge_cost(const SectorDemand& sector, const Response& response, std::size_t point,
                       const AllocationWeights& weights) {
  const bool changes_owner = sector.owner && *sector.owner != point;
  return cost_of(response.time + (changes_owner ? weights.change : Span()), sector.priority);
}

model::AssignmentReason reason_for(const AllocationInput& input, const TravelTable& travel,
                                   const std::vector<model::ControlPointId>& names, std::size_t sector,
                                   std::size_t chosen) {
  model::AssignmentReason reason;
  reason.priority = input.sectors[sector].priority;
  reason.open_alerts = input.sectors[sector].open_alerts;
  if (const auto& response = travel.response(sector, chosen)) {
    reason.travel_time = response->time;
    reason.asset = response->asset;
  }
  for (std::size_t other = 0; other < names.size(); ++other) {
    const Response* answer = other == chosen ? nullptr : answer_of(input, travel, sector, other);
    if (answer != nullptr && (!reason.second_travel_time || answer->time < *reason.second_travel_time)) {
      reason.second_best = names[other];
      reason.second_travel_time = answer->time;
    }
  }
  return reason;
}

// The sectors that may move, the control points and the way between them.
class Flow {
 public:
  Flow(const AllocationInput& input, const TravelTable& travel, const AllocationWeights& weights)
      : sectors_(input.sectors.size()), points_(input.capacity.size()), flow_(sectors_ + points_ + 2) {
    for (std::size_t sector = 0; sector < sectors_; ++sector) {
      if (input.sectors[sector].is_fixed) {
        continue;
      }
      flow_.add_edge(source(), sector, 1, 0);
      flow_.add_edge(sector, sink(), 1,
                     std::llround(kUnownedPrice.in_seconds() * input.sectors[sector].priority * kScale));
      for (std::size_t point = 0; point < points_; ++point) {
        const Response* answer = answer_of(input, travel, sector, point);
        if (answer == nullptr) {
          continue;
        }
        const auto cost = edge_cost(input.sectors[sector], *answer, point, weights);
        choices_.push_back({sector, point, flow_.add_edge(sector, sectors_ + point, 1, cost)});
      }
    }
    add_capacities(input, weights);
    flow_.solve(source(), sink());
  }

  [[nodiscard]] std::vector<std::optional<std::size_t>> answer() const {
    std::vector<std::optional<std::size_t>> chosen(sectors_);
    for (const Choice& choice : choices_) {
      if (flow_.flow(choice.edge) > 0) {
        chosen[choice.sector] = choice.point;
      }
    }
    return chosen;
  }

 private:
  struct Choice {
    std::size_t sector, point, edge;
  };
  [[nodiscard]] std::size_t source() const { return sectors_ + points_; }
  [[nodiscard]] std::size_t sink() const { return source() + 1; }

  // One edge a place, each dearer than the one before: crowding as a convex cost.
  void add_capacities(const AllocationInput& input, const AllocationWeights& weights) {
    std::vector<std::uint32_t> taken(points_, 0);
    for (const SectorDemand& sector : input.sectors) {
      if (sector.is_fixed && sector.owner) {
        ++taken[*sector.owner];
      }
    }
    for (std::size_t point = 0; point < points_; ++point) {
      const std::uint32_t places =
          std::min<std::uint32_t>(input.capacity[point], static_cast<std::uint32_t>(sectors_));
      for (std::uint32_t place = taken[point]; place < places; ++place) {
        flow_.add_edge(sectors_ + point, sink(), 1, cost_of(weights.crowding, place));
      }
    }
  }

  std::size_t sectors_, points_;
  MinCostFlow flow_;
  std::vector<Choice> choices_;
};

}  // namespace

std::vector<AllocatedSector> allocate_sectors(const AllocationInput& input, const TravelTable& travel,
                                              const std::vector<model::ControlPointId>& control_points,
                                              const AllocationWeights& weights) {
  require(input.capacity.size() == control_points.size(), "a capacity for each control point");
  const auto chosen = Flow(input, travel, weights).answer();
  std::vector<AllocatedSector> planned(input.sectors.size());
  for (std::size_t sector = 0; sector < planned.size(); ++sector) {
    const SectorDemand& given = input.sectors[sector];
    const auto owner = given.is_fixed ? given.owner : chosen[sector];
    planned[sector].control_point = owner;
    if (owner) {
      planned[sector].reason = reason_for(input, travel, control_points, sector, *owner);
    } else {
      planned[sector].reason.priority = given.priority;
      planned[sector].reason.open_alerts = given.open_alerts;
    }
  }
  return planned;
}

}  // namespace selat::plan
