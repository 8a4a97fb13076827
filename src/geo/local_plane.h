#pragma once
// The WGS84 ellipsoid seen flat around a latitude: radii of curvature at the middle latitude of the two
// places. Relative error of distance() below 1e-6 up to 50 km between latitudes ±60°; the exact geodesic,
// for longer ones, is chart::geodesic (PROJ). Formulas: Rapp, Geometric Geodesy I (1991), §3.

#include "geo/position.h"
#include "units/angle.h"
#include "units/distance.h"

namespace selat::geo {

// Metres east and north of a plane's origin.
struct Offset {
  double east_m = 0;
  double north_m = 0;
  friend constexpr Offset operator+(Offset a, Offset b) { return {a.east_m + b.east_m, a.north_m + b.north_m}; }
  friend constexpr Offset operator-(Offset a, Offset b) { return {a.east_m - b.east_m, a.north_m - b.north_m}; }
  friend constexpr Offset operator*(Offset a, double by) { return {a.east_m * by, a.north_m * by}; }
  friend constexpr double dot(Offset a, Offset b) { return a.east_m * b.east_m + a.north_m * b.north_m; }
  friend constexpr double cross(Offset a, Offset b) { return a.east_m * b.north_m - a.north_m * b.east_m; }
  [[nodiscard]] double length_m() const { return std::hypot(east_m, north_m); }
};

// A plane tangent at `origin`: for working on many places near one (polygon edges, CPA, filters).
// Scale error grows with the distance from the origin: below 1e-4 within 20 km at the Strait's latitudes.
class LocalPlane {
 public:
  explicit LocalPlane(Position origin);
  [[nodiscard]] Position origin() const { return origin_; }
  [[nodiscard]] Offset to_plane(Position position) const;
  [[nodiscard]] Position to_position(Offset offset) const;

 private:
  Position origin_;
  double metres_per_e7_east_;
  double metres_per_e7_north_;
};

// The step from one place to another, on the plane of their middle latitude. Crosses the 180° meridian.
[[nodiscard]] Offset step(Position from, Position to);
[[nodiscard]] Distance distance(Position a, Position b);
// Initial bearing; north where both are the same place.
[[nodiscard]] Bearing bearing(Position from, Position to);
[[nodiscard]] Position destination(Position from, Bearing bearing, Distance distance);

}  // namespace selat::geo
