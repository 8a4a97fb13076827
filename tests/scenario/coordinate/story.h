#pragma once
// A scenario of coordination as it is told: control points, sectors, a timeline, who answers when.

#include <string>
#include <vector>

#include "../page.h"
#include "coordinate/control_point_agent.h"
#include "coordinate/coordinator.h"

namespace selat::scenario {

enum class Act : std::uint8_t { joins, leaves, killed, silent, accepts, declines };

struct Step {
  Act act = Act::joins;
  Instant from, to;  // to: of a silence
  std::size_t control_point = 0;
  model::SectorId sector;  // accepts, declines
  model::DeclineCode code = model::DeclineCode::no_asset;
  Place place;
};

// At every moment of a span.
struct Claim {
  Instant from, to;
  model::SectorId sector;
  bool is_offered = false;    // to `who`, and nobody answers for it yet
  model::ControlPointId who;  // empty: nobody
  Place place;
};

struct Story {
  std::string title;
  Instant start;
  coordinate::CoordinatorSettings settings;
  std::vector<bool> by_hand;  // by control point: its offers wait for a person
  std::vector<Step> timeline;
  std::vector<Claim> claims;
};

// Throws Problem.
[[nodiscard]] Story read_story(const std::string& page);

}  // namespace selat::scenario

namespace selat {
template <>
inline constexpr auto enum_names<scenario::Act> =
    std::to_array<std::string_view>({"joins", "leaves", "killed", "silent", "accepts", "declines"});
}  // namespace selat
