#include "simulate/watch_list_vessels.h"

#include <vector>

namespace selat::simulate {
namespace {

Identity coaster(std::uint32_t mmsi, std::string_view name, std::string_view call_sign) {
  Identity identity;
  identity.mmsi = model::Mmsi(mmsi);
  identity.device = Device::class_a;
  identity.name = name;
  identity.call_sign = call_sign;
  identity.ship_type = 79;
  identity.dimensions = {Distance::metres(52), Distance::metres(14), Distance::metres(6),
                         Distance::metres(6)};
  identity.draught = Distance::metres(4.1);
  identity.destination = "FOR ORDERS";
  return identity;
}

std::vector<WatchedVessel> make_watched() {
  std::vector<WatchedVessel> watched(4);
  watched[0].label = "Ship-to-ship fuel transfers without clearance (example)";
  watched[0].mmsi = 525'980'001;
  watched[0].identity = coaster(525'980'001, "LENGKUNG REKAAN", "YBX9801");

  watched[1].label = "Wanted for questioning after a collision (example)";
  watched[1].imo = imo_number(498'001);
  watched[1].identity = coaster(538'980'002, "NORTHERN SPECIMEN", "V7X9802");
  watched[1].identity.imo = imo_number(498'001);

  watched[2].label = "Fishing without licence, has changed her number before (example)";
  watched[2].name = "TERATAI PUTIH FIKTIF";
  watched[2].identity = coaster(533'980'003, "TERATAI PUTIH FIKTIV", "9MX9803");

  watched[3].label = "Carried migrants in 2025 (example)";
  watched[3].call_sign = "HPX9804";
  watched[3].identity = coaster(353'980'004, "SEA LILY EXAMPLE", "HPX9804");
  return watched;
}

}  // namespace

std::span<const WatchedVessel> watched_vessels() {
  static const std::vector<WatchedVessel> watched = make_watched();
  return watched;
}

}  // namespace selat::simulate
