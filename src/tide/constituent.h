#pragma once
// Tidal constituents: the steady waves of which a tide is made, each with its speed from the motions of moon
// and sun. Names are those of the International Hydrographic Organization in capitals, as TICON-4 writes
// them.
//
// Thread: any. Pure.

#include <array>
#include <cstdint>
#include <string_view>

#include "tide/moon_and_sun.h"

namespace selat::tide {

struct NodeTerm {
  NodeWave wave = NodeWave::none;
  double power = 0;  // how often the wave is a factor of the constituent; negative: its conjugate
};

struct Constituent {
  std::string_view name;
  // How often its argument goes round with lunar time and with the mean longitudes of the moon, the sun, the
  // lunar perigee and the perihelion; the node has its effect by `nodes`.
  std::array<std::int8_t, 5> turns;
  int quarters = 0;  // quarter turns that its argument has besides
  std::array<NodeTerm, 2> nodes{};
};

// Null where there is none of this name.
[[nodiscard]] const Constituent* constituent_named(std::string_view name);

// The equilibrium argument at Greenwich and the factor of the amplitude, both with the node's effect.
struct Argument {
  double degrees = 0;  // any number of turns
  double factor = 1;
};
[[nodiscard]] Argument argument_of(const Constituent& constituent, const MoonAndSun& sky,
                                   const NodeEffects& effects);

}  // namespace selat::tide
