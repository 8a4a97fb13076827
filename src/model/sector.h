#pragma once
// Patrol sectors, the control points that may answer for them, and their assets.

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/enum_names.h"
#include "base/short_text.h"
#include "geo/polygon.h"
#include "model/mmsi.h"
#include "units/speed.h"

namespace selat::model {

using SectorId = ShortText<15>;        // "S07"
using ControlPointId = ShortText<15>;  // "belawan"
using AssetId = ShortText<31>;

// ISO 3166-1 alpha-3 in lower case where it has a name in JSON and TOML.
enum class Nation : std::uint8_t { idn, mys, sgp, tha };
inline constexpr std::size_t kNationCount = 4;

// What a nation's units may do in a sector: from the treaty layer and agreed arrangements.
enum class Permit : std::uint8_t { none, transit_only, notify_only, full };

enum class DelimitationStatus : std::uint8_t { agreed, disputed, undelimited };

// How sure a fact of geodata/ is (geodata/README.md).
enum class Basis : std::uint8_t { published, measured, recalled, approximate };

// A name in English, Bahasa Indonesia and Bahasa Melayu.
struct Names {
  std::string en, id, ms;
  friend bool operator==(const Names&, const Names&) = default;
};

struct Sector {
  SectorId id;
  Names names;
  geo::Area area;
  std::array<Permit, kNationCount> permits{};  // by Nation
  DelimitationStatus status = DelimitationStatus::agreed;
  Basis basis = Basis::approximate;
  std::string straitrep;  // the STRAITREP sector it mostly lies in, or empty
  [[nodiscard]] Permit permit_of(Nation nation) const { return permits[static_cast<std::size_t>(nation)]; }
};

struct ControlPoint {
  ControlPointId id;
  std::string name;
  Nation nation = Nation::idn;
  geo::Position position;
  std::uint32_t capacity = 4;  // sectors one watch can answer for
  Basis basis = Basis::recalled;
  friend bool operator==(const ControlPoint&, const ControlPoint&) = default;
};

// A patrol craft with a berth of its own.
struct Asset {
  AssetId id;
  ControlPointId control_point;
  std::string name;
  geo::Position berth;
  Speed cruise;
  Speed sprint;
  bool is_available = true;
  std::optional<Mmsi> mmsi;  // of its own transponder; absent: its place is not known while it is at sea
};

}  // namespace selat::model

namespace selat {
template <>
inline constexpr auto enum_names<model::Nation> =
    std::to_array<std::string_view>({"idn", "mys", "sgp", "tha"});
template <>
inline constexpr auto enum_names<model::Permit> =
    std::to_array<std::string_view>({"none", "transit_only", "notify_only", "full"});
template <>
inline constexpr auto enum_names<model::DelimitationStatus> =
    std::to_array<std::string_view>({"agreed", "disputed", "undelimited"});
template <>
inline constexpr auto enum_names<model::Basis> =
    std::to_array<std::string_view>({"published", "measured", "recalled", "approximate"});
}  // namespace selat
