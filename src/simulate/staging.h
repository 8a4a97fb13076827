#pragma once
// The anomalies among the traffic. They come in rounds of 30 minutes, each made from seed and number alone,
// so that the simulator may run for ever. Round 0 begins when the simulator goes live and shows one event of
// each rule within its first half minute; the later ones spread theirs out.

#include <cstdint>
#include <optional>
#include <vector>

#include "simulate/fleet.h"
#include "simulate/ground_truth.h"
#include "simulate/scenery.h"
#include "simulate/vessel.h"
#include "units/instant.h"

namespace selat::simulate {

inline constexpr Span kRound = Span::minutes(30);
// So long before a round its vessels may be switched on already: those that meet must have been apart in
// the hour before.
inline constexpr Span kRehearsal = Span::minutes(80);

// A ship of the everyday traffic whose position leaps.
struct LeapOf {
  std::size_t vessel = 0;  // in the fleet
  Leap leap;
};
struct GlitchOf {
  std::size_t vessel = 0;
  Glitch glitch;
};

struct Round {
  std::vector<Vessel> vessels;
  std::vector<LeapOf> leaps;
  std::vector<GlitchOf> glitches;  // one wild position: a confuser, no event
  std::vector<StagedEvent> events;
};

class Staging {
 public:
  // Keeps references to all three.
  Staging(const Scenery& scenery, const Fleet& fleet, Registry& registry, std::uint64_t seed, Instant live_at)
      : scenery_(scenery), fleet_(fleet), registry_(registry), seed_(seed), live_at_(live_at) {}

  // Rounds are asked for in order.
  [[nodiscard]] Round next();
  [[nodiscard]] Instant next_begins() const { return live_at_ + kRound * static_cast<double>(count_); }

 private:
  const Scenery& scenery_;
  const Fleet& fleet_;
  Registry& registry_;
  std::uint64_t seed_;
  Instant live_at_;
  std::uint32_t count_ = 0;
};

}  // namespace selat::simulate
