#include "tide/constituent.h"

#include <algorithm>
#include <cmath>

namespace selat::tide {
namespace {

using enum NodeWave;

// Those of the stations in geodata/, by speed. On MA2, MB2, T3, R3, 3L2 and M1 sources do not agree: the
// first five are taken as the Neaps tide database takes them, M1 without a node factor. All are small (at
// most 23 mm).
constexpr auto kConstituents = std::to_array<Constituent>({
    {"SA", {0, 0, 1, 0, 0}},
    {"SSA", {0, 0, 2, 0, 0}},
    {"MM", {0, 1, 0, -1, 0}, 0, {{{mm, 1}}}},
    {"MSF", {0, 2, -2, 0, 0}, 0, {{{m2, -1}}}},
    {"MF", {0, 2, 0, 0, 0}, 0, {{{mf, 1}}}},
    {"MTM", {0, 3, 0, -1, 0}, 0, {{{mf, 1}}}},
    {"MSQM", {0, 4, -2, 0, 0}, 0, {{{mf, 1}}}},
    {"2Q1", {1, -3, 0, 2, 0}, 3, {{{o1, 1}}}},
    {"SGM", {1, -3, 2, 0, 0}, 3, {{{o1, 1}}}},
    {"Q1", {1, -2, 0, 1, 0}, 3, {{{o1, 1}}}},
    {"RHO1", {1, -2, 2, -1, 0}, 3, {{{o1, 1}}}},
    {"O1", {1, -1, 0, 0, 0}, 3, {{{o1, 1}}}},
    {"M1", {1, 0, 0, 1, 0}, 1},
    {"P1", {1, 1, -2, 0, 0}, 3},
    {"S1", {1, 1, -1, 0, 0}, 2},
    {"K1", {1, 1, 0, 0, 0}, 1, {{{k1, 1}}}},
    {"J1", {1, 2, 0, -1, 0}, 1, {{{j1, 1}}}},
    {"OO1", {1, 3, 0, 0, 0}, 1, {{{oo1, 1}}}},
    {"3N2", {2, -3, 0, 3, 0}, 0, {{{m2, 1}}}},
    {"EP2", {2, -3, 2, 1, 0}, 0, {{{m2, 1}}}},
    {"2N2", {2, -2, 0, 2, 0}, 0, {{{m2, 1}}}},
    {"MU2", {2, -2, 2, 0, 0}, 0, {{{m2, 1}}}},
    {"N2", {2, -1, 0, 1, 0}, 0, {{{m2, 1}}}},
    {"NU2", {2, -1, 2, -1, 0}, 0, {{{m2, 1}}}},
    {"MA2", {2, 0, -1, 0, 0}},
    {"M2", {2, 0, 0, 0, 0}, 0, {{{m2, 1}}}},
    {"MB2", {2, 0, 1, 0, 0}},
    {"MKS2", {2, 0, 2, 0, 0}, 0, {{{m2, 1}, {k2, 1}}}},
    {"LAMBDA2", {2, 1, -2, 1, 0}, 2, {{{m2, 1}}}},
    {"L2", {2, 1, 0, -1, 0}, 2, {{{l2, 1}}}},
    {"3L2", {2, 1, 0, 0, 0}},
    {"T2", {2, 2, -3, 0, 1}},
    {"S2", {2, 2, -2, 0, 0}},
    {"R2", {2, 2, -1, 0, -1}, 2},
    {"K2", {2, 2, 0, 0, 0}, 0, {{{k2, 1}}}},
    {"2SM2", {2, 4, -4, 0, 0}, 0, {{{m2, -1}}}},
    {"M3", {3, 0, 0, 0, 0}, 0, {{{m2, 1.5}}}},
    {"T3", {3, 3, -4, 0, 0}, 2},
    {"S3", {3, 3, -3, 0, 0}},
    {"R3", {3, 3, -2, 0, 0}, 1, {{{k1, 1}}}},
    {"N4", {4, -2, 0, 2, 0}, 0, {{{m2, 2}}}},
    {"MN4", {4, -1, 0, 1, 0}, 0, {{{m2, 2}}}},
    {"M4", {4, 0, 0, 0, 0}, 0, {{{m2, 2}}}},
    {"MS4", {4, 2, -2, 0, 0}, 0, {{{m2, 1}}}},
    {"S4", {4, 4, -4, 0, 0}},
    {"2MO5", {5, -1, 0, 0, 0}, 3, {{{m2, 2}, {o1, 1}}}},
    {"2MK5", {5, 1, 0, 0, 0}, 1, {{{m2, 2}, {k1, 1}}}},
    {"M6", {6, 0, 0, 0, 0}, 0, {{{m2, 3}}}},
    {"2MS6", {6, 2, -2, 0, 0}, 0, {{{m2, 2}}}},
    {"M8", {8, 0, 0, 0, 0}, 0, {{{m2, 4}}}},
});

}  // namespace

const Constituent* constituent_named(std::string_view name) {
  const auto* const found = std::ranges::find(kConstituents, name, &Constituent::name);
  return found == kConstituents.end() ? nullptr : found;
}

Argument argument_of(const Constituent& constituent, const MoonAndSun& sky, const NodeEffects& effects) {
  Argument argument{constituent.turns[0] * sky.lunar_time + constituent.turns[1] * sky.moon +
                    constituent.turns[2] * sky.sun + constituent.turns[3] * sky.perigee +
                    constituent.turns[4] * sky.perihelion + 90.0 * constituent.quarters};
  for (const NodeTerm& term : constituent.nodes) {
    const NodeEffect& effect = effects[static_cast<std::size_t>(term.wave)];
    argument.degrees += effect.degrees * term.power;
    argument.factor *= std::pow(effect.factor, std::abs(term.power));
  }
  return argument;
}

}  // namespace selat::tide
