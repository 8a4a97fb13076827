#pragma once
// Where moon and sun stand on the mean, as far as tides mind it, and how the moon's node, which goes round in
// 18.6 years, makes her waves larger and smaller.
//
// Thread: any. Pure.

#include <array>
#include <cstdint>

#include "units/instant.h"

namespace selat::tide {

// Mean longitudes in degrees, and the mean lunar time at Greenwich, 0 at the moon's lower transit. Any number
// of turns.
struct MoonAndSun {
  double lunar_time = 0;
  double moon = 0;
  double sun = 0;
  double perigee = 0;     // of the moon
  double node = 0;        // ascending, of the moon
  double perihelion = 0;  // of the sun as seen from here
};

// Good to 0.01° from 1900 to 2100.
[[nodiscard]] MoonAndSun moon_and_sun_at(Instant at);

// The waves whose size changes with the node; all others are made of these.
enum class NodeWave : std::uint8_t { none, mm, mf, o1, k1, j1, oo1, m2, k2, l2 };

constexpr std::size_t kNodeWaves = 10;

struct NodeEffect {
  double factor = 1;   // "f", of the amplitude
  double degrees = 0;  // "u", of the argument
};
// In the order of the waves.
using NodeEffects = std::array<NodeEffect, kNodeWaves>;
[[nodiscard]] NodeEffects node_effects(const MoonAndSun& sky);

}  // namespace selat::tide
