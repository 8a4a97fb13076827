#pragma once
// Radars of the simulator on both shores of the narrows, for `selat simulate --radar` and `selat demo`, whose
// settings describe them. Sites, heights and figures are invented or approximate; their names say so.

#include <cstdint>
#include <span>
#include <string_view>

#include "geo/position.h"
#include "units/angle.h"
#include "units/distance.h"
#include "units/instant.h"

namespace selat::simulate {

struct SimulatedRadar {
  std::string_view id;  // the source of its sentences
  std::string_view name;
  std::string_view sac_sic;  // its source in ASTERIX
  geo::Position position;
  Distance antenna_height;
  Distance max_range = Distance::nautical_miles(24);
  Distance range_sigma = Distance::metres(20);
  Angle bearing_sigma = Angle::degrees(0.25);
  Span scan_period = Span::milliseconds(2'500);
  double false_plots_a_scan = 6;
};

[[nodiscard]] std::span<const SimulatedRadar> shore_radars();

}  // namespace selat::simulate
