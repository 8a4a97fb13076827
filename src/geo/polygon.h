#pragma once
// Polygons with holes on the sphere's lat/lon grid: edges are straight in latitude and longitude (the way
// GeoJSON, RFC 7946 §3.1.1, defines them). None crosses the 180° meridian. A point on an edge is inside.

#include <optional>
#include <span>
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
};

// Where a straight step from one fix to the next meets a polygon's boundary.
struct Crossing {
  double fraction = 0;    // of the way from the first fix to the second, in [0, 1]
  bool is_entry = false;  // from outside to inside
};

class Polygon {
 public:
  Polygon() = default;
  // Throws std::invalid_argument when a ring has fewer than three vertices.
  explicit Polygon(Ring outer, std::vector<Ring> holes = {});

  [[nodiscard]] const Ring& outer() const { return outer_; }
  [[nodiscard]] const std::vector<Ring>& holes() const { return holes_; }
  [[nodiscard]] const Box& bounds() const { return bounds_; }
  [[nodiscard]] bool contains(Position position) const;
  // To the nearest edge of any ring, inside or outside; on the local plane.
  [[nodiscard]] Distance distance_to_edge(Position position) const;
  // Every crossing of the step from a to b, in order along it; a step that hops the whole polygon gives two.
  [[nodiscard]] std::vector<Crossing> crossings(Position a, Position b) const;
  [[nodiscard]] Position centroid() const;
  [[nodiscard]] double area_km2() const;

 private:
  Ring outer_;
  std::vector<Ring> holes_;
  Box bounds_;
};

// One or more polygons counted as one area.
class Area {
 public:
  Area() = default;
  explicit Area(std::vector<Polygon> polygons);
  [[nodiscard]] const std::vector<Polygon>& polygons() const { return polygons_; }
  [[nodiscard]] const Box& bounds() const { return bounds_; }
  [[nodiscard]] bool contains(Position position) const;
  [[nodiscard]] Distance distance_to_edge(Position position) const;
  [[nodiscard]] std::vector<Crossing> crossings(Position a, Position b) const;
  [[nodiscard]] Position centroid() const;  // of the largest polygon
  [[nodiscard]] double area_km2() const;

 private:
  std::vector<Polygon> polygons_;
  Box bounds_;
};

}  // namespace selat::geo
