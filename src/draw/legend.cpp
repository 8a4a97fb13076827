#include <array>

#include "draw/panel.h"
#include "draw/style.h"

namespace selat::draw {
namespace {

enum class Symbol : std::uint8_t { line, area, hatch, dot, arrow };

struct LegendLine {
  Symbol symbol;
  Colour inside;
  Stroke edge;
  const char* text;
};

constexpr Stroke kNone = {{0, 0, 0, 0}, 0.5, Dash::solid};
constexpr Stroke kThin = {style::kInk, 0.7, Dash::solid};

constexpr Stroke treaty(model::DelimitationStatus status) {
  return {style::kTreaty, 2, style::dash_of(status)};
}

constexpr auto kLines = std::to_array<LegendLine>({
    {Symbol::dot, style::kControlPoint, kThin, "Control point"},
    {Symbol::dot, style::kBerth, kThin, "Berth, ferry terminal"},
    {Symbol::dot, style::kLight, kThin, "Light, beacon, buoyed place"},
    {Symbol::line, {}, style::kSector, "Patrol sector (S01–S20)"},
    {Symbol::line, {}, treaty(model::DelimitationStatus::agreed), "Boundary by treaty"},
    {Symbol::line, {}, treaty(model::DelimitationStatus::undelimited), "No boundary agreed: stand-in"},
    {Symbol::line, {}, treaty(model::DelimitationStatus::disputed), "Disputed"},
    {Symbol::area, style::waters_of(model::Nation::idn), kNone, "Waters of Indonesia"},
    {Symbol::area, style::waters_of(model::Nation::mys), kNone, "Waters of Malaysia"},
    {Symbol::area, style::waters_of(model::Nation::sgp), kNone, "Waters of Singapore"},
    {Symbol::hatch, style::kManyClaims, style::kManyClaimsHatch, "More than one claimant"},
    {Symbol::line, {}, style::kTerritorialSea, "Territorial sea, 12 nm"},
    {Symbol::area, style::kLane, style::kLaneEdge, "Traffic lane"},
    {Symbol::arrow, style::kArrow, kNone, "Direction of traffic"},
    {Symbol::area, style::kSeparation, kNone, "Separation zone"},
    {Symbol::area, style::kPrecaution, style::kPrecautionEdge, "Precautionary area"},
    {Symbol::line, {}, style::kDeepWater, "Deep-water route"},
    {Symbol::area, style::kSpeedLimit, kNone, "12 knots, deep draught"},
    {Symbol::hatch, style::kNoHalo, style::kInshoreHatch, "Inshore zone"},
    {Symbol::line, {}, style::kThroughRoute, "Through-route, no scheme"},
    {Symbol::line, {}, style::kSeabed, "Cables, pipelines"},
    {Symbol::area, style::kAnchorage, style::kAnchorageEdge, "Anchorage"},
    {Symbol::area, style::kPilot, style::kPilotEdge, "Pilot boarding, bunkering"},
    {Symbol::area, style::kWatch, style::kWatchEdge, "Watch zone, landing stretch"},
});

constexpr double kRow = 19;
constexpr double kColumn = 238;
constexpr std::size_t kColumns = 2;
constexpr std::size_t kRows = (kLines.size() + kColumns - 1) / kColumns;
constexpr double kHead = 84;

void draw_symbol(Canvas& canvas, const Rect& room, const LegendLine& line, double unit) {
  Stroke edge = line.edge;
  edge.width *= unit;
  const double middle = room.y + room.height / 2;
  const Path corners{{room.x, room.y},
                     {room.x + room.width, room.y},
                     {room.x + room.width, room.y + room.height},
                     {room.x, room.y + room.height}};
  switch (line.symbol) {
    case Symbol::line:
      canvas.line({{room.x, middle}, {room.x + room.width, middle}}, edge);
      break;
    case Symbol::area:
      canvas.fill({corners}, line.inside);
      canvas.outline({corners}, edge);
      break;
    case Symbol::hatch:
      canvas.fill({corners}, line.inside);
      canvas.hatch({corners}, edge, 6 * unit);
      break;
    case Symbol::dot:
      canvas.disc({room.x + room.width / 2, middle}, 5 * unit, line.inside, edge);
      break;
    case Symbol::arrow: {
      const double x = room.x + room.width / 2;
      canvas.fill({{{x + 8 * unit, middle},
                    {x - 6 * unit, middle + 5 * unit},
                    {x - 3 * unit, middle},
                    {x - 6 * unit, middle - 5 * unit}}},
                  line.inside);
      break;
    }
  }
}

}  // namespace

Point legend_size(double unit) {
  return {(kColumns * kColumn + 16) * unit, (kHead + kRows * kRow + 12) * unit};
}

void draw_legend(Canvas& canvas, const Rect& room, double unit) {
  canvas.box(room, {1, 1, 1, 0.95}, {style::kInk, 1.2 * unit});
  const double left = room.x + 12 * unit;
  canvas.text({left, room.y + 8 * unit}, "Malacca and Singapore Straits", {19 * unit, true, false},
              style::kInk, style::kNoHalo);
  canvas.text({left, room.y + 34 * unit}, "NOT FOR NAVIGATION", {14 * unit, true, false},
              style::kControlPoint, style::kNoHalo);
  canvas.text({left, room.y + 53 * unit},
              "All is approximate: coast to 0.2 km, boundaries and lanes to 0.3 km or worse.",
              {10 * unit, false, false}, style::kInk, style::kNoHalo);
  canvas.text({left, room.y + 67 * unit},
              "Mercator, WGS84. Coast: GSHHG (LGPL-3.0-or-later), shifted; Singapore redrawn.",
              {10 * unit, false, false}, style::kInk, style::kNoHalo);
  for (std::size_t i = 0; i < kLines.size(); ++i) {
    const double x = left + static_cast<double>(i / kRows) * kColumn * unit;
    const double y = room.y + (kHead + static_cast<double>(i % kRows) * kRow) * unit;
    draw_symbol(canvas, {x, y + 3 * unit, 28 * unit, 11 * unit}, kLines[i], unit);
    canvas.text({x + 38 * unit, y}, kLines[i].text, {12 * unit, false, false}, style::kInk, style::kNoHalo);
  }
}

}  // namespace selat::draw
