#pragma once
// Positions in metres from the centre of the Earth, for many distances among the same positions. A third of
// the cost of geo::distance(), and accurate over long distances too: error within 2e-5 up to 1,000 km.

#include <cmath>

#include "geo/ellipsoid.h"
#include "geo/position.h"

namespace selat::geo {

struct EarthCentred {
  double x_m = 0;
  double y_m = 0;
  double z_m = 0;
};

[[nodiscard]] inline EarthCentred earth_centred(Position position) {
  const double latitude = position.latitude_e7() * wgs84::kRadiansPerE7;
  const double longitude = position.longitude_e7() * wgs84::kRadiansPerE7;
  const double sine = std::sin(latitude);
  const double n_m = wgs84::radii_at(sine * sine).prime_vertical_m;
  const double r_m = n_m * std::cos(latitude);
  return {r_m * std::cos(longitude), r_m * std::sin(longitude),
          n_m * (1.0 - wgs84::kEccentricitySquared) * sine};
}

// The distance along the surface, from the straight line through the Earth.
[[nodiscard]] inline double surface_distance_m(const EarthCentred& a, const EarthCentred& b) {
  const double dx = a.x_m - b.x_m;
  const double dy = a.y_m - b.y_m;
  const double dz = a.z_m - b.z_m;
  const double squared = dx * dx + dy * dy + dz * dz;
  constexpr double kPerRadiusSquared = 1.0 / (6'371'000.0 * 6'371'000.0);
  const double u = squared * kPerRadiusSquared;
  return std::sqrt(squared) * (1.0 + u * (1.0 / 24.0 + u * (3.0 / 640.0)));
}

}  // namespace selat::geo
