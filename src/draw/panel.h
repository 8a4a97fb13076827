#pragma once
// One map of the picture (the whole, or the inset): the chart's layers, from the sea up to the names.
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
  double unit;                  // a pixel of the picture at its standard width: fonts and lines scale with it
  std::vector<Rect> covered{};  // by the legend and the inset: no names there
  std::optional<geo::Box> shown_again{};  // by the inset
};

void draw_map(const Panel& panel);
// What the symbols mean, and what the picture is not, within `room`.
void draw_legend(Canvas& canvas, const Rect& room, Language language, double unit);
[[nodiscard]] inline const std::string& name_in(const model::Names& names, Language language) {
  return language == Language::id ? names.id : language == Language::ms ? names.ms : names.en;
}
// Room for the legend.
[[nodiscard]] Point legend_size(double unit);

}  // namespace selat::draw
