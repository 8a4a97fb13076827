#include "draw/canvas.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <cairo.h>

namespace selat::draw {

struct Canvas::Impl {
  cairo_surface_t* surface = nullptr;
  cairo_t* pen = nullptr;

  Impl(int width, int height)
      : surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height)), pen(cairo_create(surface)) {}
  ~Impl() {
    cairo_destroy(pen);
    cairo_surface_destroy(surface);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  void set(Colour c) const { cairo_set_source_rgba(pen, c.red, c.green, c.blue, c.opacity); }

  void set(const Stroke& stroke) const {
    set(stroke.colour);
    cairo_set_line_width(pen, stroke.width);
    cairo_set_line_join(pen, CAIRO_LINE_JOIN_ROUND);
    const double dashed[] = {4 * stroke.width + 2, 3 * stroke.width + 1};
    const double dotted[] = {stroke.width, 2 * stroke.width};
    const double dash_dot[] = {9 * stroke.width, 4 * stroke.width, stroke.width, 4 * stroke.width};
    switch (stroke.dash) {
      case Dash::solid:
        cairo_set_dash(pen, nullptr, 0, 0);
        break;
      case Dash::dashed:
        cairo_set_dash(pen, dashed, 2, 0);
        break;
      case Dash::dotted:
        cairo_set_dash(pen, dotted, 2, 0);
        break;
      case Dash::dash_dot:
        cairo_set_dash(pen, dash_dot, 4, 0);
        break;
    }
  }

  void set(const Font& font) const {
    cairo_select_font_face(pen, "DejaVu Sans",
                           font.is_italic ? CAIRO_FONT_SLANT_ITALIC : CAIRO_FONT_SLANT_NORMAL,
                           font.is_bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(pen, font.size);
  }

  void trace(const Polyline& path) const {
    // Cairo has coordinates of 24.8 bits, which overflow above 8 million pixels.
    constexpr double kFar = 4e6;
    cairo_new_sub_path(pen);
    for (const Point p : path) {
      cairo_line_to(pen, std::clamp(p.x, -kFar, kFar), std::clamp(p.y, -kFar, kFar));
    }
  }

  void trace(const std::vector<Polyline>& rings) const {
    cairo_new_path(pen);
    for (const Polyline& ring : rings) {
      trace(ring);
      cairo_close_path(pen);
    }
  }
};

Canvas::Canvas(int width, int height, Colour background) : impl_(std::make_unique<Impl>(width, height)) {
  impl_->set(background);
  cairo_paint(impl_->pen);
  cairo_set_fill_rule(impl_->pen, CAIRO_FILL_RULE_EVEN_ODD);
}

Canvas::~Canvas() = default;

void Canvas::fill(const std::vector<Polyline>& rings, Colour colour) {
  impl_->trace(rings);
  impl_->set(colour);
  cairo_fill(impl_->pen);
}

void Canvas::hatch(const std::vector<Polyline>& rings, const Stroke& stroke, double spacing) {
  cairo_save(impl_->pen);
  impl_->trace(rings);
  cairo_clip(impl_->pen);
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  cairo_clip_extents(impl_->pen, &left, &top, &right, &bottom);
  impl_->set(stroke);
  cairo_new_path(impl_->pen);
  // On one grid of lines for the whole image, so that the hatching of neighbours matches.
  const double slant = bottom - top;
  const auto first = std::lround(std::floor((left - slant + top) / spacing));
  const auto last = std::lround(std::ceil((right + spacing + top) / spacing));
  for (auto line = first; line < last; ++line) {
    const double x = static_cast<double>(line) * spacing - top;
    cairo_move_to(impl_->pen, x, top);
    cairo_line_to(impl_->pen, x + slant, bottom);
  }
  cairo_stroke(impl_->pen);
  cairo_restore(impl_->pen);
}

void Canvas::line(const Polyline& path, const Stroke& stroke) {
  cairo_new_path(impl_->pen);
  impl_->trace(path);
  impl_->set(stroke);
  cairo_stroke(impl_->pen);
}

void Canvas::outline(const std::vector<Polyline>& rings, const Stroke& stroke) {
  impl_->trace(rings);
  impl_->set(stroke);
  cairo_stroke(impl_->pen);
}

void Canvas::disc(Point centre, double radius, Colour inside, const Stroke& edge) {
  cairo_new_path(impl_->pen);
  cairo_arc(impl_->pen, centre.x, centre.y, radius, 0, 2 * std::numbers::pi);
  impl_->set(inside);
  cairo_fill_preserve(impl_->pen);
  impl_->set(edge);
  cairo_stroke(impl_->pen);
}

void Canvas::box(const Rect& rect, Colour inside, const Stroke& edge) {
  cairo_new_path(impl_->pen);
  cairo_rectangle(impl_->pen, rect.x, rect.y, rect.width, rect.height);
  impl_->set(inside);
  cairo_fill_preserve(impl_->pen);
  impl_->set(edge);
  cairo_stroke(impl_->pen);
}

Point Canvas::size_of(const std::string& text, const Font& font) const {
  impl_->set(font);
  cairo_text_extents_t extents;
  cairo_text_extents(impl_->pen, text.c_str(), &extents);
  return {extents.x_advance, font.size * 1.2};
}

void Canvas::text(Point left_top, const std::string& text, const Font& font, Colour colour, Colour halo) {
  impl_->set(font);
  cairo_new_path(impl_->pen);
  cairo_move_to(impl_->pen, left_top.x, left_top.y + font.size * 0.95);
  cairo_text_path(impl_->pen, text.c_str());
  if (halo.opacity > 0) {
    impl_->set(Stroke{halo, font.size * 0.28, Dash::solid});
    cairo_stroke_preserve(impl_->pen);
  }
  impl_->set(colour);
  cairo_set_fill_rule(impl_->pen, CAIRO_FILL_RULE_WINDING);
  cairo_fill(impl_->pen);
  cairo_set_fill_rule(impl_->pen, CAIRO_FILL_RULE_EVEN_ODD);
}

Canvas::Clip::Clip(Canvas& canvas, const Rect& rect) : canvas_(canvas) {
  cairo_save(canvas_.impl_->pen);
  cairo_new_path(canvas_.impl_->pen);
  cairo_rectangle(canvas_.impl_->pen, rect.x, rect.y, rect.width, rect.height);
  cairo_clip(canvas_.impl_->pen);
}

Canvas::Clip::~Clip() {
  cairo_restore(canvas_.impl_->pen);
}

std::expected<std::string, std::string> Canvas::png(int rows) const {
  cairo_surface_flush(impl_->surface);
  cairo_surface_t* const whole = impl_->surface;
  unsigned char* const pixels = cairo_image_surface_get_data(whole);
  if (pixels == nullptr) {
    return std::unexpected(std::string(cairo_status_to_string(cairo_surface_status(whole))));
  }
  cairo_surface_t* const part = cairo_image_surface_create_for_data(
      pixels, CAIRO_FORMAT_RGB24, cairo_image_surface_get_width(whole),
      std::min(rows, cairo_image_surface_get_height(whole)), cairo_image_surface_get_stride(whole));
  std::string bytes;
  const auto append = [](void* to, const unsigned char* data, unsigned int size) {
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
  };
  const cairo_status_t drawn = cairo_status(impl_->pen);
  const cairo_status_t status =
      drawn == CAIRO_STATUS_SUCCESS ? cairo_surface_write_to_png_stream(part, append, &bytes) : drawn;
  cairo_surface_destroy(part);
  if (status != CAIRO_STATUS_SUCCESS) {
    return std::unexpected(std::string(cairo_status_to_string(status)));
  }
  return bytes;
}

std::uint32_t Canvas::pixel(int x, int y) const {
  cairo_surface_flush(impl_->surface);
  const unsigned char* const rows = cairo_image_surface_get_data(impl_->surface);
  if (rows == nullptr || x < 0 || y < 0 || x >= cairo_image_surface_get_width(impl_->surface) ||
      y >= cairo_image_surface_get_height(impl_->surface)) {
    return 0;
  }
  const unsigned char* const at =
      rows + static_cast<std::ptrdiff_t>(y) * cairo_image_surface_get_stride(impl_->surface) +
      static_cast<std::ptrdiff_t>(x) * 4;
  return static_cast<std::uint32_t>(at[2]) << 16U | static_cast<std::uint32_t>(at[1]) << 8U | at[0];
}

}  // namespace selat::draw
