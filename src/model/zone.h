#pragma once
// Areas that rules and planners use: areas to watch, and areas that explain ordinary behaviour.

#include <cstdint>
#include <optional>
#include <string>

#include "base/enum_names.h"
#include "base/short_text.h"
#include "geo/polygon.h"
#include "model/sector.h"
#include "units/distance.h"
#include "units/speed.h"

namespace selat::model {

using ZoneId = ShortText<31>;

enum class ZoneKind : std::uint8_t {
  watch,  // rule "zone" reports entry, exit, dwell and speed
  berth,  // ports, jetties, ferry terminals
  anchorage,
  pilot_boarding,
  bunkering,
};

// After what time a stay in a watch zone is reported.
enum class StayWatch : std::uint8_t { from_entry, from_dwell, never };

struct Zone {
  ZoneId id;
  ZoneKind kind = ZoneKind::watch;
  Names names;
  geo::Area area;
  Basis basis = Basis::approximate;
  // Of watch zones only:
  StayWatch stay_watch = StayWatch::from_entry;
  std::optional<Speed> speed_limit;  // absent: none is known
  std::string corridor;              // "C1" to "C5" of a landing stretch on a people-smuggling corridor
  std::optional<Distance>
      longest_vessel;  // longer vessels are not meant (ships in the lane beside a landing)
  friend bool operator==(const Zone&, const Zone&) = default;
};

}  // namespace selat::model

namespace selat {
template <>
inline constexpr auto enum_names<model::ZoneKind> =
    std::to_array<std::string_view>({"watch", "berth", "anchorage", "pilot_boarding", "bunkering"});
template <>
inline constexpr auto enum_names<model::StayWatch> =
    std::to_array<std::string_view>({"from_entry", "from_dwell", "never"});
}  // namespace selat
