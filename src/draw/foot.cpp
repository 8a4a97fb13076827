// Below the maps, where it hides none of them.

#include <algorithm>
#include <sstream>

#include "draw/panel.h"
#include "text/names.h"
#include "text/translate.h"

namespace selat::draw {
namespace {

enum class Symbol : std::uint8_t { line, band, area, hatch, dot, cross, arrow };

struct Entry {
  LegendItem item;
  Symbol symbol;
  Colour inside;
  Stroke edge;
  MessageId phrase;
  bool is_approximate = true;  // for the most part
};

std::vector<Entry> entries_of(const Style& style) {
  using enum LegendItem;
  const Stroke none{kNothing, 0.5};
  const Stroke thin{style.ink, 0.7};
  const auto of_status = [&style](model::DelimitationStatus status) {
    return Stroke{style.treaty.colour, style.treaty.width, dash_of(status)};
  };
  return {
      {control_point, Symbol::dot, style.control_point, thin, tr("Control point"), false},
      {berth, Symbol::dot, style.berth, thin, tr("Berth, ferry terminal")},
      {aid, Symbol::dot, style.light, thin, tr("Light, beacon, buoys")},
      {rock, Symbol::cross, style.ink, {style.ink, 1.4}, tr("Rock, islet")},
      {sector, Symbol::line, {}, style.sector, tr("Patrol sector")},
      {reporting_sector, Symbol::line, {}, style.reporting, tr("STRAITREP sector, VHF channel")},
      {LegendItem::boundary,
       Symbol::line,
       {},
       of_status(model::DelimitationStatus::agreed),
       tr("Boundary by treaty"),
       false},
      {unconfirmed_boundary,
       Symbol::band,
       style.treaty_doubt,
       {style.treaty.colour, kLineInBand},
       tr("Boundary by treaty, not confirmed")},
      {undelimited_boundary,
       Symbol::line,
       {},
       of_status(model::DelimitationStatus::undelimited),
       tr("No boundary agreed: stand-in")},
      {disputed_boundary, Symbol::line, {}, of_status(model::DelimitationStatus::disputed), tr("Disputed")},
      {seabed_boundary, Symbol::line, {}, style.seabed_boundary, tr("Divides the seabed only")},
      {waters_of_indonesia, Symbol::area, style.waters[0], none, tr("Waters of Indonesia")},
      {waters_of_malaysia, Symbol::area, style.waters[1], none, tr("Waters of Malaysia")},
      {waters_of_singapore, Symbol::area, style.waters[2], none, tr("Waters of Singapore")},
      {waters_of_thailand, Symbol::area, style.waters[3], none, tr("Waters of Thailand")},
      {many_claimants, Symbol::hatch, style.many_claims, style.many_claims_hatch,
       tr("More than one claimant")},
      {territorial_sea, Symbol::line, {}, style.territorial_sea, tr("Territorial sea, 12 nm")},
      {lane, Symbol::area, style.lane, style.lane_edge, tr("Traffic lane")},
      {direction, Symbol::arrow, style.arrow, none, tr("Direction of traffic"), false},
      {separation_zone, Symbol::area, style.separation, none, tr("Separation zone")},
      {precautionary_area, Symbol::area, style.precaution, style.precaution_edge, tr("Precautionary area")},
      {deep_water_route, Symbol::line, {}, style.deep_water, tr("Deep-water route")},
      {speed_limit, Symbol::area, style.speed_limit, none, tr("12 knots, deep draught")},
      {inshore_zone, Symbol::hatch, kNothing, style.inshore_hatch, tr("Inshore zone")},
      {through_route, Symbol::line, {}, style.through_route, tr("Through-route")},
      {cables, Symbol::line, {}, style.cables, tr("Cables, pipelines")},
      {anchorage, Symbol::area, style.anchorage, style.anchorage_edge, tr("Anchorage")},
      {pilot_boarding, Symbol::area, style.pilot, style.pilot_edge, tr("Pilot boarding, bunkering")},
      {watch_zone, Symbol::area, style.watch, style.watch_edge, tr("Watch zone, landing stretch")},
  };
}

constexpr double kRow = 19;
constexpr double kSymbolWidth = 28;
constexpr double kGap = 8;

void draw_symbol(Canvas& canvas, const Rect& room, const Entry& entry, double unit) {
  Stroke edge = entry.edge;
  edge.width *= unit;
  const double middle = room.y + room.height / 2;
  const double centre = room.x + room.width / 2;
  const Polyline corners{{room.x, room.y},
                         {room.x + room.width, room.y},
                         {room.x + room.width, room.y + room.height},
                         {room.x, room.y + room.height}};
  switch (entry.symbol) {
    case Symbol::line:
      canvas.line({{room.x, middle}, {room.x + room.width, middle}}, edge);
      break;
    case Symbol::band:
      canvas.line({{room.x, middle}, {room.x + room.width, middle}},
                  {entry.inside, kLeastBand * unit, Dash::solid});
      canvas.line({{room.x, middle}, {room.x + room.width, middle}}, edge);
      break;
    case Symbol::area:
      canvas.fill({corners}, entry.inside);
      canvas.outline({corners}, edge);
      break;
    case Symbol::hatch:
      canvas.fill({corners}, entry.inside);
      canvas.hatch({corners}, edge, 6 * unit);
      break;
    case Symbol::dot:
      canvas.disc({centre, middle}, 5 * unit, entry.inside, edge);
      break;
    case Symbol::cross:
      canvas.line({{centre - 4 * unit, middle}, {centre + 4 * unit, middle}}, edge);
      canvas.line({{centre, middle - 4 * unit}, {centre, middle + 4 * unit}}, edge);
      break;
    case Symbol::arrow:
      canvas.fill({{{centre + 8 * unit, middle},
                    {centre - 6 * unit, middle + 5 * unit},
                    {centre - 3 * unit, middle},
                    {centre - 6 * unit, middle - 5 * unit}}},
                  entry.inside);
      break;
  }
}

// Broken at its spaces into lines of this width; a longer word has a line of its own.
std::vector<std::string> wrapped(const Canvas& canvas, const std::string& text, const Font& font,
                                 double width) {
  std::vector<std::string> lines;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (!lines.empty() && canvas.size_of(lines.back() + " " + word, font).x <= width) {
      lines.back() += " " + word;
    } else {
      lines.push_back(word);
    }
  }
  return lines;
}

std::vector<std::string> notes_of(const Foot& foot) {
  std::string map(text::translate(tr("Mercator, WGS84."), foot.language));
  if (!foot.edition.empty()) {
    map += " " + text::translate({tr("Edition of {date}."), {{"date", foot.edition}}}, foot.language);
  }
  std::vector<std::string> notes{
      std::string(text::translate(
          tr("Coast mostly to 0.4 km; known to 1 km where no second source was found, to 2 km where land "
             "was reclaimed since 2017; boundaries to 0.3 km or worse. Marked ~: approximate or "
             "not confirmed."),
          foot.language)),
      std::move(map)};
  if (!foot.reporting.empty()) {
    std::string channels;
    for (const ReportingChannel& each : foot.reporting) {
      channels.append(channels.empty() ? "" : ", ").append(each.sector).append(": ");
      channels.append(std::to_string(each.channel));
    }
    notes.push_back(text::translate(
        {tr("STRAITREP sectors and their VHF channels: {channels}."), {{"channels", channels}}},
        foot.language));
  }
  if (!foot.coast_sources.empty()) {
    std::string sources;
    for (const model::Names& source : foot.coast_sources) {
      sources.append(sources.empty() ? "" : "; ").append(text::name(source, foot.language));
    }
    notes.push_back(
        text::translate({tr("Coast: {sources}. Every other line names its source in the files of the chart."),
                         {{"sources", sources}}},
                        foot.language));
  }
  return notes;
}

struct LegendRow {
  Entry entry;
  std::string text;
};

std::vector<LegendRow> rows_of(const Foot& foot) {
  std::vector<LegendRow> rows;
  for (const Entry& entry : entries_of(foot.style)) {
    if (foot.items.contains(entry.item)) {
      std::string text(text::translate(entry.phrase, foot.language));
      if (entry.is_approximate) {
        text = text::translate({tr("{words} ~"), {{"words", text}}}, foot.language);
      }
      rows.push_back({entry, std::move(text)});
    }
  }
  return rows;
}

// In as many columns as there is room for. Returns the height.
double draw_legend(const Foot& foot, Point left_top, double width) {
  const double unit = foot.unit;
  const Font font{12 * unit};
  const std::vector<LegendRow> rows = rows_of(foot);
  double widest = 0;
  for (const LegendRow& row : rows) {
    widest = std::max(widest, foot.canvas.size_of(row.text, font).x);
  }
  const double needed = widest + (kSymbolWidth + 2 * kGap) * unit;
  const auto columns = std::max<std::size_t>(1, static_cast<std::size_t>(width / needed));
  const double column_width = std::min(width / static_cast<double>(columns), needed + 3 * kGap * unit);
  const std::size_t in_column = (rows.size() + columns - 1) / columns;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::size_t column = i / in_column;
    const Point at{left_top.x + static_cast<double>(column) * column_width,
                   left_top.y + static_cast<double>(i % in_column) * kRow * unit};
    draw_symbol(foot.canvas, {at.x, at.y + 3 * unit, kSymbolWidth * unit, 11 * unit}, rows[i].entry, unit);
    foot.canvas.text({at.x + (kSymbolWidth + kGap) * unit, at.y}, rows[i].text, font, foot.style.ink,
                     kNothing);
  }
  return static_cast<double>(in_column) * kRow * unit;
}

}  // namespace

double most_foot_height(double unit) {
  constexpr double kHead = 400;
  return (kHead + static_cast<double>(enum_names<LegendItem>.size()) * kRow) * unit;
}

double draw_foot(const Foot& foot, Point left_top, double width) {
  const double unit = foot.unit;
  double y = left_top.y;
  const auto write = [&](const std::string& text, const Font& font, Colour colour) {
    for (const std::string& line : wrapped(foot.canvas, text, font, width)) {
      foot.canvas.text({left_top.x, y}, line, font, colour, kNothing);
      y += font.size * 1.35;
    }
  };
  write(foot.title, {19 * unit, true}, foot.style.ink);
  write(std::string(text::translate(tr("NOT FOR NAVIGATION"), foot.language)), {14 * unit, true},
        foot.style.warning);
  for (const std::string& note : notes_of(foot)) {
    write(note, {11 * unit}, foot.style.ink);
  }
  y += 8 * unit;
  y += draw_legend(foot, {left_top.x, y}, width);
  return y + 10 * unit - left_top.y;
}

}  // namespace selat::draw
