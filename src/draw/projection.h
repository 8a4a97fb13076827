#pragma once
// Mercator: from positions to pixels of one panel. Courses are straight lines, and the scale is the same in
// all directions (a mile is 7 ‰ longer at 7°N than at the equator).

#include <cmath>
#include <numbers>
#include <vector>

#include "draw/canvas.h"
#include "geo/polygon.h"

namespace selat::draw {

class Projection {
 public:
  // `view` fills `width` from (`left`, `top`) on; its height() follows from that.
  Projection(const geo::Box& view, double left, double top, double width)
      : view_(view),
        left_(left),
        top_(top),
        width_(width),
        per_degree_(width / (view.north_east.longitude_deg() - view.south_west.longitude_deg())),
        north_(northing_deg(view.north_east.latitude_deg())) {}

  [[nodiscard]] Point to_pixel(geo::Position p) const {
    return {left_ + (p.longitude_deg() - view_.south_west.longitude_deg()) * per_degree_,
            top_ + (north_ - northing_deg(p.latitude_deg())) * per_degree_};
  }
  [[nodiscard]] geo::Position to_position(Point pixel) const {
    const double northing_deg = north_ - (pixel.y - top_) / per_degree_;
    const double radian = std::numbers::pi / 180;
    return geo::Position::degrees(std::atan(std::sinh(northing_deg * radian)) / radian,
                                  view_.south_west.longitude_deg() + (pixel.x - left_) / per_degree_);
  }
  [[nodiscard]] Polyline to_pixels(const std::vector<geo::Position>& places) const {
    Polyline path;
    path.reserve(places.size());
    for (const geo::Position p : places) {
      path.push_back(to_pixel(p));
    }
    return path;
  }
  [[nodiscard]] std::vector<Polyline> to_pixels(const geo::Polygon& polygon) const {
    std::vector<Polyline> rings{to_pixels(polygon.outer())};
    for (const geo::Ring& hole : polygon.holes()) {
      rings.push_back(to_pixels(hole));
    }
    return rings;
  }
  [[nodiscard]] const geo::Box& view() const { return view_; }
  [[nodiscard]] double height() const {
    return (north_ - northing_deg(view_.south_west.latitude_deg())) * per_degree_;
  }
  [[nodiscard]] Rect frame() const { return {left_, top_, width_, height()}; }
  [[nodiscard]] double pixels_per_degree() const { return per_degree_; }
  [[nodiscard]] double pixels_per_metre() const { return per_degree_ / 111'320; }

 private:
  static double northing_deg(double latitude_deg) {
    const double radian = std::numbers::pi / 180;
    return std::asinh(std::tan(latitude_deg * radian)) / radian;
  }
  geo::Box view_;
  double left_;
  double top_;
  double width_;
  double per_degree_;
  double north_;
};

}  // namespace selat::draw
