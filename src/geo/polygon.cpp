#include "geo/polygon.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <stdexcept>

#include "geo/edge.h"
#include "geo/ellipsoid.h"
#include "geo/local_plane.h"

namespace selat::geo {
namespace {

void check(const Ring& ring) {
  if (ring.size() < 3) {
    throw std::invalid_argument("a ring needs at least three vertices");
  }
  if (!std::ranges::all_of(ring, &Position::is_valid)) {
    throw std::invalid_argument("a ring's vertex lies outside latitude ±90°, longitude ±180°");
  }
}

Box box_of(const Ring& ring) {
  Box box{ring.front(), ring.front()};
  for (const Position p : ring) {
    box.south_west = Position::e7(std::min(box.south_west.latitude_e7(), p.latitude_e7()),
                                  std::min(box.south_west.longitude_e7(), p.longitude_e7()));
    box.north_east = Position::e7(std::max(box.north_east.latitude_e7(), p.latitude_e7()),
                                  std::max(box.north_east.longitude_e7(), p.longitude_e7()));
  }
  return box;
}

Box join(const Box& a, const Box& b) {
  return box_of({a.south_west, a.north_east, b.south_west, b.north_east});
}

template <typename Visit>
void for_each_edge(const Ring& ring, Visit visit) {
  for (std::size_t i = 0, previous = ring.size() - 1; i < ring.size(); previous = i++) {
    visit(ring[previous], ring[i]);
  }
}

template <typename Visit>
void for_each_edge(const Polygon& polygon, Visit visit) {
  if (polygon.outer().empty()) {
    return;
  }
  for_each_edge(polygon.outer(), visit);
  for (const Ring& hole : polygon.holes()) {
    for_each_edge(hole, visit);
  }
}

enum class Where : std::uint8_t { outside, inside, on_edge };

Where locate(const Ring& ring, Position p) {
  bool is_inside = false;
  for (std::size_t i = 0, previous = ring.size() - 1; i < ring.size(); previous = i++) {
    const Position a = ring[previous];
    const Position b = ring[i];
    const bool a_is_above = a.latitude_e7() > p.latitude_e7();
    const bool b_is_above = b.latitude_e7() > p.latitude_e7();
    if ((a_is_above && b_is_above) ||
        (a.latitude_e7() < p.latitude_e7() && b.latitude_e7() < p.latitude_e7())) {
      continue;
    }
    const int turn = side(a, b, p);
    if (turn == 0 && box_of(a, b).contains(p)) {
      return Where::on_edge;
    }
    if (a_is_above != b_is_above && (turn > 0) == b_is_above) {
      is_inside = !is_inside;
    }
  }
  return is_inside ? Where::inside : Where::outside;
}

bool ring_holds(const Ring& ring, Between p) {
  bool is_inside = false;
  for_each_edge(ring, [&](Position a, Position b) {
    const double a_north = static_cast<double>(a.latitude_e7()) - p.latitude_e7;
    const double b_north = static_cast<double>(b.latitude_e7()) - p.latitude_e7;
    if ((a_north > 0) != (b_north > 0)) {
      const double a_east = static_cast<double>(a.longitude_e7()) - p.longitude_e7;
      const double b_east = static_cast<double>(b.longitude_e7()) - p.longitude_e7;
      is_inside ^= (a_east * b_north - b_east * a_north > 0) == (b_north > a_north);
    }
  });
  return is_inside;
}

bool any_holds(std::span<const Polygon> polygons, Between p) {
  return std::ranges::any_of(polygons, [&](const Polygon& polygon) {
    return !polygon.outer().empty() && ring_holds(polygon.outer(), p) &&
           std::ranges::none_of(polygon.holes(), [&](const Ring& hole) { return ring_holds(hole, p); });
  });
}

bool any_contains(std::span<const Polygon> polygons, Position p) {
  return std::ranges::any_of(polygons, [&](const Polygon& polygon) { return polygon.contains(p); });
}

std::vector<Crossing> crossings_of(std::span<const Polygon> polygons, const Box& bounds, Position a,
                                   Position b) {
  const Box reach = box_of(a, b);
  if (a == b || !a.is_valid() || !b.is_valid() || !bounds.overlaps(reach)) {
    return {};
  }
  Meetings meetings;
  for (const Polygon& polygon : polygons) {
    if (polygon.bounds().overlaps(reach)) {
      for_each_edge(polygon, [&](Position from, Position to) { meet_edge(a, b, from, to, meetings); });
    }
  }
  return crossings_of(
      a, b, std::move(meetings), [&](Position p) { return any_contains(polygons, p); },
      [&](Between p) { return any_holds(polygons, p); });
}

// ∫ λ dq along one edge, with dq the ellipsoid's area per radian of longitude between two parallels:
// M N cos φ dφ. Gauss-Legendre with three points over pieces of at most 0.1 rad.
double edge_area_m2(Position a, Position b, double meridian_rad) {
  static constexpr std::array<double, 3> kAt{0.1127016653792583, 0.5, 0.8872983346207417};
  static constexpr std::array<double, 3> kWeight{5.0 / 18.0, 8.0 / 18.0, 5.0 / 18.0};
  const double lat = static_cast<double>(a.latitude_e7()) * wgs84::kRadiansPerE7;
  const double lon = static_cast<double>(a.longitude_e7()) * wgs84::kRadiansPerE7 - meridian_rad;
  const double dlat = (static_cast<double>(b.latitude_e7()) - a.latitude_e7()) * wgs84::kRadiansPerE7;
  const double dlon = (static_cast<double>(b.longitude_e7()) - a.longitude_e7()) * wgs84::kRadiansPerE7;
  const int pieces = 1 + static_cast<int>(std::abs(dlat) / 0.1);
  double sum = 0;
  for (int piece = 0; piece < pieces; ++piece) {
    for (std::size_t i = 0; i < kAt.size(); ++i) {
      const double t = (piece + kAt[i]) / pieces;
      const double sine = std::sin(lat + t * dlat);
      const auto radii = wgs84::radii_at(sine * sine);
      sum += kWeight[i] * (lon + t * dlon) * radii.meridian_m * radii.prime_vertical_m *
             std::sqrt(1.0 - sine * sine);
    }
  }
  return sum * dlat / pieces;
}

double ring_area_m2(const Ring& ring) {
  const double meridian_rad = static_cast<double>(ring.front().longitude_e7()) * wgs84::kRadiansPerE7;
  double sum = 0;
  for_each_edge(ring, [&](Position a, Position b) { sum += edge_area_m2(a, b, meridian_rad); });
  return std::abs(sum);
}

// Twice the signed area and six times the signed first moments, relative to a reference place, in degrees.
struct Moments {
  double area = 0;
  double north = 0;
  double east = 0;
};

Moments moments_of(const Ring& ring, Position reference) {
  Moments sum;
  for_each_edge(ring, [&](Position a, Position b) {
    const double an = a.latitude_deg() - reference.latitude_deg();
    const double ae = a.longitude_deg() - reference.longitude_deg();
    const double bn = b.latitude_deg() - reference.latitude_deg();
    const double be = b.longitude_deg() - reference.longitude_deg();
    const double twice = ae * bn - be * an;
    sum.area += twice;
    sum.north += twice * (an + bn);
    sum.east += twice * (ae + be);
  });
  if (sum.area < 0) {
    sum = {-sum.area, -sum.north, -sum.east};
  }
  return sum;
}

}  // namespace

Polygon::Polygon(Ring outer, std::vector<Ring> holes) : outer_(std::move(outer)), holes_(std::move(holes)) {
  check(outer_);
  std::ranges::for_each(holes_, check);
  bounds_ = box_of(outer_);
}

bool Polygon::contains(Position position) const {
  if (outer_.empty() || !bounds_.contains(position)) {
    return false;
  }
  const Where where = locate(outer_, position);
  if (where != Where::inside) {
    return where == Where::on_edge;
  }
  return std::ranges::none_of(holes_,
                              [&](const Ring& hole) { return locate(hole, position) == Where::inside; });
}

Distance Polygon::distance_to_edge(Position position) const {
  const LocalPlane plane(position);
  double nearest_m = std::numeric_limits<double>::infinity();
  for_each_edge(*this, [&](Position a, Position b) {
    nearest_m = std::min(nearest_m, nearest_to_origin(plane.to_plane(a), plane.to_plane(b)).length_m());
  });
  return Distance::metres(nearest_m);
}

std::vector<Crossing> Polygon::crossings(Position a, Position b) const {
  return outer_.empty() ? std::vector<Crossing>{} : crossings_of({this, 1}, bounds_, a, b);
}

Position Polygon::centroid() const {
  if (outer_.empty()) {
    return Position();
  }
  const Position reference = outer_.front();
  Moments sum = moments_of(outer_, reference);
  for (const Ring& hole : holes_) {
    const Moments gone = moments_of(hole, reference);
    sum = {sum.area - gone.area, sum.north - gone.north, sum.east - gone.east};
  }
  if (sum.area <= 0) {
    return reference;
  }
  return Position::degrees(reference.latitude_deg() + sum.north / (3 * sum.area),
                           reference.longitude_deg() + sum.east / (3 * sum.area));
}

double Polygon::area_km2() const {
  if (outer_.empty()) {
    return 0;
  }
  double area_m2 = ring_area_m2(outer_);
  for (const Ring& hole : holes_) {
    area_m2 -= ring_area_m2(hole);
  }
  return area_m2 * 1e-6;
}

Area::Area(std::vector<Polygon> polygons) : polygons_(std::move(polygons)) {
  std::erase_if(polygons_, [](const Polygon& polygon) { return polygon.outer().empty(); });
  if (polygons_.empty()) {
    return;
  }
  bounds_ = polygons_.front().bounds();
  for (const Polygon& polygon : polygons_) {
    bounds_ = join(bounds_, polygon.bounds());
  }
}

bool Area::contains(Position position) const {
  return !polygons_.empty() && bounds_.contains(position) && any_contains(polygons_, position);
}

Distance Area::distance_to_edge(Position position) const {
  Distance nearest = Distance::metres(std::numeric_limits<double>::infinity());
  for (const Polygon& polygon : polygons_) {
    nearest = std::min(nearest, polygon.distance_to_edge(position));
  }
  return nearest;
}

std::vector<Crossing> Area::crossings(Position a, Position b) const {
  return polygons_.empty() ? std::vector<Crossing>{} : crossings_of(polygons_, bounds_, a, b);
}

Position Area::centroid() const {
  const auto largest = std::ranges::max_element(polygons_, {}, &Polygon::area_km2);
  return largest == polygons_.end() ? Position() : largest->centroid();
}

double Area::area_km2() const {
  double sum = 0;
  for (const Polygon& polygon : polygons_) {
    sum += polygon.area_km2();
  }
  return sum;
}

Polygon circle(Position centre, Distance radius, int corners) {
  Ring ring;
  for (int i = 0; i < corners; ++i) {
    ring.push_back(destination(centre, Bearing::degrees(360.0 * i / corners), radius));
  }
  return Polygon(std::move(ring));
}

}  // namespace selat::geo
