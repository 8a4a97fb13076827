#include "draw/labels.h"

#include <algorithm>

namespace selat::draw {
bool Labels::is_free(const Rect& rect) const {
  return frame_.contains(rect) &&
         std::ranges::none_of(taken_, [&rect](const Rect& taken) { return taken.overlaps(rect); });
}

bool Labels::holds(std::string_view name) const {
  return std::any_of(placed_.begin() + static_cast<std::ptrdiff_t>(first_), placed_.end(),
                     [name](const PlacedName& placed) { return placed.text == name; });
}

bool Labels::place(const Rect& rect, const Label& label) {
  if (!is_free(rect)) {
    return false;
  }
  canvas_.text({rect.x, rect.y}, label.text, label.font, label.colour, halo_);
  // Two names on one line need a gap, or they are read as one.
  const double gap = 0.5 * label.font.size;
  taken_.push_back({rect.x - gap, rect.y, rect.width + 2 * gap, rect.height});
  placed_.push_back({label.text, rect});
  return true;
}

bool Labels::place_beside(Point mark, double radius, const Label& label) {
  const Point size = canvas_.size_of(label.text, label.font);
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
  const Point size = canvas_.size_of(label.text, label.font);
  return place({middle.x - size.x / 2, middle.y - size.y / 2, size.x, size.y}, label);
}

}  // namespace selat::draw
