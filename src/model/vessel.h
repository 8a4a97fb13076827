#pragma once
// The static data of a vessel, merged from its static reports.

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/enum_names.h"
#include "base/short_text.h"
#include "model/report.h"

namespace selat::model {

// Groups of M.1371-5 annex 8 table 53 that the rules tell apart.
enum class VesselClass : std::uint8_t {
  unknown,
  fishing,
  towing,
  dredging_or_diving,
  military,
  sailing,
  pleasure,
  high_speed,
  pilot,
  search_and_rescue,
  tug,
  port_tender,
  law_enforcement,
  passenger,
  cargo,
  tanker,
  other,
};

[[nodiscard]] constexpr VesselClass class_of_ship_type(std::uint8_t ship_type) {
  switch (ship_type) {
    case 30:
      return VesselClass::fishing;
    case 31:
    case 32:
      return VesselClass::towing;
    case 33:
    case 34:
      return VesselClass::dredging_or_diving;
    case 35:
      return VesselClass::military;
    case 36:
      return VesselClass::sailing;
    case 37:
      return VesselClass::pleasure;
    case 50:
      return VesselClass::pilot;
    case 51:
      return VesselClass::search_and_rescue;
    case 52:
      return VesselClass::tug;
    case 53:
      return VesselClass::port_tender;
    case 55:
      return VesselClass::law_enforcement;
    default:
      break;
  }
  switch (ship_type / 10) {
    case 4:
      return VesselClass::high_speed;
    case 6:
      return VesselClass::passenger;
    case 7:
      return VesselClass::cargo;
    case 8:
      return VesselClass::tanker;
    case 9:
      return VesselClass::other;
    default:
      return VesselClass::unknown;
  }
}

struct Vessel {
  Mmsi mmsi;
  Transponder transponder = Transponder::class_a;
  std::optional<std::uint32_t> imo;
  std::optional<ShortText<7>> call_sign;
  std::optional<ShortText<34>> name;
  std::optional<std::uint8_t> ship_type;
  std::optional<Dimensions> dimensions;
  std::optional<Distance> draught;
  std::optional<ShortText<20>> destination;

  [[nodiscard]] constexpr VesselClass vessel_class() const {
    return ship_type ? class_of_ship_type(*ship_type) : VesselClass::unknown;
  }
  // Takes over every field the report carries.
  void merge(const StaticReport& report);
  friend bool operator==(const Vessel&, const Vessel&) = default;
};

}  // namespace selat::model

namespace selat {
template <>
inline constexpr auto enum_names<model::VesselClass> = std::to_array<std::string_view>(
    {"unknown", "fishing", "towing", "dredging_or_diving", "military", "sailing", "pleasure", "high_speed",
     "pilot", "search_and_rescue", "tug", "port_tender", "law_enforcement", "passenger", "cargo", "tanker",
     "other"});
}  // namespace selat
