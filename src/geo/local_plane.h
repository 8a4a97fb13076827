#pragma once
// Short distances on the WGS84 ellipsoid without iteration: Gauss's mid-latitude formulas with their terms of
// third order (Rapp, Geometric Geodesy I, 1991, §5). Relative error of distance() below 1e-6 up to 50 km
// between latitudes ±60°; the exact geodesic, for longer ones, is chart::geodesic (PROJ).

#include <cmath>

#include "geo/position.h"
#include "units/angle.h"
#include "units/distance.h"

namespace selat::geo {

// Metres east and north of a plane's origin.
struct Offset {
  double east_m = 0;
  double north_m = 0;
  friend constexpr Offset operator+(Offset a, Offset b) {
    return {a.east_m + b.east_m, a.north_m + b.north_m};
  }
  friend constexpr Offset operator-(Offset a, Offset b) {
    return {a.east_m - b.east_m, a.north_m - b.north_m};
  }
  friend constexpr Offset operator*(Offset a, double by) { return {a.east_m * by, a.north_m * by}; }
  friend constexpr double dot(Offset a, Offset b) { return a.east_m * b.east_m + a.north_m * b.north_m; }
  friend constexpr double cross(Offset a, Offset b) { return a.east_m * b.north_m - a.north_m * b.east_m; }
  [[nodiscard]] double length_m() const { return std::sqrt(east_m * east_m + north_m * north_m); }
};

// A plane tangent at `origin`, for computing with many places near it (polygon edges, CPA, filters). Lines
// straight in latitude and longitude stay straight. Scale error at a distance d is d / 6371 km ×
// tan(latitude): below 4e-4 within 20 km up to latitude 7°.
class LocalPlane {
 public:
  explicit LocalPlane(Position origin);
  [[nodiscard]] Position origin() const { return origin_; }
  [[nodiscard]] Offset to_plane(Position position) const;
  // A place beyond a pole is moved to the pole; longitudes wrap at 180°.
  [[nodiscard]] Position to_position(Offset offset) const;
  // The scale, the same everywhere on the plane.
  [[nodiscard]] double metres_per_e7_east() const { return metres_per_e7_east_; }
  [[nodiscard]] double metres_per_e7_north() const { return metres_per_e7_north_; }

 private:
  Position origin_;
  double metres_per_e7_east_;
  double metres_per_e7_north_;
};

// The step from one place to another: it has the length of the geodesic and its direction at the middle. Also
// across the 180° meridian. step(a, b) is exactly the opposite of step(b, a).
[[nodiscard]] Offset step(Position from, Position to);
[[nodiscard]] Distance distance(Position a, Position b);
// Up to 1,000 km never below distance(a, b), and at most 1.5 times of it between ±7°; without trigonometry,
// for what only asks whether it is plainly near.
[[nodiscard]] Distance distance_at_most(Position a, Position b);
// Initial bearing, right to 0.001° up to 50 km between ±60°; north where both are the same place.
[[nodiscard]] Bearing bearing(Position from, Position to);
// The end of the geodesic that starts at `bearing` and has this length; as accurate as distance().
[[nodiscard]] Position destination(Position from, Bearing bearing, Distance distance);

}  // namespace selat::geo
