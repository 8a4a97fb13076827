#pragma once
// The WGS84 ellipsoid (NIMA TR8350.2): its figures and radii of curvature.

#include <cmath>
#include <numbers>

namespace selat::geo::wgs84 {

inline constexpr double kSemiMajor_m = 6'378'137.0;
inline constexpr double kFlattening = 1.0 / 298.257223563;
inline constexpr double kEccentricitySquared = kFlattening * (2.0 - kFlattening);
inline constexpr double kRadiansPerE7 = std::numbers::pi / 180.0 * 1e-7;

// At one latitude: M along the meridian, N across it (prime vertical), both in metres.
struct Radii {
  double meridian_m;
  double prime_vertical_m;
};

[[nodiscard]] inline Radii radii_at(double sine_of_latitude_squared) {
  const double w = 1.0 - kEccentricitySquared * sine_of_latitude_squared;
  const double prime_vertical_m = kSemiMajor_m / std::sqrt(w);
  return {prime_vertical_m * (1.0 - kEccentricitySquared) / w, prime_vertical_m};
}

}  // namespace selat::geo::wgs84
