#include "draw/labels.h"

#include <algorithm>
#include <sstream>
#include <utility>

namespace selat::draw {
bool Labels::is_free(const Rect& rect) const {
  return frame_.contains(rect) &&
         std::ranges::none_of(taken_, [&rect](const Rect& taken) { return taken.overlaps(rect); });
}

bool Labels::holds(std::string_view name) const {
  return std::any_of(placed_.begin() + static_cast<std::ptrdiff_t>(first_), placed_.end(),
                     [name](const PlacedName& placed) { return placed.text == name; });
}

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream rest(text);
  for (std::string line; std::getline(rest, line);) {
    lines.push_back(line);
  }
  return lines;
}

}  // namespace

Point Labels::size_of(const Label& label) const {
  Point size;
  for (const std::string& line : lines_of(label.text)) {
    const Point one = canvas_.size_of(line, label.font);
    size = {std::max(size.x, one.x), size.y + one.y};
  }
  return size;
}

bool Labels::place(const Rect& rect, const Label& label) {
  if (!is_free(rect)) {
    return false;
  }
  const std::vector<std::string> lines = lines_of(label.text);
  std::string whole;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const double width = canvas_.size_of(lines[i], label.font).x;
    const double down = rect.height * static_cast<double>(i) / static_cast<double>(lines.size());
    canvas_.text({rect.x + (rect.width - width) / 2, rect.y + down}, lines[i], label.font, label.colour,
                 halo_);
    whole.append(i == 0 ? "" : " ").append(lines[i]);
  }
  // Two names on one line need a gap, or they are read as one.
  const double gap = 0.5 * label.font.size;
  taken_.push_back({rect.x - gap, rect.y, rect.width + 2 * gap, rect.height});
  placed_.push_back({std::move(whole), rect});
  return true;
}

bool Labels::place_beside(Point mark, double radius, const Label& label) {
  const Point size = size_of(label);
  const double gap = radius + 0.3 * label.font.size;
  const double right = mark.x + gap;
  const double left = mark.x - gap - size.x;
  const double middle = mark.y - size.y / 2;
  const double centre = mark.x - size.x / 2;
  const double above = mark.y - gap * 0.8 - size.y;
  const double below = mark.y + gap * 0.8;
  for (const Point corner :
       {Point{right, middle}, Point{left, middle}, Point{centre, above}, Point{centre, below},
        Point{right, above}, Point{right, below}, Point{left, above}, Point{left, below}}) {
    if (place({corner.x, corner.y, size.x, size.y}, label)) {
      return true;
    }
  }
  return false;
}

bool Labels::place_at(Point middle, const Label& label) {
  const Point size = size_of(label);
  return place({middle.x - size.x / 2, middle.y - size.y / 2, size.x, size.y}, label);
}

}  // namespace selat::draw
