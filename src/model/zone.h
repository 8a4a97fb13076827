#pragma once
// Places that rules and planners know: areas to watch, and areas that explain ordinary behaviour.

#include <cstdint>
#include <optional>
#include <string>

#include "base/enum_names.h"
#include "base/short_text.h"
#include "geo/polygon.h"
#include "model/sector.h"

namespace selat::model {

using ZoneId = ShortText<31>;

enum class ZoneKind : std::uint8_t {
  watch,  // rule "zone" speaks of entry, exit, dwell and speed
  berth,  // ports, jetties, ferry terminals
  anchorage,
  pilot_boarding,
  bunkering,
};

struct Zone {
  ZoneId id;
  ZoneKind kind = ZoneKind::watch;
  Names names;
  geo::Area area;
  Basis basis = Basis::approximate;
};

}  // namespace selat::model

namespace selat {
template <>
inline constexpr auto enum_names<model::ZoneKind> =
    std::to_array<std::string_view>({"watch", "berth", "anchorage", "pilot_boarding", "bunkering"});
}  // namespace selat
