// What is named on a panel, and the marks that are named: control points, sectors, lands and islands, berths,
// lights.

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "draw/panel.h"
#include "draw/place_names.h"
#include "draw/sampling.h"
#include "draw/visibility.h"
#include "geo/local_plane.h"
#include "text/names.h"
#include "text/translate.h"

namespace selat::draw {
namespace {

Rect room_around(Point at, double radius) {
  return {at.x - radius, at.y - radius, 2 * radius, 2 * radius};
}

// The control points in view, each with its mark.
using ShownPoints = std::vector<std::pair<Point, const model::ControlPoint*>>;

ShownPoints mark_control_points(const Panel& panel, Labels& labels) {
  const double u = panel.unit;
  ShownPoints shown;
  for (const model::ControlPoint& point : panel.chart.control_points) {
    const Point at = panel.projection.to_pixel(point.position);
    if (shows_mark(panel, at, 7 * u)) {
      panel.canvas.disc(at, 6 * u, panel.style.control_point, {panel.style.paper, 2 * u});
      panel.canvas.disc(at, 7 * u, kNothing, {panel.style.ink, 1 * u});
      panel.record.items.insert(LegendItem::control_point);
      labels.reserve(room_around(at, 7 * u));
      shown.emplace_back(at, &point);
    }
  }
  return shown;
}

// Where there is no room beside the mark, a little farther off.
void place_near(Labels& labels, Point at, double radius, const Label& label, double unit) {
  while (radius < 40 * unit && !labels.place_beside(at, radius, label)) {
    radius += 6 * unit;
  }
}

constexpr double kLeastForLongNames_px = 700;

// "Changi" of "Changi (RSS Singapura)".
std::string short_name(std::string_view name) {
  return std::string(name.substr(0, name.find(" (")));
}

bool is_in_inset(const Panel& panel, geo::Position place) {
  return panel.inset_box && panel.inset_box->contains(place);
}

// Where the whole name has no room beside the mark, its short form has some near it. What the inset shows is
// named there.
void name_control_points(const Panel& panel, Labels& labels, const ShownPoints& shown) {
  const double u = panel.unit;
  for (const auto& [at, point] : shown) {
    if (is_in_inset(panel, point->position)) {
      continue;
    }
    const Font font{14 * u, true, false};
    const bool is_small = panel.projection.frame().width < kLeastForLongNames_px;
    if (is_small || !labels.place_beside(at, 8 * u, {point->name, font, panel.style.control_point})) {
      place_near(labels, at, 8 * u, {short_name(point->name), font, panel.style.control_point}, u);
    }
  }
}

// How a sector's name may lie: wholly in the sector, or with only its middle there.
enum class Fit : std::uint8_t { whole, middle };

bool fits(const Panel& panel, const geo::Area& area, const Rect& room) {
  return std::ranges::all_of(
      std::to_array<Point>({{room.x, room.y},
                            {room.x + room.width, room.y},
                            {room.x, room.y + room.height},
                            {room.x + room.width, room.y + room.height},
                            {room.x, room.y + room.height / 2},
                            {room.x + room.width, room.y + room.height / 2}}),
      [&](Point corner) { return area.contains(panel.projection.to_position(corner)); });
}

double to_frame_m(const Panel& panel, Point at) {
  const Rect frame = panel.projection.frame();
  const double px = std::min(std::min(at.x - frame.x, frame.x + frame.width - at.x),
                             std::min(at.y - frame.y, frame.y + frame.height - at.y));
  return px / panel.projection.pixels_per_metre();
}

// Where to write a sector's name: the place of its water in view that is farthest from its edges, the
// shore and the frame, and where the name covers no other.
std::optional<Point> place_for(const Panel& panel, const Labels& labels, const geo::Area& area, Point size,
                               Fit fit) {
  const geo::Box& view = panel.projection.view();
  const geo::Box& own = area.bounds();
  const double south = std::max(own.south_west.latitude_deg(), view.south_west.latitude_deg());
  const double north = std::min(own.north_east.latitude_deg(), view.north_east.latitude_deg());
  const double west = std::max(own.south_west.longitude_deg(), view.south_west.longitude_deg());
  const double east = std::min(own.north_east.longitude_deg(), view.north_east.longitude_deg());
  std::optional<Point> best;
  double best_m = 0;
  constexpr int kSteps = 36;
  for (int i = 0; i < kSteps * kSteps; ++i) {
    const Point part = cell_middle(i, kSteps);
    const auto place =
        geo::Position::degrees(south + (north - south) * part.y, west + (east - west) * part.x);
    const Point at = panel.projection.to_pixel(place);
    const Rect room{at.x - size.x / 2, at.y - size.y / 2, size.x, size.y};
    if (!area.contains(place) || panel.land.contains(place) || !labels.is_free(room) ||
        (fit == Fit::whole && !fits(panel, area, room))) {
      continue;
    }
    const double to_edge_m = std::min(area.distance_to_edge(place).in_metres(), to_frame_m(panel, at));
    const auto shore = panel.land.nearest_edge(place, Distance::metres(to_edge_m));
    const double room_m = shore ? shore->distance.in_metres() : to_edge_m;
    if (room_m > best_m) {
      best_m = room_m;
      best = at;
    }
  }
  return best;
}

void name_sector(const Panel& panel, Labels& labels, const model::Sector& sector) {
  const double u = panel.unit;
  const Font id_font{15 * u, true, false};
  const Font name_font{11 * u, false, false};
  const std::string id(sector.id.view());
  const std::string name(text::name(sector.names, panel.language));
  const Point id_size = panel.canvas.size_of(id, id_font);
  const Point name_size = panel.canvas.size_of(name, name_font);
  const double gap = u;  // rooms that only touch may overlap by rounding
  const Point both{std::max(id_size.x, name_size.x), id_size.y + gap + name_size.y};
  if (const auto at = place_for(panel, labels, sector.area, both, Fit::whole)) {
    labels.place_at({at->x, at->y - (name_size.y + gap) / 2}, {id, id_font, panel.style.sector_name});
    labels.place_at({at->x, at->y + (id_size.y + gap) / 2}, {name, name_font, panel.style.sector_name});
    return;
  }
  for (const Fit fit : {Fit::whole, Fit::middle}) {
    if (const auto at = place_for(panel, labels, sector.area, id_size, fit)) {
      labels.place_at(*at, {id, id_font, panel.style.sector_name});
      return;
    }
  }
}

void name_sectors(const Panel& panel, Labels& labels) {
  // The small ones first: they have the fewest places for a name.
  std::vector<std::pair<double, const model::Sector*>> by_size;
  for (const model::Sector& sector : panel.chart.sectors) {
    const geo::Box& box = sector.area.bounds();
    if (box.overlaps(panel.projection.view())) {
      by_size.emplace_back((box.north_east.latitude_deg() - box.south_west.latitude_deg()) *
                               (box.north_east.longitude_deg() - box.south_west.longitude_deg()),
                           &sector);
    }
  }
  std::ranges::stable_sort(by_size, {}, &std::pair<double, const model::Sector*>::first);
  for (const auto& [size, sector] : by_size) {
    name_sector(panel, labels, *sector);
  }
}

// The channel of a reporting sector, where it has room in its water; without the sector where that needs
// less.
void name_reporting_sectors(const Panel& panel, Labels& labels) {
  const Font font{9.5 * panel.unit, true, false};
  for (const chart::ReportingSector& sector : panel.chart.reporting_sectors) {
    if (!sector.channel || !sector.area.bounds().overlaps(panel.projection.view())) {
      continue;
    }
    for (const MessageId phrase : {tr("STRAITREP {sector}: VHF {channel}"), tr("VHF {channel}")}) {
      const std::string text = text::translate(
          {phrase, {{"sector", sector.id}, {"channel", sector.channel->number}}}, panel.language);
      const Point size = panel.canvas.size_of(text, font);
      if (const auto at = place_for(panel, labels, sector.area, size, Fit::whole)) {
        labels.place_at(*at, {text, font, panel.style.reporting.colour});
        break;
      }
    }
  }
}

// A cross, where no light stands on the rock.
void mark_rock(const Panel& panel, Labels& labels, Point at) {
  const double u = panel.unit;
  const Rect room = room_around(at, 4 * u);
  if (!labels.is_free(room)) {
    return;
  }
  panel.canvas.line({{at.x - 4 * u, at.y}, {at.x + 4 * u, at.y}}, {panel.style.ink, 1.4 * u});
  panel.canvas.line({{at.x, at.y - 4 * u}, {at.x, at.y + 4 * u}}, {panel.style.ink, 1.4 * u});
  panel.record.items.insert(LegendItem::rock);
  labels.reserve(room);
}

// Two names of one place stand one above the other where the whole would reach far from its mark.
std::string in_lines(const Panel& panel, std::string name) {
  const std::size_t slash = name.find(" / ");
  if (slash != std::string::npos && panel.projection.frame().width < kLeastForLongNames_px * panel.unit) {
    name[slash + 2] = '\n';
  }
  return name;
}

void name_place(const Panel& panel, Labels& labels, const PlaceName& place, Point at) {
  const double u = panel.unit;
  const Label label{
      in_lines(panel, place.in(panel.language)), {place.font_px * u, false, true}, panel.style.land_name};
  switch (place.kind) {
    case PlaceKind::rock:
      mark_rock(panel, labels, at);
      place_near(labels, at, 4 * u, label, u);
      break;
    case PlaceKind::land:
      labels.place_at(at, label);
      break;
    case PlaceKind::island:
      if (!labels.place_at(at, label)) {
        labels.place_beside(at, 4 * u, label);
      }
      break;
  }
}

enum class Which : std::uint8_t { rocks, others };

void name_places(const Panel& panel, Labels& labels, Which which) {
  for (const PlaceName& place : place_names()) {
    const bool is_asked = (place.kind == PlaceKind::rock) == (which == Which::rocks);
    const bool is_legible = panel.projection.pixels_per_degree() >= place.least_px_per_degree * panel.unit;
    const Point at = panel.projection.to_pixel(place.position());
    if (is_asked && is_legible && !is_in_inset(panel, place.position()) &&
        shows_mark(panel, at, 4 * panel.unit)) {
      name_place(panel, labels, place, at);
    }
  }
}

struct SmallPlace {
  Point at;
  std::string name;
};

bool is_under_control_point(const Panel& panel, geo::Position place) {
  const Point at = panel.projection.to_pixel(place);
  return std::ranges::any_of(panel.chart.control_points, [&](const model::ControlPoint& point) {
    const Point mark = panel.projection.to_pixel(point.position);
    return std::hypot(mark.x - at.x, mark.y - at.y) < 8 * panel.unit;
  });
}

// Draws berths and lights as small marks, which names do not cover. Returns those to be named if there is
// room.
std::vector<SmallPlace> mark_small_places(const Panel& panel, Labels& labels) {
  const double u = panel.unit;
  const double scale = panel.projection.pixels_per_degree() / u;
  const bool is_close = scale > 600;
  const bool is_far = scale < 400;
  std::vector<SmallPlace> to_name;
  const auto mark = [&](geo::Position place, double radius, LegendItem item, std::string_view name) {
    const Point at = panel.projection.to_pixel(place);
    if (!shows_mark(panel, at, radius)) {
      return;
    }
    panel.canvas.disc(at, radius, item == LegendItem::berth ? panel.style.berth : panel.style.light,
                      {panel.style.ink, 0.7 * u});
    panel.record.items.insert(item);
    labels.reserve(room_around(at, radius));
    if (!name.empty()) {
      to_name.push_back({at, short_name(name)});
    }
  };
  for (const chart::Berth& berth : panel.chart.berths) {
    const bool is_near = std::ranges::any_of(panel.chart.control_points, [&](const auto& point) {
      return geo::distance(point.position, berth.position) < Distance::kilometres(5);
    });
    if (is_under_control_point(panel, berth.position) || (is_far && berth.use != "naval")) {
      continue;
    }
    const bool is_named = !is_near && (is_close || berth.use == "naval");
    mark(berth.position, 2.5 * u, LegendItem::berth, is_named ? text::name(berth.names, panel.language) : "");
  }
  for (const chart::Aid& aid : panel.chart.aids) {
    const bool is_named = is_close && aid.use != chart::AidUse::buoys;
    mark(aid.position, 3 * u, LegendItem::aid, is_named ? text::name(aid.names, panel.language) : "");
  }
  return to_name;
}

// Where the island of a small place is named: of "Pulau Nipah, naval post" the "naval post", or nothing.
std::string beside_its_island(const Panel& panel, const Labels& labels, const std::string& name) {
  const std::size_t comma = name.find(", ");
  if (!labels.holds(name.substr(0, comma))) {
    return name;
  }
  const bool is_small = panel.projection.frame().width < kLeastForLongNames_px * panel.unit;
  return comma == std::string::npos || is_small ? "" : name.substr(comma + 2);
}

// The frame of the box that the inset shows: its names are in the inset, not here.
void draw_inset_frame(const Panel& panel, Labels& labels) {
  if (!panel.inset_box) {
    return;
  }
  const geo::Box& box = *panel.inset_box;
  const Point upper_left = panel.projection.to_pixel(
      geo::Position::e7(box.north_east.latitude_e7(), box.south_west.longitude_e7()));
  const Point lower_right = panel.projection.to_pixel(
      geo::Position::e7(box.south_west.latitude_e7(), box.north_east.longitude_e7()));
  const Rect rect{upper_left.x, upper_left.y, lower_right.x - upper_left.x, lower_right.y - upper_left.y};
  panel.canvas.box(rect, kNothing, {panel.style.ink, 1.5 * panel.unit});
  const MessageId where =
      panel.inset_room ? tr("Singapore Strait: see above") : tr("Singapore Strait: see below");
  const Label label{
      std::string(text::translate(where, panel.language)), {11 * panel.unit, true, false}, panel.style.ink};
  const Point size = panel.canvas.size_of(label.text, label.font);
  // To the left of the middle where the frame of the panel is near.
  const Rect frame = panel.projection.frame();
  const double middle =
      std::min(rect.x + rect.width / 2, frame.x + frame.width - size.x / 2 - 6 * panel.unit);
  labels.place_at({middle, rect.y - 9 * panel.unit}, label);
  labels.reserve(rect);
}

}  // namespace

void draw_names(const Panel& panel, Labels& labels) {
  if (panel.inset_box) {
    draw_inset_frame(panel, labels);
  }
  // Marks before names, which do not cover them. Then rocks first: their names are long and can stand nowhere
  // but beside them.
  const auto small_places = mark_small_places(panel, labels);
  const ShownPoints control_points = mark_control_points(panel, labels);
  name_control_points(panel, labels, control_points);
  name_places(panel, labels, Which::rocks);
  name_sectors(panel, labels);
  name_places(panel, labels, Which::others);
  name_reporting_sectors(panel, labels);
  for (const SmallPlace& place : small_places) {
    if (const std::string name = beside_its_island(panel, labels, place.name); !name.empty()) {
      labels.place_beside(place.at, 3 * panel.unit,
                          {name, {9.5 * panel.unit, false, false}, panel.style.ink});
    }
  }
}

}  // namespace selat::draw
