#include "draw/chart_plot.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "draw/panel.h"
#include "draw/sampling.h"
#include "draw/style.h"
#include "draw/title.h"
#include "geo/box_grid.h"

namespace selat::draw {
namespace {

constexpr int kStandardWidth = 1'600;
constexpr int kMinWidth = 400;
constexpr int kMaxWidth = 6'000;
constexpr double kMaxHeight = 8'000;
constexpr double kMinExtent_deg = 0.1;
constexpr double kMaxExtent_deg = 30;
constexpr double kMaxLatitude_deg = 70;

// What the inset shows when the scale is too small to read it: Karimun to Horsburgh.
const geo::Box kSingaporeStrait = {geo::Position::degrees(1.0, 103.3), geo::Position::degrees(1.5, 104.6)};
constexpr double kLegible_px_per_degree = 500;

std::unexpected<DrawError> error(DrawProblem problem, LocalizedMessage reason) {
  return std::unexpected(DrawError{problem, std::move(reason)});
}

std::optional<DrawError> fault_of(const View& view) {
  const geo::Position low = view.box.south_west;
  const geo::Position high = view.box.north_east;
  const double wide_deg = high.longitude_deg() - low.longitude_deg();
  const double tall_deg = high.latitude_deg() - low.latitude_deg();
  if (!low.is_valid() || !high.is_valid() || wide_deg <= 0 || tall_deg <= 0) {
    return DrawError{DrawProblem::empty_view,
                     tr("Give west, south, east and north, in degrees, in this order.")};
  }
  if (wide_deg < kMinExtent_deg || tall_deg < kMinExtent_deg) {
    return DrawError{DrawProblem::view_too_small,
                     tr("Show at least 0.1 degrees: the chart knows no more than that.")};
  }
  if (wide_deg > kMaxExtent_deg || tall_deg > kMaxExtent_deg || high.latitude_deg() > kMaxLatitude_deg ||
      low.latitude_deg() < -kMaxLatitude_deg) {
    return DrawError{DrawProblem::view_too_large, tr("Show at most 30 degrees, between 70°S and 70°N.")};
  }
  if (view.width_px < kMinWidth || view.width_px > kMaxWidth) {
    return DrawError{DrawProblem::wrong_width, tr("Choose a width from 400 to 6,000 pixels.")};
  }
  return std::nullopt;
}

// Lines and letters grow slower than the picture, and are never too small to read.
double unit_of(int width_px) {
  constexpr double kLeast = 0.85;
  return std::max(kLeast, std::pow(static_cast<double>(width_px) / kStandardWidth, 0.75));
}

// Where everything lies on the picture.
struct Layout {
  double unit;
  Projection map;
  std::optional<Projection> inset{};
  bool is_inset_over_map = false;
  double foot_top = 0;
};

// Whether nothing that is patrolled would be hidden there.
bool hides_no_sector(const chart::Chart& chart, const geo::AreaGrid& land, const Projection& map,
                     const Rect& room) {
  constexpr int kSteps = 32;
  for (int i = 0; i < kSteps * kSteps; ++i) {
    const Point part = cell_middle(i, kSteps);
    const auto place = map.to_position({room.x + room.width * part.x, room.y + room.height * part.y});
    const auto holds = [place](const model::Sector& sector) { return sector.area.contains(place); };
    if (!land.contains(place) && std::ranges::any_of(chart.sectors, holds)) {
      return false;
    }
  }
  return true;
}

// When the Singapore Strait is in view and not legible, an inset shows it: in the upper right corner of the
// map, where that is the mainland of Malaysia, or below the map.
void place_inset(Layout& layout, const chart::Chart& chart, const geo::AreaGrid& land) {
  const geo::Box& view = layout.map.view();
  const double unit = layout.unit;
  const bool is_in_view =
      view.contains(kSingaporeStrait.south_west) && view.contains(kSingaporeStrait.north_east);
  if (!is_in_view || layout.map.pixels_per_degree() >= kLegible_px_per_degree * unit) {
    return;
  }
  const Rect frame = layout.map.frame();
  const Margins around = margins(unit);
  const double width = 0.46 * frame.width;
  const Projection corner(kSingaporeStrait, frame.x + frame.width - width - around.right,
                          frame.y + around.top, width);
  layout.is_inset_over_map = corner.pixels_per_degree() >= kLegible_px_per_degree * unit &&
                             hides_no_sector(chart, land, layout.map, room_of(corner, unit));
  const double below = frame.y + frame.height + around.bottom + around.top;
  layout.inset =
      layout.is_inset_over_map ? corner : Projection(kSingaporeStrait, frame.x, below, frame.width);
}

Layout layout_of(const View& view, const chart::Chart& chart, const geo::AreaGrid& land) {
  const double unit = unit_of(view.width_px);
  const Margins around = margins(unit);
  Layout layout{unit,
                Projection(view.box, around.left, around.top, view.width_px - around.left - around.right)};
  place_inset(layout, chart, land);
  const bool is_below = layout.inset && !layout.is_inset_over_map;
  const Rect last = is_below ? layout.inset->frame() : layout.map.frame();
  layout.foot_top = last.y + last.height + around.bottom;
  return layout;
}

// The reporting sectors on the picture, to be told with their channels.
std::vector<ReportingChannel> reporting_of(const chart::Chart& chart, const geo::Box& view) {
  constexpr int kSteps = 40;
  std::vector<ReportingChannel> found;
  for (const chart::ReportingSector& sector : chart.reporting_sectors) {
    bool is_shown = false;
    for (int i = 0; i < kSteps * kSteps && sector.channel && !is_shown; ++i) {
      is_shown = sector.area.contains(geo::cell_middle(view, i, kSteps));
    }
    if (is_shown) {
      found.push_back({sector.id, sector.channel->number});
    }
  }
  return found;
}

// The day of its newest line: what is drawn for the chart holds from the day of its edition.
std::string edition_of(const chart::Chart& chart) {
  std::string newest;
  const auto look_at = [&newest](const auto& things) {
    for (const auto& thing : things) {
      newest = std::max(newest, thing.valid_from);
    }
  };
  look_at(chart.waters);
  look_at(chart.routeing);
  look_at(chart.reporting_sectors);
  look_at(chart.seabed);
  return newest;
}

}  // namespace

std::expected<Plot, DrawError> draw_chart(const chart::Chart& chart, const View& view) {
  if (auto fault = fault_of(view)) {
    return std::unexpected(std::move(*fault));
  }
  const geo::AreaGrid land{geo::Area(chart.coast)};
  const Layout layout = layout_of(view, chart, land);
  if (layout.foot_top > kMaxHeight) {
    return error(DrawProblem::too_tall, tr("Choose a smaller width, or a box that is less tall."));
  }
  const double unit = layout.unit;
  const Style& style = style_of(view.palette);
  Canvas canvas(view.width_px, static_cast<int>(std::ceil(layout.foot_top + most_foot_height(unit))),
                style.paper);
  Record record;
  Panel main{canvas, chart, land, style, layout.map, view.language, unit, record};
  if (layout.inset) {
    main.inset_box = layout.inset->view();
  }
  if (layout.inset && layout.is_inset_over_map) {
    main.inset_room = room_of(*layout.inset, unit);
  }
  draw_panel(main);
  if (layout.inset) {
    draw_panel({canvas, chart, land, style, *layout.inset, view.language, unit, record});
  }
  const std::string title = title_of(chart, view.box, view.language);
  const auto reporting = reporting_of(chart, view.box);
  const std::string edition = edition_of(chart);
  const Rect map = layout.map.frame();
  const double side = margins(unit).right;
  const double foot_height = draw_foot(
      {canvas, style, view.language, unit, record.items, title, reporting, edition, chart.coast_sources},
      {side, layout.foot_top}, view.width_px - 2 * side);
  const int height_px = static_cast<int>(std::ceil(layout.foot_top + foot_height));
  auto png = canvas.png(height_px);
  if (!png) {
    return error(
        DrawProblem::not_drawn,
        LocalizedMessage(tr("Cannot draw it: {why}; choose a smaller width."), {{"why", png.error()}}));
  }
  Plot plot{.width_px = view.width_px, .height_px = height_px, .png = *std::move(png), .map = map};
  if (layout.inset) {
    plot.inset = layout.inset->frame();
  }
  plot.title = title;
  plot.reporting = reporting;
  plot.edition = edition;
  plot.legend.assign(record.items.begin(), record.items.end());
  plot.names = std::move(record.names);
  return plot;
}

}  // namespace selat::draw
