#pragma once
// One panel of the chart plot (the whole, or the inset): the layers of the chart, from the sea to the names.
// Internal to draw/.

#include <optional>
#include <vector>

#include "base/language.h"
#include "chart/chart.h"
#include "draw/canvas.h"
#include "draw/projection.h"
#include "geo/area_grid.h"

namespace selat::draw {

struct Panel {
  Canvas& canvas;
  const chart::Chart& chart;
  const geo::AreaGrid& land;
  Projection projection;
  Language language;
  double unit;                  // a pixel at the plot's standard width: fonts and lines are scaled by it
  std::vector<Rect> covered{};  // by the legend and the inset: no names there
  std::optional<geo::Box> inset_box{};  // what the inset shows
};

void draw_panel(const Panel& panel);
// Explains the symbols and says that the plot is not for navigation.
void draw_legend(Canvas& canvas, const Rect& room, Language language, double unit);
// The size that the legend needs.
[[nodiscard]] Point legend_size(double unit);

}  // namespace selat::draw
