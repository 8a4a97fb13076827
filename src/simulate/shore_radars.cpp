#include "simulate/shore_radars.h"

#include <array>

namespace selat::simulate {

std::span<const SimulatedRadar> shore_radars() {
  static const auto kRadars = std::to_array<SimulatedRadar>({
      {.id = "tuan",
       .name = "Radar Contoh Tanjung Tuan",
       .sac_sic = "99/1",
       .position = geo::Position::degrees(2.4072, 101.8517),
       .antenna_height = Distance::metres(90)},
      {.id = "rupat",
       .name = "Radar Contoh Rupat",
       .sac_sic = "99/2",
       .position = geo::Position::degrees(2.1050, 101.6500),
       .antenna_height = Distance::metres(45)},
      {.id = "piai",
       .name = "Radar Contoh Tanjung Piai",
       .sac_sic = "99/3",
       .position = geo::Position::degrees(1.2700, 103.5130),
       .antenna_height = Distance::metres(50)},
      {.id = "karimun",
       .name = "Radar Contoh Karimun",
       .sac_sic = "99/4",
       .position = geo::Position::degrees(1.0850, 103.3400),
       .antenna_height = Distance::metres(70)},
  });
  return kRadars;
}

}  // namespace selat::simulate
