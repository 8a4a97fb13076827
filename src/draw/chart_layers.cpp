#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <optional>

#include "draw/labels.h"
#include "draw/panel.h"
#include "draw/style.h"
#include "geo/local_plane.h"
#include "text/measure.h"
#include "text/names.h"
#include "text/translate.h"

namespace selat::draw {
namespace {

using Rings = std::vector<Polyline>;

bool is_seen(const Panel& panel, const geo::Polygon& polygon) {
  return polygon.bounds().overlaps(panel.projection.view());
}

template <typename Draw>
void each_seen(const Panel& panel, const geo::Area& area, const Draw& draw) {
  for (const geo::Polygon& polygon : area.polygons()) {
    if (is_seen(panel, polygon)) {
      draw(panel.projection.to_pixels(polygon));
    }
  }
}

Stroke scaled(Stroke stroke, double unit) {
  stroke.width *= unit;
  return stroke;
}

void draw_waters(const Panel& panel) {
  for (const model::Waters& waters : panel.chart.waters) {
    if (waters.kind != model::WatersKind::jurisdiction) {
      continue;
    }
    each_seen(panel, waters.area, [&](const Rings& rings) {
      if (waters.status == model::DelimitationStatus::agreed) {
        const auto claimant = std::ranges::find(waters.claims, true) - waters.claims.begin();
        panel.canvas.fill(rings, style::waters_of(static_cast<model::Nation>(claimant)));
      } else {
        panel.canvas.fill(rings, style::kManyClaims);
        panel.canvas.hatch(rings, scaled(style::kManyClaimsHatch, panel.unit), 9 * panel.unit);
      }
    });
  }
}

void draw_territorial_seas(const Panel& panel) {
  for (const model::Waters& waters : panel.chart.waters) {
    if (waters.kind == model::WatersKind::territorial_sea) {
      each_seen(panel, waters.area, [&](const Rings& rings) {
        panel.canvas.outline(rings, scaled(style::kTerritorialSea, panel.unit));
      });
    }
  }
}

void draw_sectors(const Panel& panel) {
  for (const model::Sector& sector : panel.chart.sectors) {
    each_seen(panel, sector.area,
              [&](const Rings& rings) { panel.canvas.outline(rings, scaled(style::kSector, panel.unit)); });
  }
}

void draw_treaties(const Panel& panel) {
  for (const chart::TreatyLine& line : panel.chart.treaties.lines) {
    const Polyline path = panel.projection.to_pixels(line.line);
    // Covers the edge of sectors below, which would fill the gaps between dashes.
    panel.canvas.line(path, {style::kPaper, 2.4 * panel.unit, Dash::solid});
    panel.canvas.line(path, {style::kTreaty, 2 * panel.unit, style::dash_of(line.status)});
  }
}

void draw_land(const Panel& panel) {
  // All fills before the first outline, so that an island in a lagoon keeps its shore line.
  Rings all;
  for (const geo::Polygon& polygon : panel.chart.coast) {
    if (is_seen(panel, polygon)) {
      const Rings rings = panel.projection.to_pixels(polygon);
      panel.canvas.fill(rings, style::kLand);
      all.insert(all.end(), rings.begin(), rings.end());
    }
  }
  for (const Polyline& ring : all) {
    panel.canvas.outline({ring}, scaled(style::kShore, panel.unit));
  }
}

void draw_routeing(const Panel& panel) {
  const double unit = panel.unit;
  for (const chart::RouteingMeasure& measure : panel.chart.routeing) {
    each_seen(panel, measure.area, [&](const Rings& rings) {
      switch (measure.kind) {
        case chart::RouteingKind::lane:
          panel.canvas.fill(rings, style::kLane);
          panel.canvas.outline(rings, scaled(style::kLaneEdge, unit));
          break;
        case chart::RouteingKind::separation_zone:
          panel.canvas.fill(rings, style::kSeparation);
          break;
        case chart::RouteingKind::precautionary_area:
          panel.canvas.fill(rings, style::kPrecaution);
          panel.canvas.outline(rings, scaled(style::kPrecautionEdge, unit));
          break;
        case chart::RouteingKind::deep_water_route:
          panel.canvas.outline(rings, scaled(style::kDeepWater, unit));
          break;
        case chart::RouteingKind::speed_limit:
          panel.canvas.fill(rings, style::kSpeedLimit);
          break;
        case chart::RouteingKind::inshore_zone:
          panel.canvas.hatch(rings, scaled(style::kInshoreHatch, unit), 14 * unit);
          break;
        case chart::RouteingKind::through_route:
          panel.canvas.outline(rings, scaled(style::kThroughRoute, unit));
          break;
      }
    });
  }
}

void draw_seabed(const Panel& panel) {
  for (const chart::SeabedArea& seabed : panel.chart.seabed) {
    each_seen(panel, seabed.area,
              [&](const Rings& rings) { panel.canvas.outline(rings, scaled(style::kSeabed, panel.unit)); });
  }
}

void draw_arrow(const Panel& panel, Point at, Point along) {
  const double length = 6 * panel.unit;
  const Point across{-along.y, along.x};
  const Point tip{at.x + along.x * length, at.y + along.y * length};
  const auto wing = [&](double side) {
    return Point{at.x - along.x * length + across.x * side * length * 0.6,
                 at.y - along.y * length + across.y * side * length * 0.6};
  };
  panel.canvas.fill(
      {{tip, wing(1), {at.x - along.x * length * 0.4, at.y - along.y * length * 0.4}, wing(-1)}},
      style::kArrow);
}

// Along each centre line, in the direction of traffic.
void draw_lane_arrows(const Panel& panel) {
  const double spacing = 70 * panel.unit;
  for (const chart::Lane& lane : panel.chart.lanes) {
    const Polyline path = panel.projection.to_pixels(lane.line);
    double to_next = spacing / 2;
    for (std::size_t i = 1; i < path.size(); ++i) {
      const Point step{path[i].x - path[i - 1].x, path[i].y - path[i - 1].y};
      const double length = std::hypot(step.x, step.y);
      while (to_next < length) {
        draw_arrow(panel,
                   {path[i - 1].x + step.x * to_next / length, path[i - 1].y + step.y * to_next / length},
                   {step.x / length, step.y / length});
        to_next += spacing;
      }
      to_next -= length;
    }
  }
}

void draw_zones(const Panel& panel) {
  for (const model::Zone& zone : panel.chart.zones) {
    each_seen(panel, zone.area, [&](const Rings& rings) {
      switch (zone.kind) {
        case model::ZoneKind::anchorage:
          panel.canvas.fill(rings, style::kAnchorage);
          panel.canvas.outline(rings, scaled(style::kAnchorageEdge, panel.unit));
          break;
        case model::ZoneKind::watch:
          panel.canvas.fill(rings, style::kWatch);
          panel.canvas.outline(rings, scaled(style::kWatchEdge, panel.unit));
          break;
        case model::ZoneKind::pilot_boarding:
        case model::ZoneKind::bunkering:
          panel.canvas.fill(rings, style::kPilot);
          panel.canvas.outline(rings, scaled(style::kPilotEdge, panel.unit));
          break;
        case model::ZoneKind::berth:
          break;  // a dot, see draw_places()
      }
    });
  }
}

double grid_step_deg(const Panel& panel) {
  for (const double step : {0.05, 0.1, 0.25, 0.5}) {
    if (step * panel.projection.pixels_per_degree() >= 90 * panel.unit) {
      return step;
    }
  }
  return 1;
}

std::string degrees_text(double degrees, char positive, char negative) {
  const long minutes = std::lround(std::abs(degrees) * 60);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%ld°%02ld'%c", minutes / 60, minutes % 60,
                degrees < 0 ? negative : positive);
  return text.data();
}

// The multiples of `step` from `from` on and below `to`.
std::vector<double> multiples(double step, double from, double to) {
  std::vector<double> found;
  const auto first = std::lround(std::ceil(from / step));
  const auto end = std::lround(std::ceil(to / step));
  for (auto i = first; i < end; ++i) {
    found.push_back(static_cast<double>(i) * step);
  }
  return found;
}

void draw_graticule(const Panel& panel, Labels& labels) {
  const geo::Box& view = panel.projection.view();
  const Rect frame = panel.projection.frame();
  const Font font{10 * panel.unit, false, false};
  const double step = grid_step_deg(panel);
  for (const double lon : multiples(step, view.south_west.longitude_deg(), view.north_east.longitude_deg())) {
    const Point top = panel.projection.to_pixel(geo::Position::degrees(view.north_east.latitude_deg(), lon));
    panel.canvas.line({{top.x, frame.y}, {top.x, frame.y + frame.height}}, scaled(style::kGrid, panel.unit));
    labels.place_at({top.x, frame.y + frame.height - 10 * panel.unit},
                    {degrees_text(lon, 'E', 'W'), font, style::kInk});
  }
  for (const double lat : multiples(step, view.south_west.latitude_deg(), view.north_east.latitude_deg())) {
    const Point left =
        panel.projection.to_pixel(geo::Position::degrees(lat, view.south_west.longitude_deg()));
    panel.canvas.line({{frame.x, left.y}, {frame.x + frame.width, left.y}}, scaled(style::kGrid, panel.unit));
    labels.place_at({frame.x + 26 * panel.unit, left.y}, {degrees_text(lat, 'N', 'S'), font, style::kInk});
  }
}

// A round number of nautical miles, a fifth of the panel's width at most.
void draw_scale(const Panel& panel, Labels& labels) {
  const Rect frame = panel.projection.frame();
  const geo::Box& view = panel.projection.view();
  const double middle_deg = (view.south_west.latitude_deg() + view.north_east.latitude_deg()) / 2;
  const double px_per_nm = panel.projection.pixels_per_degree() / 60 / std::cos(middle_deg * 0.017453);
  double miles = 0.5;
  for (const double round : {1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0}) {
    miles = round * px_per_nm <= frame.width / 5 ? round : miles;
  }
  const double length = miles * px_per_nm;
  // At the lower right, or at the lower left where the legend stands there.
  Point left{frame.x + frame.width - length - 20 * panel.unit, frame.y + frame.height - 26 * panel.unit};
  const Rect room{left.x, left.y - 20 * panel.unit, length, 26 * panel.unit};
  if (std::ranges::any_of(panel.covered, [&room](const Rect& rect) { return rect.overlaps(room); })) {
    left.x = frame.x + 60 * panel.unit;
  }
  const Rect bar{left.x, left.y, length, 5 * panel.unit};
  panel.canvas.box(bar, style::kPaper, {style::kInk, panel.unit});
  panel.canvas.box({bar.x, bar.y, length / 2, bar.height}, style::kInk, {style::kInk, panel.unit});
  labels.reserve({bar.x - 6, bar.y - 4, bar.width + 12, bar.height + 8});
  const std::string text = text::translate(
      {tr("{n} nautical {n:mile|miles}"), {{"n", text::number(miles, miles < 1 ? 1 : 0, panel.language)}}},
      panel.language);
  labels.place_at({left.x + length / 2, left.y - 14 * panel.unit},
                  {text, {11 * panel.unit, false, false}, style::kInk});
}

void draw_places(const Panel& panel, Labels& labels) {
  const Rect frame = panel.projection.frame();
  const auto is_inside = [&frame](Point p) {
    return p.x >= frame.x && p.y >= frame.y && p.x <= frame.x + frame.width && p.y <= frame.y + frame.height;
  };
  const double u = panel.unit;
  for (const model::ControlPoint& point : panel.chart.control_points) {
    const Point at = panel.projection.to_pixel(point.position);
    if (!is_inside(at)) {
      continue;
    }
    panel.canvas.disc(at, 6 * u, style::kControlPoint, {style::kPaper, 2 * u});
    panel.canvas.disc(at, 7 * u, style::kNoHalo, {style::kInk, 1 * u});
    labels.reserve({at.x - 7 * u, at.y - 7 * u, 14 * u, 14 * u});
  }
  for (const model::ControlPoint& point : panel.chart.control_points) {
    const Point at = panel.projection.to_pixel(point.position);
    if (is_inside(at)) {
      labels.place_beside(at, 8 * u, {point.name, {14 * u, true, false}, style::kControlPoint});
    }
  }
}

// Where to write a sector's name: the place of its water in view that is farthest from its edges and the
// shore, and where the name covers no other.
std::optional<Point> place_for(const Panel& panel, const Labels& labels, const geo::Area& area, Point size) {
  const geo::Box& view = panel.projection.view();
  const geo::Box& own = area.bounds();
  const double south = std::max(own.south_west.latitude_deg(), view.south_west.latitude_deg());
  const double north = std::min(own.north_east.latitude_deg(), view.north_east.latitude_deg());
  const double west = std::max(own.south_west.longitude_deg(), view.south_west.longitude_deg());
  const double east = std::min(own.north_east.longitude_deg(), view.north_east.longitude_deg());
  std::optional<Point> best;
  double best_m = 0;
  constexpr int kSteps = 36;
  for (int row = 1; row < kSteps; ++row) {
    for (int column = 1; column < kSteps; ++column) {
      const auto place = geo::Position::degrees(south + (north - south) * row / kSteps,
                                                west + (east - west) * column / kSteps);
      const Point at = panel.projection.to_pixel(place);
      if (!area.contains(place) || panel.land.contains(place) ||
          !labels.is_free({at.x - size.x / 2, at.y - size.y / 2, size.x, size.y})) {
        continue;
      }
      const double to_edge_m = area.distance_to_edge(place).in_metres();
      const auto shore = panel.land.nearest_edge(place, Distance::metres(to_edge_m));
      const double room_m = shore ? shore->distance.in_metres() : to_edge_m;
      if (room_m > best_m) {
        best_m = room_m;
        best = at;
      }
    }
  }
  return best;
}

void name_sectors(const Panel& panel, Labels& labels) {
  const double u = panel.unit;
  for (const model::Sector& sector : panel.chart.sectors) {
    if (!sector.area.bounds().overlaps(panel.projection.view())) {
      continue;
    }
    const Font id_font{15 * u, true, false};
    const Font name_font{11 * u, false, false};
    const std::string id(sector.id.view());
    const Point id_size = panel.canvas.size_of(id, id_font);
    const std::string name(text::name(sector.names, panel.language));
    const Point name_size = panel.canvas.size_of(name, name_font);
    const Point both{std::max(id_size.x, name_size.x), id_size.y + name_size.y};
    if (const auto at = place_for(panel, labels, sector.area, both)) {
      labels.place_at({at->x, at->y - name_size.y / 2}, {id, id_font, style::kSectorName});
      labels.place_at({at->x, at->y + id_size.y / 2}, {name, name_font, style::kSectorName});
    } else if (const auto alone = place_for(panel, labels, sector.area, id_size)) {
      labels.place_at(*alone, {id, id_font, style::kSectorName});
    }
  }
}

struct LandName {
  const char* en;
  const char* id;
  const char* ms;
  double latitude_deg;
  double longitude_deg;
  double size;
  double least_px_per_degree;  // below this scale it is left out
};

constexpr auto kLandNames = std::to_array<LandName>({
    {"INDONESIA", "INDONESIA", "INDONESIA", 2.6, 98.75, 20, 0},
    {"Sumatra", "Sumatera", "Sumatera", 2.35, 98.75, 15, 0},
    {"MALAYSIA", "MALAYSIA", "MALAYSIA", 4.9, 101.6, 20, 0},
    {"THAILAND", "THAILAND", "THAILAND", 6.75, 100.4, 15, 0},
    {"SINGAPORE", "SINGAPURA", "SINGAPURA", 1.365, 103.80, 13, 500},
    {"Johor", "Johor", "Johor", 1.75, 103.5, 12, 0},
    {"Rupat", "Rupat", "Rupat", 1.88, 101.62, 11, 0},
    {"Bengkalis", "Bengkalis", "Bengkalis", 1.47, 102.25, 11, 0},
    {"Batam", "Batam", "Batam", 1.05, 104.03, 11, 0},
    {"Bintan", "Bintan", "Bintan", 1.02, 104.5, 11, 0},
    {"Langkawi", "Langkawi", "Langkawi", 6.37, 99.79, 10, 0},
    {"Penang", "Penang", "Pulau Pinang", 5.37, 100.24, 10, 0},
    {"Karimun", "Karimun", "Karimun", 1.06, 103.37, 10, 0},
    {"Kundur", "Kundur", "Kundur", 0.78, 103.42, 10, 0},
    {"Padang", "Padang", "Padang", 1.15, 102.35, 10, 0},
    {"Tebing Tinggi", "Tebing Tinggi", "Tebing Tinggi", 0.9, 102.75, 10, 0},
    {"Rangsang", "Rangsang", "Rangsang", 1.0, 102.95, 10, 0},
    {"Rempang", "Rempang", "Rempang", 0.87, 104.15, 10, 0},
});

const char* name_of(const LandName& name, Language language) {
  return language == Language::id ? name.id : language == Language::ms ? name.ms : name.en;
}

void name_land(const Panel& panel, Labels& labels) {
  for (const LandName& name : kLandNames) {
    if (panel.projection.pixels_per_degree() >= name.least_px_per_degree * panel.unit) {
      labels.place_at(
          panel.projection.to_pixel(geo::Position::degrees(name.latitude_deg, name.longitude_deg)),
          {name_of(name, panel.language), {name.size * panel.unit, false, true}, {0.36, 0.30, 0.18, 1}});
    }
  }
}

struct SmallPlace {
  Point at;
  std::string name;
};

// Draws berths and lights as small marks, which names do not cover. Returns those to be named if there is
// room.
std::vector<SmallPlace> draw_small_places(const Panel& panel, Labels& labels) {
  const double u = panel.unit;
  const Rect frame = panel.projection.frame();
  const bool is_close = panel.projection.pixels_per_degree() > 600 * u;
  std::vector<SmallPlace> to_name;
  const auto mark = [&](geo::Position place, double radius, Colour colour, std::string_view name) {
    const Point at = panel.projection.to_pixel(place);
    const Rect room{at.x - radius, at.y - radius, 2 * radius, 2 * radius};
    if (!frame.contains(room)) {
      return;
    }
    panel.canvas.disc(at, radius, colour, {style::kInk, 0.7 * u});
    labels.reserve(room);
    if (!name.empty()) {
      to_name.push_back({at, std::string(name.substr(0, name.find(" (")))});
    }
  };
  for (const chart::Berth& berth : panel.chart.berths) {
    const auto is_within = [&](Distance reach) {
      return std::ranges::any_of(panel.chart.control_points, [&](const auto& point) {
        return geo::distance(point.position, berth.position) < reach;
      });
    };
    if (is_within(Distance::kilometres(2)) && !is_close) {
      continue;  // under the mark of its control point
    }
    const bool is_named = !is_within(Distance::kilometres(5)) && (is_close || berth.use == "naval");
    mark(berth.position, 2.5 * u, style::kBerth, is_named ? text::name(berth.names, panel.language) : "");
  }
  for (const chart::Aid& aid : panel.chart.aids) {
    const bool is_named = is_close && aid.use != chart::AidUse::buoys;
    mark(aid.position, 3 * u, style::kLight, is_named ? text::name(aid.names, panel.language) : "");
  }
  return to_name;
}

// The frame of the box that the inset shows: its names are in the inset, not here.
void draw_inset_frame(const Panel& panel, const geo::Box& box, Labels& labels) {
  const Point upper_left = panel.projection.to_pixel(
      geo::Position::e7(box.north_east.latitude_e7(), box.south_west.longitude_e7()));
  const Point lower_right = panel.projection.to_pixel(
      geo::Position::e7(box.south_west.latitude_e7(), box.north_east.longitude_e7()));
  const Rect rect{upper_left.x, upper_left.y, lower_right.x - upper_left.x, lower_right.y - upper_left.y};
  panel.canvas.box(rect, style::kNoHalo, {style::kInk, 1.5 * panel.unit});
  labels.place_at({rect.x + rect.width / 2, rect.y - 9 * panel.unit},
                  {std::string(text::translate(tr("Singapore Strait: see above"), panel.language)),
                   {11 * panel.unit, true, false},
                   style::kInk});
  labels.reserve(rect);
}

}  // namespace

