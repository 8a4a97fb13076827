#pragma once
// Waters under the law of a nation, with all nations that claim them. The limits are those of the treaties,
// not of the coastline, within `uncertainty` on either side (old datums).

#include <array>
#include <cstdint>
#include <string>

#include "base/enum_names.h"
#include "base/short_text.h"
#include "geo/polygon.h"
#include "model/sector.h"
#include "units/distance.h"

namespace selat::model {

using WatersId = ShortText<31>;

enum class WatersKind : std::uint8_t {
  jurisdiction,          // these tile the patrol sectors; Thailand's lie beyond them
  territorial_sea,       // 12 nm at most; over the former
  international_strait,  // ships and aircraft pass without hindrance (UNCLOS part III); over the former
};

struct Waters {
  WatersId id;
  WatersKind kind = WatersKind::jurisdiction;
  Names names;
  std::array<bool, kNationCount> claims{};  // by Nation; one where it is agreed, two or more elsewhere
  DelimitationStatus status = DelimitationStatus::agreed;
  Distance uncertainty;  // the limits may lie so far to either side
  geo::Area area;
  Basis basis = Basis::approximate;
  std::string valid_from;  // "2017-02-10"
  Names law;               // why they are nobody's alone, in law's words; empty where they are agreed
};

}  // namespace selat::model

namespace selat {
template <>
inline constexpr auto enum_names<model::WatersKind> =
    std::to_array<std::string_view>({"jurisdiction", "territorial_sea", "international_strait"});
}  // namespace selat
