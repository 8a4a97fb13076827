#pragma once
// Exact geodesics on WGS84 (Karney, Algorithms for geodesics, 2013; implemented in PROJ): error below 15
// nanometres, 0.7 µs each. For steps below 50 km geo/local_plane.h is thirty times faster. Thread-safe.

#include "geo/position.h"
#include "units/angle.h"
#include "units/distance.h"

namespace selat::chart {

struct Geodesic {
  Distance distance;
  Bearing departure;  // at the first place, towards the second
  Bearing arrival;    // at the second place, onwards
};

// Both positions must be valid. The bearings of a geodesic of length zero are arbitrary.
[[nodiscard]] Geodesic geodesic(geo::Position from, geo::Position to);

}  // namespace selat::chart