void draw_panel(const Panel& panel) {
  const Rect frame = panel.projection.frame();
  const Canvas::Clip clip(panel.canvas, frame);
  const double margin = 5 * panel.unit;
  Labels labels(panel.canvas,
                {frame.x + margin, frame.y + margin, frame.width - 2 * margin, frame.height - 2 * margin});
  for (const Rect& rect : panel.covered) {
    labels.reserve(rect);
  }
  panel.canvas.box(frame, style::kOpenSea, {style::kInk, panel.unit});
  draw_waters(panel);
  draw_territorial_seas(panel);
  draw_routeing(panel);
  draw_seabed(panel);
  draw_zones(panel);
  draw_sectors(panel);
  draw_land(panel);
  draw_treaties(panel);
  draw_lane_arrows(panel);
  draw_graticule(panel, labels);
  draw_scale(panel, labels);
  if (panel.inset_box) {
    draw_inset_frame(panel, *panel.inset_box, labels);
  }
  draw_places(panel, labels);
  const auto small_places = draw_small_places(panel, labels);
  name_land(panel, labels);
  name_sectors(panel, labels);
  for (const SmallPlace& place : small_places) {
    labels.place_beside(place.at, 3 * panel.unit,
                        {place.name, {9.5 * panel.unit, false, false}, style::kInk});
  }
  panel.canvas.box(frame, style::kNoHalo, {style::kInk, 3 * panel.unit});
}

}  // namespace selat::draw
