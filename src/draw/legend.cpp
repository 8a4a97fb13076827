#include <array>

#include "draw/panel.h"
#include "draw/style.h"
#include "text/translate.h"

namespace selat::draw {
namespace {

enum class Symbol : std::uint8_t { line, area, hatch, dot, arrow };

struct LegendLine {
  Symbol symbol;
  Colour inside;
  Stroke edge;
  MessageId phrase;
  bool is_approximate;  // for the most part
};

constexpr Stroke kNone = {{0, 0, 0, 0}, 0.5, Dash::solid};
constexpr Stroke kThin = {style::kInk, 0.7, Dash::solid};

constexpr Stroke treaty(model::DelimitationStatus status) {
  return {style::kTreaty, 2, style::dash_of(status)};
}

constexpr auto kLines = std::to_array<LegendLine>({
    {Symbol::dot, style::kControlPoint, kThin, tr("Control point"), false},
    {Symbol::dot, style::kBerth, kThin, tr("Berth, ferry terminal"), true},
    {Symbol::dot, style::kLight, kThin, tr("Light, beacon, buoys"), true},
    {Symbol::line, {}, style::kSector, tr("Patrol sector"), true},
    {Symbol::line, {}, treaty(model::DelimitationStatus::agreed), tr("Boundary by treaty"), true},
    {Symbol::line,
     {},
     treaty(model::DelimitationStatus::undelimited),
     tr("No boundary agreed: stand-in"),
     true},
    {Symbol::line, {}, treaty(model::DelimitationStatus::disputed), tr("Disputed"), true},
    {Symbol::area, style::waters_of(model::Nation::idn), kNone, tr("Waters of Indonesia"), true},
    {Symbol::area, style::waters_of(model::Nation::mys), kNone, tr("Waters of Malaysia"), true},
    {Symbol::area, style::waters_of(model::Nation::sgp), kNone, tr("Waters of Singapore"), true},
    {Symbol::hatch, style::kManyClaims, style::kManyClaimsHatch, tr("More than one claimant"), true},
    {Symbol::line, {}, style::kTerritorialSea, tr("Territorial sea, 12 nm"), true},
    {Symbol::area, style::kLane, style::kLaneEdge, tr("Traffic lane"), true},
    {Symbol::arrow, style::kArrow, kNone, tr("Direction of traffic"), false},
    {Symbol::area, style::kSeparation, kNone, tr("Separation zone"), true},
    {Symbol::area, style::kPrecaution, style::kPrecautionEdge, tr("Precautionary area"), true},
    {Symbol::line, {}, style::kDeepWater, tr("Deep-water route"), true},
    {Symbol::area, style::kSpeedLimit, kNone, tr("12 knots, deep draught"), true},
    {Symbol::hatch, style::kNoHalo, style::kInshoreHatch, tr("Inshore zone"), true},
    {Symbol::line, {}, style::kThroughRoute, tr("Through-route"), true},
    {Symbol::line, {}, style::kSeabed, tr("Cables, pipelines"), true},
    {Symbol::area, style::kAnchorage, style::kAnchorageEdge, tr("Anchorage"), true},
    {Symbol::area, style::kPilot, style::kPilotEdge, tr("Pilot boarding, bunkering"), true},
    {Symbol::area, style::kWatch, style::kWatchEdge, tr("Watch zone, landing stretch"), true},
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
  const Polyline corners{{room.x, room.y},
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

void draw_legend(Canvas& canvas, const Rect& room, Language language, double unit) {
  const auto words = [language](MessageId phrase) { return std::string(text::translate(phrase, language)); };
  const auto write = [&](Point at, const std::string& text, const Font& font, Colour colour) {
    canvas.text(at, text, font, colour, style::kNoHalo);
  };
  canvas.box(room, {1, 1, 1, 0.95}, {style::kInk, 1.2 * unit});
  const double left = room.x + 12 * unit;
  write({left, room.y + 8 * unit}, words(tr("Malacca and Singapore Straits")), {19 * unit, true, false},
        style::kInk);
  write({left, room.y + 34 * unit}, words(tr("NOT FOR NAVIGATION")), {14 * unit, true, false},
        style::kControlPoint);
  write({left, room.y + 53 * unit},
        words(tr("Coast to 0.3 km, boundaries to 0.3 km or worse. Marked ~: approximate or not confirmed.")),
        {10 * unit, false, false}, style::kInk);
  write({left, room.y + 67 * unit},
        words(tr("Mercator, WGS84. Coast: GSHHG (LGPL), fitted; Singapore © OpenStreetMap (ODbL).")),
        {10 * unit, false, false}, style::kInk);
  for (std::size_t i = 0; i < kLines.size(); ++i) {
    const std::size_t column = i / kRows;
    const std::size_t row = i % kRows;
    const double x = left + static_cast<double>(column) * kColumn * unit;
    const double y = room.y + (kHead + static_cast<double>(row) * kRow) * unit;
    draw_symbol(canvas, {x, y + 3 * unit, 28 * unit, 11 * unit}, kLines[i], unit);
    std::string line = words(kLines[i].phrase);
    if (kLines[i].is_approximate) {
      line = text::translate({tr("{words} ~"), {{"words", line}}}, language);
    }
    write({x + 38 * unit, y}, line, {12 * unit, false, false}, style::kInk);
  }
}

}  // namespace selat::draw
