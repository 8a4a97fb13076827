#pragma once
// One panel of the chart plot (the whole, or the inset): a frame with the layers of the chart, from the sea
// to the names; outside it degrees and scale. Internal to draw/.

#include <optional>
#include <set>
#include <vector>

#include "base/language.h"
#include "chart/chart.h"
#include "draw/canvas.h"
#include "draw/labels.h"
#include "draw/legend.h"
#include "draw/projection.h"
#include "draw/style.h"
#include "geo/area_grid.h"

namespace selat::draw {

// What came to be on the picture.
struct Record {
  std::set<LegendItem> items;
  std::vector<PlacedName> names;
};

struct Panel {
  Canvas& canvas;
  const chart::Chart& chart;
  const geo::AreaGrid& land;
  const Style& style;
  Projection projection;
  Language language;
  double unit;  // a pixel at the plot's standard width: fonts and lines are scaled by it
  Record& record;
  std::optional<Rect> inset_room{};     // where the inset covers this panel
  std::optional<geo::Box> inset_box{};  // what the inset shows
};

// Around a frame: degrees on the left and below it, then the scale.
struct Margins {
  double left, right, top, bottom;
};
[[nodiscard]] inline Margins margins(double unit) {
  return {46 * unit, 8 * unit, 8 * unit, 40 * unit};
}
// A frame with its margins.
[[nodiscard]] inline Rect room_of(const Projection& projection, double unit) {
  const Rect frame = projection.frame();
  const Margins around = margins(unit);
  return {frame.x - around.left, frame.y - around.top, frame.width + around.left + around.right,
          frame.height + around.top + around.bottom};
}

void draw_panel(const Panel& panel);

// Its parts, one over the other.
void draw_layers(const Panel& panel);
void draw_graticule(const Panel& panel);
void draw_scale(const Panel& panel);
void draw_names(const Panel& panel, Labels& labels);

// The foot of the picture: what it is, how far to trust it, where it comes from, and the legend.
struct Foot {
  Canvas& canvas;
  const Style& style;
  Language language;
  double unit;
  const std::set<LegendItem>& items;
  std::string title;  // what is drawn; empty where the chart has no name for it
  const std::vector<ReportingChannel>& reporting;
  std::string edition;  // "2026-11-30"; empty where the chart does not say
  const std::vector<model::Names>& coast_sources;
};
// Returns its height.
double draw_foot(const Foot& foot, Point left_top, double width);
// More than any foot needs.
[[nodiscard]] double most_foot_height(double unit);

}  // namespace selat::draw
