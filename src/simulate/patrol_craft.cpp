#include "simulate/patrol_craft.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace selat::simulate {
namespace {

geo::Position at(double latitude_deg, double longitude_deg) {
  return geo::Position::degrees(latitude_deg, longitude_deg);
}

PatrolCraft in_berth(std::string_view id, std::string_view control_point, std::string_view name,
                     geo::Position berth) {
  return {.id = id,
          .control_point = control_point,
          .name = name,
          .berth = berth,
          .cruise = Speed::knots(20),
          .sprint = Speed::knots(32),
          .identity = std::nullopt,
          .beat = {}};
}

PatrolCraft on_patrol(PatrolCraft craft, std::uint32_t mmsi, std::string_view call_sign, Line beat) {
  Identity identity;
  identity.mmsi = model::Mmsi(mmsi);
  identity.device = Device::class_a;
  identity.name = craft.name;
  identity.call_sign = call_sign;
  identity.ship_type = 55;  // law enforcement
  identity.dimensions = {Distance::metres(22), Distance::metres(16), Distance::metres(4),
                         Distance::metres(4)};
  identity.draught = Distance::metres(2.1);
  identity.destination = "ON PATROL";
  craft.cruise = Speed::knots(12);
  craft.identity = identity;
  craft.beat = std::move(beat);
  return craft;
}

std::vector<PatrolCraft> make_craft() {
  return {
      on_patrol(in_berth("demo-belawan-1", "belawan", "PATROLI CONTOH SATU", at(3.7850, 98.6900)),
                525'970'001, "YBX9701", {at(4.05, 99.10), at(3.45, 99.80), at(3.49, 99.84), at(4.09, 99.15)}),
      in_berth("demo-belawan-2", "belawan", "PATROLI CONTOH DUA", at(1.6900, 101.4500)),
      on_patrol(in_berth("demo-batam-1", "batam", "PATROLI CONTOH TIGA", at(1.1650, 104.0000)), 525'970'002,
                "YBX9702", {at(1.50, 102.70), at(1.30, 103.00), at(1.32, 103.02), at(1.52, 102.73)}),
      in_berth("demo-batam-2", "batam", "PATROLI CONTOH EMPAT", at(1.4650, 102.1050)),
      on_patrol(in_berth("demo-lumut-1", "lumut", "RONDA CONTOH SATU", at(4.2283, 100.6117)), 533'970'001,
                "9MX9701", {at(3.95, 100.30), at(3.68, 100.60), at(3.71, 100.63), at(3.99, 100.34)}),
      in_berth("demo-lumut-2", "lumut", "RONDA CONTOH DUA", at(2.5200, 101.7900)),
      on_patrol(in_berth("demo-changi-1", "changi", "PATROL EXAMPLE ONE", at(1.3180, 104.0200)), 563'970'001,
                "9VX9701", {at(1.50, 104.33), at(1.58, 104.37), at(1.57, 104.40), at(1.49, 104.36)}),
      in_berth("demo-changi-2", "changi", "PATROL EXAMPLE TWO", at(1.2950, 103.6550)),
  };
}

}  // namespace

std::span<const PatrolCraft> patrol_craft() {
  static const std::vector<PatrolCraft> craft = make_craft();
  return craft;
}

}  // namespace selat::simulate
