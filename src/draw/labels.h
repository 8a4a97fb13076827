#pragma once
// Names that do not cover each other: each is tried at the places around its anchor, the first that is free
// is taken; a name that finds none is left out. Names given first win.

#include <string>
#include <vector>

#include "draw/canvas.h"

namespace selat::draw {

struct Label {
  std::string text;
  Font font;
  Colour colour;
};

class Labels {
 public:
  // Names stay within `frame`.
  Labels(Canvas& canvas, const Rect& frame) : canvas_(canvas), frame_(frame) {}

  void reserve(const Rect& rect) { taken_.push_back(rect); }
  [[nodiscard]] bool is_free(const Rect& rect) const;
  // Beside a mark of this radius. Whether there was room.
  bool place_beside(Point mark, double radius, const Label& label);
  // With its middle there.
  bool place_at(Point middle, const Label& label);

 private:
  bool place(const Rect& rect, const Label& label);
  Canvas& canvas_;
  Rect frame_;
  std::vector<Rect> taken_;
};

}  // namespace selat::draw
