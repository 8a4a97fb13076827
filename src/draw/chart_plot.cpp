#include "draw/chart_plot.h"

#include <cmath>
#include <optional>

#include "draw/panel.h"
#include "draw/style.h"
#include "text/translate.h"

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

// In the upper right corner, over the mainland of Malaysia. None when the Singapore Strait is legible without
// it, or not in view.
std::optional<Projection> inset_of(const Projection& whole, double unit) {
  const geo::Box& view = whole.view();
  const bool is_in_view =
      view.contains(kSingaporeStrait.south_west) && view.contains(kSingaporeStrait.north_east);
  if (!is_in_view || whole.pixels_per_degree() >= kLegible_px_per_degree * unit) {
    return std::nullopt;
  }
  const double width = whole.frame().width * 0.46;
  return Projection(kSingaporeStrait, whole.frame().width - width - 10 * unit, 10 * unit, width);
}

// The corner where the legend covers the least sea and not the inset; of equal corners the lower left.
Rect legend_place(const Projection& whole, const geo::AreaGrid& land, Point size, double unit) {
  const Rect frame = whole.frame();
  const auto inset = inset_of(whole, unit);
  const double left = 10 * unit;
  const double right = frame.width - size.x - 10 * unit;
  const double top = 10 * unit;
  const double bottom = frame.height - size.y - 24 * unit;  // above the degrees of longitude
  Rect best{left, bottom, size.x, size.y};
  int most_land = -1;
  for (const Point corner :
       {Point{left, bottom}, Point{left, top}, Point{right, top}, Point{right, bottom}}) {
    const Rect room{corner.x, corner.y, size.x, size.y};
    int on_land = 0;
    constexpr int kSteps = 24;
    for (int row = 0; row < kSteps; ++row) {
      for (int column = 0; column < kSteps; ++column) {
        const Point at{room.x + room.width * (column + 0.5) / kSteps,
                       room.y + room.height * (row + 0.5) / kSteps};
        on_land += land.contains(whole.to_position(at)) ? 1 : 0;
      }
    }
    const bool is_free = !inset || !inset->frame().overlaps(room);
    if (is_free && on_land > most_land) {
      best = room;
      most_land = on_land;
    }
  }
  return best;
}

}  // namespace

std::expected<Plot, DrawError> draw_chart(const chart::Chart& chart, const View& view) {
  if (auto fault = fault_of(view)) {
    return std::unexpected(std::move(*fault));
  }
  const double unit = static_cast<double>(view.width_px) / kStandardWidth;
  const Projection whole(view.box, 0, 0, view.width_px);
  if (whole.height() > kMaxHeight) {
    return error(DrawProblem::too_tall, tr("Choose a smaller width, or a box that is less tall."));
  }
  Plot plot{.width_px = view.width_px, .height_px = static_cast<int>(std::lround(whole.height()))};
  Canvas canvas(plot.width_px, plot.height_px, style::kOpenSea);
  const geo::AreaGrid land{geo::Area(chart.coast)};
  Panel main{canvas, chart, land, whole, view.language, unit};

  const Point legend = legend_size(unit);
  const Rect legend_room = legend_place(whole, land, legend, unit);
  const bool has_legend = legend.x < 0.5 * plot.width_px && legend.y < 0.6 * plot.height_px;
  if (has_legend) {
    main.covered.push_back(legend_room);
  }
  const auto inset = inset_of(whole, unit);
  if (inset) {
    main.covered.push_back(inset->frame());
    main.inset_box = inset->view();
  }
  draw_panel(main);
  if (inset) {
    draw_panel({canvas, chart, land, *inset, view.language, unit});
  }
  if (has_legend) {
    draw_legend(canvas, legend_room, view.language, unit);
  } else {
    const auto words = [&](MessageId phrase) { return std::string(text::translate(phrase, view.language)); };
    canvas.text({14 * unit, 8 * unit}, words(tr("NOT FOR NAVIGATION")), {14 * unit, true, false},
                style::kControlPoint, style::kPaper);
    canvas.text(
        {14 * unit, 28 * unit},
        words(tr("Coast to 0.3 km, boundaries to 0.3 km or worse. Marked ~: approximate or not confirmed.")),
        {10 * unit, false, false}, style::kInk, style::kPaper);
    canvas.text({14 * unit, 42 * unit},
                words(tr("Mercator, WGS84. Coast: GSHHG (LGPL), fitted; Singapore © OpenStreetMap (ODbL).")),
                {10 * unit, false, false}, style::kInk, style::kPaper);
  }
  auto png = canvas.png();
  if (!png) {
    return error(
        DrawProblem::not_drawn,
        LocalizedMessage(tr("Cannot draw it: {why}; choose a smaller width."), {{"why", png.error()}}));
  }
  plot.png = *std::move(png);
  return plot;
}

}  // namespace selat::draw
