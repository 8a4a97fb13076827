#include "draw/panel.h"

#include <array>
#include <cmath>
#include <cstdio>

#include "text/measure.h"
#include "text/translate.h"

namespace selat::draw {
namespace {

// A whole number of minutes of arc between two lines of the graticule, as on paper charts.
long grid_step_min(const Panel& panel) {
  for (const long step : {1, 2, 5, 10, 15, 30, 60, 120}) {
    if (static_cast<double>(step) / 60 * panel.projection.pixels_per_degree() >= 70 * panel.unit) {
      return step;
    }
  }
  return 300;
}

std::string degrees_text(long minutes, char positive, char negative) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%ld°%02ld'%c", std::labs(minutes) / 60, std::labs(minutes) % 60,
                minutes < 0 ? negative : positive);
  return text.data();
}

// The multiples of `step` from `from` to `to`, in minutes of arc.
std::vector<long> multiples(long step, double from_deg, double to_deg) {
  std::vector<long> found;
  const auto minutes = static_cast<double>(step);
  const long last = std::lround(std::floor(to_deg * 60 / minutes));
  for (long i = std::lround(std::ceil(from_deg * 60 / minutes)); i <= last; ++i) {
    found.push_back(i * step);
  }
  return found;
}

}  // namespace

void draw_graticule(const Panel& panel) {
  const geo::Box& view = panel.projection.view();
  const Rect frame = panel.projection.frame();
  const double u = panel.unit;
  const Font font{11 * u, false, false};
  Stroke stroke = panel.style.grid;
  stroke.width *= u;
  const Stroke tick{panel.style.ink, u, Dash::solid};
  Labels border(panel.canvas, room_of(panel.projection, u), kNothing, panel.record.names);
  const long step = grid_step_min(panel);
  const double bottom = frame.y + frame.height;
  for (const long lon : multiples(step, view.south_west.longitude_deg(), view.north_east.longitude_deg())) {
    const double x = panel.projection.to_pixel(geo::Position::degrees(0, static_cast<double>(lon) / 60)).x;
    panel.canvas.line({{x, frame.y}, {x, bottom}}, stroke);
    panel.canvas.line({{x, bottom}, {x, bottom + 4 * u}}, tick);
    border.place_at({x, bottom + 11 * u}, {degrees_text(lon, 'E', 'W'), font, panel.style.ink});
  }
  for (const long lat : multiples(step, view.south_west.latitude_deg(), view.north_east.latitude_deg())) {
    const double y =
        panel.projection
            .to_pixel(geo::Position::degrees(static_cast<double>(lat) / 60, view.south_west.longitude_deg()))
            .y;
    panel.canvas.line({{frame.x, y}, {frame.x + frame.width, y}}, stroke);
    panel.canvas.line({{frame.x - 4 * u, y}, {frame.x, y}}, tick);
    const std::string text = degrees_text(lat, 'N', 'S');
    const double width = panel.canvas.size_of(text, font).x;
    border.place_at({frame.x - 5 * u - width / 2, y}, {text, font, panel.style.ink});
  }
}

// A round number of nautical miles, a quarter of the panel's width at most, below the frame.
void draw_scale(const Panel& panel) {
  const Rect frame = panel.projection.frame();
  const double u = panel.unit;
  const geo::Box& view = panel.projection.view();
  const double middle_deg = (view.south_west.latitude_deg() + view.north_east.latitude_deg()) / 2;
  const double px_per_nm = panel.projection.pixels_per_degree() / 60 / std::cos(middle_deg * 0.017453);
  double miles = 0.5;
  for (const double round : {1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0}) {
    miles = round * px_per_nm <= frame.width / 4 ? round : miles;
  }
  const double length = miles * px_per_nm;
  const Rect bar{frame.x, frame.y + frame.height + 26 * u, length, 5 * u};
  panel.canvas.box(bar, panel.style.paper, {panel.style.ink, u});
  panel.canvas.box({bar.x, bar.y, length / 2, bar.height}, panel.style.ink, {panel.style.ink, u});
  const std::string text = text::translate(
      {tr("{n} nautical {n:mile|miles}"), {{"n", text::number(miles, miles < 1 ? 1 : 0, panel.language)}}},
      panel.language);
  const Font font{11 * u, false, false};
  const Point size = panel.canvas.size_of(text, font);
  Labels border(panel.canvas, room_of(panel.projection, u), kNothing, panel.record.names);
  border.place_at({bar.x + length + 6 * u + size.x / 2, bar.y + bar.height / 2},
                  {text, font, panel.style.ink});
}

void draw_panel(const Panel& panel) {
  const Rect frame = panel.projection.frame();
  const double u = panel.unit;
  panel.canvas.box(room_of(panel.projection, u), panel.style.paper, {panel.style.grid.colour, u});
  {
    const Canvas::Clip clip(panel.canvas, frame);
    panel.canvas.box(frame, panel.style.open_sea, {panel.style.ink, u});
    draw_layers(panel);
  }
  draw_graticule(panel);
  draw_scale(panel);
  const Canvas::Clip clip(panel.canvas, frame);
  const double margin = 4 * u;
  Labels labels(panel.canvas,
                {frame.x + margin, frame.y + margin, frame.width - 2 * margin, frame.height - 2 * margin},
                panel.style.halo, panel.record.names);
  if (panel.inset_room) {
    labels.reserve(*panel.inset_room);
  }
  draw_names(panel, labels);
  panel.canvas.box(frame, kNothing, {panel.style.ink, 3 * u});
}

}  // namespace selat::draw
