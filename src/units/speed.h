#pragma once
#include "units/distance.h"
#include "units/instant.h"
#include "units/scalar_unit.h"

namespace selat {

// A speed; over ground where it is a SOG. One knot is 1852 m per hour exactly.
class Speed : public ScalarUnit<Speed> {
 public:
  constexpr Speed() = default;
  static constexpr Speed metres_per_second(double ms) { return Speed(ms); }
  static constexpr Speed knots(double kn) { return Speed(kn * (1852.0 / 3600.0)); }

  [[nodiscard]] constexpr double in_metres_per_second() const { return raw(); }
  [[nodiscard]] constexpr double in_knots() const { return raw() * (3600.0 / 1852.0); }

 private:
  friend class ScalarUnit<Speed>;
  constexpr explicit Speed(double ms) : ScalarUnit(ms) {}
};

constexpr Distance operator*(Speed speed, Span during) {
  return Distance::metres(speed.in_metres_per_second() * during.in_seconds());
}
// The span must not be zero.
constexpr Speed operator/(Distance distance, Span during) {
  return Speed::metres_per_second(distance.in_metres() / during.in_seconds());
}
// The speed must not be zero.
constexpr Span operator/(Distance distance, Speed speed) {
  return Span::seconds(distance.in_metres() / speed.in_metres_per_second());
}

}  // namespace selat
