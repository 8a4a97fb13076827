#pragma once
// An image in memory to draw on, in pixels from its upper left corner; by Cairo.
//
// Thread: one at a time. Errors: none until png(); what lies outside the image is cut off.

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <vector>

namespace selat::draw {

struct Colour {
  double red = 0;
  double green = 0;
  double blue = 0;
  double opacity = 1;
};

struct Point {
  double x = 0;
  double y = 0;
};

struct Rect {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
  [[nodiscard]] bool overlaps(const Rect& other) const {
    return x < other.x + other.width && other.x < x + width && y < other.y + other.height &&
           other.y < y + height;
  }
  [[nodiscard]] bool contains(const Rect& other) const {
    return x <= other.x && y <= other.y && other.x + other.width <= x + width &&
           other.y + other.height <= y + height;
  }
};

using Polyline = std::vector<Point>;

enum class Dash : std::uint8_t { solid, dashed, dotted, dash_dot };

struct Stroke {
  Colour colour;
  double width = 1;
  Dash dash = Dash::solid;
};

struct Font {
  double size = 12;
  bool is_bold = false;
  bool is_italic = false;
};

class Canvas {
 public:
  Canvas(int width, int height, Colour background);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  // Rings by the even-odd rule: the second ring of a polygon is a hole.
  void fill(const std::vector<Polyline>& rings, Colour colour);
  // Slanting lines `spacing` apart inside the rings.
  void hatch(const std::vector<Polyline>& rings, const Stroke& stroke, double spacing);
  void line(const Polyline& path, const Stroke& stroke);
  void outline(const std::vector<Polyline>& rings, const Stroke& stroke);
  void disc(Point centre, double radius, Colour inside, const Stroke& edge);
  void box(const Rect& rect, Colour inside, const Stroke& edge);
  // The size of a line of text, including what is above and below its baseline.
  [[nodiscard]] Point size_of(const std::string& text, const Font& font) const;
  // With its upper left corner there; `halo` is drawn around the letters.
  void text(Point left_top, const std::string& text, const Font& font, Colour colour, Colour halo);
  // Until the object ends, nothing is drawn outside `rect`.
  class Clip {
   public:
    Clip(Canvas& canvas, const Rect& rect);
    ~Clip();
    Clip(const Clip&) = delete;
    Clip& operator=(const Clip&) = delete;

   private:
    Canvas& canvas_;
  };

  // The bytes of a PNG file of the first `rows` rows. The error is the reason in a few words.
  [[nodiscard]] std::expected<std::string, std::string> png(int rows) const;
  // 0xRRGGBB.
  [[nodiscard]] std::uint32_t pixel(int x, int y) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::draw
