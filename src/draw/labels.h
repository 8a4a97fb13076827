#pragma once
// Places names so that they do not cover each other: each goes to the first free place around its anchor, or
// is left out if there is none. Names given first have priority.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "draw/canvas.h"

namespace selat::draw {

struct Label {
  std::string text;  // of one line or several, each in the middle of the next
  Font font;
  Colour colour;
};

struct PlacedName {
  std::string text;
  Rect box;
};

class Labels {
 public:
  // Names stay within `frame`; each that is placed is added to `placed`.
  Labels(Canvas& canvas, const Rect& frame, Colour halo, std::vector<PlacedName>& placed)
      : canvas_(canvas), frame_(frame), halo_(halo), placed_(placed), first_(placed.size()) {}

  void reserve(const Rect& rect) { taken_.push_back(rect); }
  [[nodiscard]] bool is_free(const Rect& rect) const;
  // Whether this name has been placed here.
  [[nodiscard]] bool holds(std::string_view name) const;
  // Beside a mark of this radius. False when there is no room.
  bool place_beside(Point mark, double radius, const Label& label);
  // With its centre there. False when there is no room.
  bool place_at(Point middle, const Label& label);

 private:
  [[nodiscard]] Point size_of(const Label& label) const;
  bool place(const Rect& rect, const Label& label);
  Canvas& canvas_;
  Rect frame_;
  Colour halo_;
  std::vector<PlacedName>& placed_;
  std::size_t first_;  // of placed_: those before were placed on another panel
  std::vector<Rect> taken_;
};

}  // namespace selat::draw
