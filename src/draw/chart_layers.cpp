#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <set>
#include <utility>

#include "draw/panel.h"
#include "draw/visibility.h"

namespace selat::draw {
namespace {

template <typename Draw>
void each_in_view(const Panel& panel, const geo::Area& area, const Draw& draw) {
  for (const geo::Polygon& polygon : area.polygons()) {
    if (polygon.bounds().overlaps(panel.projection.view())) {
      draw(polygon, panel.projection.to_pixels(polygon));
    }
  }
}

Stroke scaled(Stroke stroke, double unit) {
  stroke.width *= unit;
  return stroke;
}

// How an area is drawn, and what the legend calls it.
struct AreaLook {
  LegendItem item;
  std::optional<Colour> inside{};
  std::optional<Stroke> edge{};
  std::optional<Stroke> hatch{};
  double hatch_spacing = 9;
};

void draw_area(const Panel& panel, const geo::Area& area, const AreaLook& look) {
  const double unit = panel.unit;
  each_in_view(panel, area, [&](const geo::Polygon& polygon, const Rings& rings) {
    if (look.inside) {
      panel.canvas.fill(rings, *look.inside);
    }
    if (look.hatch) {
      panel.canvas.hatch(rings, scaled(*look.hatch, unit), look.hatch_spacing * unit);
    }
    if (look.edge) {
      panel.canvas.outline(rings, scaled(*look.edge, unit));
    }
    const bool is_filled = look.inside || look.hatch;
    if (!panel.record.items.contains(look.item) &&
        (is_filled ? shows_area(panel, polygon, rings) : shows_edge(panel, rings))) {
      panel.record.items.insert(look.item);
    }
  });
}

LegendItem waters_item(model::Nation nation) {
  switch (nation) {
    case model::Nation::idn:
      return LegendItem::waters_of_indonesia;
    case model::Nation::mys:
      return LegendItem::waters_of_malaysia;
    case model::Nation::sgp:
      return LegendItem::waters_of_singapore;
    case model::Nation::tha:
      return LegendItem::waters_of_thailand;
  }
  return LegendItem::many_claimants;
}

void draw_agreed_waters(const Panel& panel) {
  for (const model::Waters& waters : panel.chart.waters) {
    if (waters.kind == model::WatersKind::jurisdiction &&
        waters.status == model::DelimitationStatus::agreed) {
      const auto claimant =
          static_cast<std::size_t>(std::ranges::find(waters.claims, true) - waters.claims.begin());
      draw_area(panel, waters.area,
                {.item = waters_item(static_cast<model::Nation>(claimant)),
                 .inside = panel.style.waters.at(claimant)});
    }
  }
}

// Over the limits of territorial seas: where nothing is agreed a guess must not look like a line.
void draw_bands(const Panel& panel) {
  for (const model::Waters& waters : panel.chart.waters) {
    if (waters.kind == model::WatersKind::jurisdiction &&
        waters.status != model::DelimitationStatus::agreed) {
      draw_area(panel, waters.area,
                {.item = LegendItem::many_claimants,
                 .inside = panel.style.many_claims,
                 .hatch = panel.style.many_claims_hatch});
    }
  }
}

void draw_territorial_seas(const Panel& panel) {
  for (const model::Waters& waters : panel.chart.waters) {
    if (waters.kind == model::WatersKind::territorial_sea) {
      draw_area(panel, waters.area,
                {.item = LegendItem::territorial_sea, .edge = panel.style.territorial_sea});
    }
  }
}

void draw_sectors(const Panel& panel) {
  for (const model::Sector& sector : panel.chart.sectors) {
    draw_area(panel, sector.area, {.item = LegendItem::sector, .edge = panel.style.sector});
  }
}

// An edge that two sectors share once only: dots over dots would be a line.
void draw_reporting_sectors(const Panel& panel) {
  std::set<std::pair<geo::Position, geo::Position>> drawn;
  for (const chart::ReportingSector& sector : panel.chart.reporting_sectors) {
    for (const geo::Polygon& polygon : sector.area.polygons()) {
      const geo::Ring& ring = polygon.outer();
      for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto edge = std::minmax(ring[i], ring[(i + 1) % ring.size()]);
        const Polyline path = panel.projection.to_pixels({edge.first, edge.second});
        if (drawn.emplace(edge.first, edge.second).second && shows_edge(panel, {path})) {
          panel.canvas.line(path, scaled(panel.style.reporting, panel.unit));
          panel.record.items.insert(LegendItem::reporting_sector);
        }
      }
    }
  }
}

LegendItem boundary_item(model::DelimitationStatus status) {
  switch (status) {
    case model::DelimitationStatus::agreed:
      return LegendItem::boundary;
    case model::DelimitationStatus::undelimited:
      return LegendItem::undelimited_boundary;
    case model::DelimitationStatus::disputed:
      return LegendItem::disputed_boundary;
  }
  return LegendItem::disputed_boundary;
}

// Strokes one over the other, along one path.
void draw_boundary(const Panel& panel, const Polyline& path, std::initializer_list<Stroke> strokes,
                   LegendItem item) {
  // Covers the edge of sectors below, which would fill the gaps between dashes.
  panel.canvas.line(path, {panel.style.paper, 2.4 * panel.unit, Dash::solid});
  for (const Stroke& stroke : strokes) {
    panel.canvas.line(path, scaled(stroke, panel.unit));
  }
  if (shows_line(panel, path)) {
    panel.record.items.insert(item);
  }
}

// Whether a boundary of waters goes the same step: the seabed's line is not drawn there.
bool has_boundary_of_waters(const Panel& panel, geo::Position from, geo::Position to) {
  return std::ranges::any_of(panel.chart.treaties.lines, [&](const chart::TreatyLine& line) {
    const auto at = std::ranges::find(line.line, from);
    return line.divides == chart::Divides::waters && at != line.line.end() && at + 1 != line.line.end() &&
           *(at + 1) == to;
  });
}

void draw_seabed_boundary(const Panel& panel, const std::vector<geo::Position>& line) {
  std::vector<geo::Position> part;
  const auto draw = [&] {
    if (part.size() > 1) {
      draw_boundary(panel, panel.projection.to_pixels(part), {panel.style.seabed_boundary},
                    LegendItem::seabed_boundary);
    }
    part.clear();
  };
  for (std::size_t i = 0; i < line.size(); ++i) {
    part.push_back(line[i]);
    if (i + 1 < line.size() && has_boundary_of_waters(panel, line[i], line[i + 1])) {
      draw();
    }
  }
  draw();
}

// Agreed, but its positions were not read in the treaty: the line lies somewhere in a band.
bool is_unconfirmed(const chart::TreatyLine& line) {
  return line.status == model::DelimitationStatus::agreed && line.basis != model::Basis::published;
}

void draw_unconfirmed(const Panel& panel, const chart::TreatyLine& line) {
  const double width = 2 * line.doubt.in_metres() * panel.projection.pixels_per_metre() / panel.unit;
  const Style& style = panel.style;
  draw_boundary(panel, panel.projection.to_pixels(line.line),
                {{style.treaty_doubt, std::max(width, kLeastBand)}, {style.treaty.colour, kLineInBand}},
                LegendItem::unconfirmed_boundary);
}

void draw_treaties(const Panel& panel) {
  for (const chart::TreatyLine& line : panel.chart.treaties.lines) {
    if (line.divides == chart::Divides::seabed) {
      draw_seabed_boundary(panel, line.line);
    } else if (is_unconfirmed(line)) {
      draw_unconfirmed(panel, line);
    } else {
      draw_boundary(panel, panel.projection.to_pixels(line.line),
                    {{panel.style.treaty.colour, panel.style.treaty.width, dash_of(line.status)}},
                    boundary_item(line.status));
    }
  }
}

void draw_land(const Panel& panel) {
  // All fills before the first outline, so that an island in a lagoon keeps its shore line.
  Rings all;
  for (const geo::Polygon& polygon : panel.chart.coast) {
    if (polygon.bounds().overlaps(panel.projection.view())) {
      const Rings rings = panel.projection.to_pixels(polygon);
      panel.canvas.fill(rings, panel.style.land);
      all.insert(all.end(), rings.begin(), rings.end());
    }
  }
  for (const Polyline& ring : all) {
    panel.canvas.outline({ring}, scaled(panel.style.shore, panel.unit));
  }
}

AreaLook look_of(chart::RouteingKind kind, const Style& style) {
  switch (kind) {
    case chart::RouteingKind::lane:
      return {.item = LegendItem::lane, .inside = style.lane, .edge = style.lane_edge};
    case chart::RouteingKind::separation_zone:
      return {.item = LegendItem::separation_zone, .inside = style.separation};
    case chart::RouteingKind::precautionary_area:
      return {
          .item = LegendItem::precautionary_area, .inside = style.precaution, .edge = style.precaution_edge};
    case chart::RouteingKind::deep_water_route:
      return {.item = LegendItem::deep_water_route, .edge = style.deep_water};
    case chart::RouteingKind::speed_limit:
      return {.item = LegendItem::speed_limit, .inside = style.speed_limit};
    case chart::RouteingKind::inshore_zone:
      return {.item = LegendItem::inshore_zone, .hatch = style.inshore_hatch, .hatch_spacing = 14};
    case chart::RouteingKind::through_route:
      return {.item = LegendItem::through_route, .edge = style.through_route};
  }
  return {.item = LegendItem::through_route};
}

void draw_routeing(const Panel& panel) {
  for (const chart::RouteingMeasure& measure : panel.chart.routeing) {
    draw_area(panel, measure.area, look_of(measure.kind, panel.style));
  }
}

void draw_seabed(const Panel& panel) {
  for (const chart::SeabedArea& seabed : panel.chart.seabed) {
    draw_area(panel, seabed.area, {.item = LegendItem::cables, .edge = panel.style.cables});
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
      panel.style.arrow);
  if (shows_mark(panel, at, length)) {
    panel.record.items.insert(LegendItem::direction);
  }
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
  const Style& style = panel.style;
  for (const model::Zone& zone : panel.chart.zones) {
    switch (zone.kind) {
      case model::ZoneKind::anchorage:
        draw_area(panel, zone.area,
                  {.item = LegendItem::anchorage, .inside = style.anchorage, .edge = style.anchorage_edge});
        break;
      case model::ZoneKind::watch:
        draw_area(panel, zone.area,
                  {.item = LegendItem::watch_zone, .inside = style.watch, .edge = style.watch_edge});
        break;
      case model::ZoneKind::pilot_boarding:
      case model::ZoneKind::bunkering:
        draw_area(panel, zone.area,
                  {.item = LegendItem::pilot_boarding, .inside = style.pilot, .edge = style.pilot_edge});
        break;
      case model::ZoneKind::berth:
        break;  // a dot, see draw_names()
    }
  }
}

}  // namespace

void draw_layers(const Panel& panel) {
  draw_agreed_waters(panel);
  draw_territorial_seas(panel);
  draw_bands(panel);
  draw_routeing(panel);
  draw_seabed(panel);
  draw_zones(panel);
  draw_sectors(panel);
  draw_reporting_sectors(panel);
  draw_land(panel);
  draw_treaties(panel);
  draw_lane_arrows(panel);
}

}  // namespace selat::draw
