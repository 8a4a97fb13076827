#pragma once
// What the foot of a chart plot may tell: reporting sectors, and what the legend explains, in its order.

#include <array>
#include <cstdint>
#include <string>

#include "base/enum_names.h"

namespace selat::draw {

// On which VHF channel ships report in a STRAITREP sector that is on the picture.
struct ReportingChannel {
  std::string sector;  // "7"
  int channel = 0;
};

enum class LegendItem : std::uint8_t {
  control_point,
  berth,
  aid,
  rock,
  sector,
  reporting_sector,
  boundary,
  unconfirmed_boundary,
  undelimited_boundary,
  disputed_boundary,
  seabed_boundary,
  waters_of_indonesia,
  waters_of_malaysia,
  waters_of_singapore,
  waters_of_thailand,
  many_claimants,
  territorial_sea,
  lane,
  direction,
  separation_zone,
  precautionary_area,
  deep_water_route,
  speed_limit,
  inshore_zone,
  through_route,
  cables,
  anchorage,
  pilot_boarding,
  watch_zone,
};

}  // namespace selat::draw

namespace selat {
template <>
inline constexpr auto enum_names<draw::LegendItem> = std::to_array<std::string_view>({
    "control_point",
    "berth",
    "aid",
    "rock",
    "sector",
    "reporting_sector",
    "boundary",
    "unconfirmed_boundary",
    "undelimited_boundary",
    "disputed_boundary",
    "seabed_boundary",
    "waters_of_indonesia",
    "waters_of_malaysia",
    "waters_of_singapore",
    "waters_of_thailand",
    "many_claimants",
    "territorial_sea",
    "lane",
    "direction",
    "separation_zone",
    "precautionary_area",
    "deep_water_route",
    "speed_limit",
    "inshore_zone",
    "through_route",
    "cables",
    "anchorage",
    "pilot_boarding",
    "watch_zone",
});
}  // namespace selat
