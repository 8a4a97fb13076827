#pragma once
// Scenario injects: the anomalies put into the ordinary traffic. They come in rounds of 30 minutes, each made
// from seed and round number alone, so the simulator can run for ever. Round 0 begins at live_at and has one
// inject of each rule within its first half minute; in later rounds they are spread out.

#include <cstdint>
#include <optional>
#include <vector>

#include "simulate/environment.h"
#include "simulate/fleet.h"
#include "simulate/ground_truth.h"
#include "simulate/simulated_vessel.h"
#include "units/instant.h"

namespace selat::simulate {

inline constexpr Span kRoundLength = Span::minutes(30);
// The vessels of a round may transmit this long before it begins: those that meet must have been seen apart
// in the hour before.
inline constexpr Span kLeadTime = Span::minutes(80);

// For a ship of the ordinary traffic.
struct JumpInject {
  std::size_t vessel = 0;  // in the fleet
  PositionJump jump;
};
struct OutlierInject {
  std::size_t vessel = 0;
  Outlier outlier;
};

struct Round {
  std::vector<SimulatedVessel> vessels;
  std::vector<JumpInject> jumps;
  std::vector<OutlierInject> outliers;  // must not be found as position jumps
  std::vector<Inject> injects;
};

class InjectPlan {
 public:
  // Keeps references to environment, fleet and registry.
  InjectPlan(const Environment& environment, const Fleet& fleet, Registry& registry, std::uint64_t seed,
             Instant live_at)
      : environment_(environment), fleet_(fleet), registry_(registry), seed_(seed), live_at_(live_at) {}

  // The next round, in order.
  [[nodiscard]] Round next();
  [[nodiscard]] Instant next_begins() const { return live_at_ + kRoundLength * static_cast<double>(count_); }

 private:
  const Environment& environment_;
  const Fleet& fleet_;
  Registry& registry_;
  std::uint64_t seed_;
  Instant live_at_;
  std::uint32_t count_ = 0;
};

}  // namespace selat::simulate
