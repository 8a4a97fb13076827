#pragma once
// The height of the tide at a gauge, and its next high and low waters, from the gauge's harmonic constants.
// The moon and the sun only: no wind, no pressure, no rivers.
//
// Thread: any. Pure.

#include <optional>
#include <vector>

#include "tide/constituent.h"
#include "units/angle.h"
#include "units/distance.h"
#include "units/instant.h"

namespace selat::tide {

struct HarmonicConstant {
  const Constituent* constituent = nullptr;
  Distance amplitude;
  Angle lag;  // behind the argument at Greenwich
};
using HarmonicConstants = std::vector<HarmonicConstant>;

// Above the mean level of the record from which the constants are.
[[nodiscard]] Distance height_at(const HarmonicConstants& constants, Instant at);

struct Turn {
  Instant at;
  Distance height;
};

struct NextTurns {
  std::optional<Turn> high;
  std::optional<Turn> low;
  bool is_rising = false;
};

// The next turn of each kind within two days. What turns back before 5 cm is a stand and no turn.
[[nodiscard]] NextTurns next_turns(const HarmonicConstants& constants, Instant from);

}  // namespace selat::tide
