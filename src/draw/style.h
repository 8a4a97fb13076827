#pragma once
// Colours and lines of the chart plot, for the panels and its foot: of the day, and of the night on a bridge.

#include <array>
#include <cstdint>

#include "base/enum_names.h"
#include "draw/canvas.h"
#include "model/sector.h"

namespace selat::draw {

// The night palette has nothing bright in it, so that eyes stay used to the dark.
enum class Palette : std::uint8_t { day, night };

struct Style {
  Colour ink, paper, halo;
  Colour warning;  // "not for navigation"
  Colour open_sea, land, land_name;
  Stroke shore, grid;
  std::array<Colour, model::kNationCount> waters;
  Colour many_claims;
  Stroke many_claims_hatch;
  Stroke territorial_sea, sector;
  Colour sector_name;
  Stroke reporting;
  Stroke treaty;  // solid; of another status dashed or dotted, see dash_of()
  Colour treaty_doubt;
  Stroke seabed_boundary;
  Colour lane;
  Stroke lane_edge;
  Colour arrow, separation, precaution;
  Stroke precaution_edge, deep_water;
  Colour speed_limit;
  Stroke inshore_hatch, through_route, cables;
  Colour anchorage;
  Stroke anchorage_edge;
  Colour watch;
  Stroke watch_edge;
  Colour pilot;
  Stroke pilot_edge;
  Colour berth, control_point, light;
};

// Of a boundary whose place is not confirmed: its band is seen at every scale, and the line in it is thin.
inline constexpr double kLeastBand = 7;
inline constexpr double kLineInBand = 0.8;

[[nodiscard]] const Style& style_of(Palette palette);
[[nodiscard]] Dash dash_of(model::DelimitationStatus status);

inline constexpr Colour kNothing = {0, 0, 0, 0};

}  // namespace selat::draw

namespace selat {
template <>
inline constexpr auto enum_names<draw::Palette> = std::to_array<std::string_view>({"day", "night"});
}  // namespace selat
