#include <algorithm>
#include <cmath>
#include <vector>

#include "chart/chart.h"
#include "geo/local_plane.h"

namespace selat::chart {
namespace {

// A place of the segment, rounded to 1e-7°.
geo::Position between(geo::Position from, geo::Position to, double fraction) {
  const auto part = [fraction](std::int32_t a, std::int32_t b) {
    return static_cast<std::int32_t>(std::lround(a + fraction * (static_cast<double>(b) - a)));
  };
  return geo::Position::e7(part(from.latitude_e7(), to.latitude_e7()),
                           part(from.longitude_e7(), to.longitude_e7()));
}

bool is_alike(Bearing a, Bearing b) {
  const double apart = std::abs(a.in_degrees() - b.in_degrees());
  return std::min(apart, 360 - apart) < 90;
}

// The pieces of the line that lie in the area, in order.
std::vector<std::vector<geo::Position>> pieces_within(const std::vector<geo::Position>& line,
                                                      const geo::Area& area) {
  std::vector<std::vector<geo::Position>> pieces;
  bool is_open = false;  // whether the last piece continues
  const auto add = [&](geo::Position from, geo::Position to) {
    if (!is_open) {
      pieces.push_back({from});
      is_open = true;
    }
    pieces.back().push_back(to);
  };
  for (std::size_t i = 1; i < line.size(); ++i) {
    bool is_inside = area.contains(line[i - 1]);
    geo::Position from = line[i - 1];
    is_open = is_open && is_inside;
    for (const geo::Crossing& crossing : area.crossings(line[i - 1], line[i])) {
      const geo::Position here = between(line[i - 1], line[i], crossing.fraction);
      if (is_inside) {
        add(from, here);
      }
      is_open = false;
      is_inside = crossing.is_entry;
      from = here;
    }
    if (is_inside) {
      add(from, line[i]);
    }
  }
  return pieces;
}

// The pieces of the centre line within the measure that run in its direction.
void add_centres(const RouteingMeasure& measure, const Lane& lane, std::vector<LaneCentre>& centres) {
  if (!measure.direction || !measure.half_width) {
    return;  // no lane
  }
  for (auto& piece : pieces_within(lane.line, measure.area)) {
    if (is_alike(*measure.direction, geo::bearing(piece.front(), piece.back()))) {
      centres.push_back({std::move(piece), *measure.half_width});
    }
  }
}

}  // namespace

std::vector<LaneCentre> lane_centres(const Chart& chart) {
  std::vector<LaneCentre> centres;
  for (const RouteingMeasure& measure : chart.routeing) {
    for (const Lane& lane : chart.lanes) {
      add_centres(measure, lane, centres);
    }
  }
  return centres;
}

}  // namespace selat::chart
