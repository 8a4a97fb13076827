#include "draw/visibility.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "draw/sampling.h"

namespace selat::draw {
namespace {

// The part of a line within the frame.
std::optional<std::pair<Point, Point>> clipped(Point from, Point to, const Rect& frame) {
  double begin = 0;
  double end = 1;
  const auto cut = [&](double start, double step, double low, double high) {
    if (step == 0) {
      return start >= low && start <= high;
    }
    const double one = (low - start) / step;
    const double other = (high - start) / step;
    begin = std::max(begin, std::min(one, other));
    end = std::min(end, std::max(one, other));
    return begin < end;
  };
  const Point step{to.x - from.x, to.y - from.y};
  if (!cut(from.x, step.x, frame.x, frame.x + frame.width) ||
      !cut(from.y, step.y, frame.y, frame.y + frame.height)) {
    return std::nullopt;
  }
  return std::pair{Point{from.x + begin * step.x, from.y + begin * step.y},
                   Point{from.x + end * step.x, from.y + end * step.y}};
}

bool is_covered(const Panel& panel, Point at) {
  return panel.inset_room && panel.inset_room->overlaps({at.x, at.y, 0, 0});
}

bool is_on_land(const Panel& panel, Point at) {
  return panel.land.contains(panel.projection.to_position(at));
}

// Whether the middle of a part in the frame is there to be seen.
template <typename IsHidden>
bool shows_step(const Panel& panel, Point from, Point to, const IsHidden& is_hidden) {
  const auto part = clipped(from, to, panel.projection.frame());
  if (!part) {
    return false;
  }
  const Point middle{(part->first.x + part->second.x) / 2, (part->first.y + part->second.y) / 2};
  return !is_covered(panel, middle) && !is_hidden(middle);
}

}  // namespace

bool shows_line(const Panel& panel, const Polyline& path) {
  for (std::size_t i = 1; i < path.size(); ++i) {
    if (shows_step(panel, path[i - 1], path[i], [](Point) { return false; })) {
      return true;
    }
  }
  return false;
}

bool shows_edge(const Panel& panel, const Rings& rings) {
  const auto is_hidden = [&panel](Point at) { return is_on_land(panel, at); };
  for (const Polyline& ring : rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      if (shows_step(panel, ring[i], ring[(i + 1) % ring.size()], is_hidden)) {
        return true;
      }
    }
  }
  return false;
}

bool shows_area(const Panel& panel, const geo::Polygon& polygon, const Rings& rings) {
  if (shows_edge(panel, rings)) {
    return true;
  }
  const Rect frame = panel.projection.frame();
  constexpr int kSteps = 24;
  for (int i = 0; i < kSteps * kSteps; ++i) {
    const Point part = cell_middle(i, kSteps);
    const Point at{frame.x + frame.width * part.x, frame.y + frame.height * part.y};
    if (!is_covered(panel, at) && polygon.contains(panel.projection.to_position(at)) &&
        !is_on_land(panel, at)) {
      return true;
    }
  }
  return false;
}

bool shows_mark(const Panel& panel, Point at, double radius) {
  const Rect room{at.x - radius, at.y - radius, 2 * radius, 2 * radius};
  return panel.projection.frame().contains(room) && !(panel.inset_room && panel.inset_room->overlaps(room));
}

}  // namespace selat::draw
