#pragma once
// The chart plot: an image of coast, waters, lanes, sectors, treaty lines and control points; below the map a
// legend of what is on it, which says how certain that is. Not for navigation.
//
// Thread: any. Errors: values.

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "base/enum_names.h"
#include "base/language.h"
#include "base/localized_message.h"
#include "chart/chart.h"
#include "draw/labels.h"
#include "draw/legend.h"
#include "draw/style.h"

namespace selat::draw {

enum class DrawProblem : std::uint8_t {
  empty_view,      // the box has no extent, or is no place on Earth
  view_too_small,  // below 0.1 degrees
  view_too_large,  // above 30 degrees, or beyond 70° north or south
  wrong_width,     // outside 400 to 6,000 pixels
  too_tall,        // above 8,000 pixels
  not_drawn,       // too little memory
};

struct DrawError {
  DrawProblem problem = DrawProblem::not_drawn;
  LocalizedMessage reason;  // one sentence that says what to do
};

struct View {
  geo::Box box = {geo::Position::e7(6'000'000, 979'000'000), geo::Position::e7(66'200'000, 1'047'500'000)};
  int width_px = 1'800;
  Language language = Language::en;  // of legend and names
  Palette palette = Palette::day;
};

struct Plot {
  int width_px = 0;
  int height_px = 0;
  std::string png = {};  // the bytes of the file
  Rect map = {};         // the frame that shows the box of the view
  std::optional<Rect> inset = {};
  std::string title = {};  // the straits and the place on it; empty: the chart names none
  std::vector<ReportingChannel> reporting = {};
  std::string edition = {};             // "2026-11-30": the day of the newest line of the chart
  std::vector<LegendItem> legend = {};  // what is on the picture, and nothing else
  std::vector<PlacedName> names = {};   // with the degrees around the frames
};

// When the Singapore Strait would be too small to read, an inset shows it.
[[nodiscard]] std::expected<Plot, DrawError> draw_chart(const chart::Chart& chart, const View& view);

}  // namespace selat::draw

namespace selat {
template <>
inline constexpr auto enum_names<draw::DrawProblem> = std::to_array<std::string_view>(
    {"empty_view", "view_too_small", "view_too_large", "wrong_width", "too_tall", "not_drawn"});
}  // namespace selat
