#pragma once
// Polygons with holes on the lat/lon grid: edges are straight in latitude and longitude (the way GeoJSON,
// RFC 7946 §3.1.1, defines them). None crosses the 180° meridian. A point on an edge, of a hole too, is
// inside. contains() is exact: it works on the whole 1e-7 degrees.

#include <optional>
#include <vector>

#include "geo/position.h"
#include "units/distance.h"

namespace selat::geo {

// Closed without repeating the first vertex at the end; at least three vertices.
using Ring = std::vector<Position>;

struct Box {
  Position south_west;
  Position north_east;
  [[nodiscard]] constexpr bool contains(Position p) const {
    return p.latitude_e7() >= south_west.latitude_e7() && p.latitude_e7() <= north_east.latitude_e7() &&
           p.longitude_e7() >= south_west.longitude_e7() && p.longitude_e7() <= north_east.longitude_e7();
  }
  [[nodiscard]] constexpr bool overlaps(const Box& other) const {
    return south_west.latitude_e7() <= other.north_east.latitude_e7() &&
           other.south_west.latitude_e7() <= north_east.latitude_e7() &&
           south_west.longitude_e7() <= other.north_east.longitude_e7() &&
           other.south_west.longitude_e7() <= north_east.longitude_e7();
  }
  friend constexpr bool operator==(const Box&, const Box&) = default;
};

// Where a straight step from one fix to the next meets the boundary.
struct Crossing {
  double fraction = 0;    // of the way from the first fix to the second, in [0, 1]
  bool is_entry = false;  // from outside to inside
  friend constexpr bool operator==(const Crossing&, const Crossing&) = default;
};

class Polygon {
 public:
  // Empty: contains() is false, areas are 0.
  Polygon() = default;
  // Throws std::invalid_argument when a ring has fewer than three vertices or an invalid one.
  explicit Polygon(Ring outer, std::vector<Ring> holes = {});

  [[nodiscard]] const Ring& outer() const { return outer_; }
  [[nodiscard]] const std::vector<Ring>& holes() const { return holes_; }
  [[nodiscard]] const Box& bounds() const { return bounds_; }
  [[nodiscard]] bool contains(Position position) const;
  // To the nearest edge of any ring, inside or outside; on the local plane of `position`.
  [[nodiscard]] Distance distance_to_edge(Position position) const;
  // Every crossing of the step from a to b, in order along it; a step through the whole polygon gives two.
  // Entries and exits alternate, from contains(a) to contains(b). Touching a corner or an edge from one side
  // is no crossing. None when a or b is invalid.
  [[nodiscard]] std::vector<Crossing> crossings(Position a, Position b) const;
  // Of the shape with latitude and longitude as plane coordinates. May lie outside it.
  [[nodiscard]] Position centroid() const;
  // On the ellipsoid, without the holes; relative error below 1e-6.
  [[nodiscard]] double area_km2() const;
  friend bool operator==(const Polygon&, const Polygon&) = default;

 private:
  Ring outer_;
  std::vector<Ring> holes_;
  Box bounds_;
};

// One or more polygons that together are one area: an edge that two of them share is no boundary. They must
// not overlap (area_km2() would count the overlap twice).
class Area {
 public:
  Area() = default;
  explicit Area(std::vector<Polygon> polygons);
  [[nodiscard]] const std::vector<Polygon>& polygons() const { return polygons_; }
  [[nodiscard]] bool empty() const { return polygons_.empty(); }
  [[nodiscard]] const Box& bounds() const { return bounds_; }
  [[nodiscard]] bool contains(Position position) const;
  // Infinite when there are no polygons.
  [[nodiscard]] Distance distance_to_edge(Position position) const;
  // As Polygon::crossings.
  [[nodiscard]] std::vector<Crossing> crossings(Position a, Position b) const;
  [[nodiscard]] Position centroid() const;  // of the largest polygon
  [[nodiscard]] double area_km2() const;
  friend bool operator==(const Area&, const Area&) = default;

 private:
  std::vector<Polygon> polygons_;
  Box bounds_;
};

// A regular polygon whose corners are all `radius` away from the centre, in place of a circle.
[[nodiscard]] Polygon circle(Position centre, Distance radius, int corners = 24);

}  // namespace selat::geo
