#pragma once
#include <cmath>
#include <numbers>

#include "units/scalar_unit.h"

namespace selat {

// A plain angle, positive clockwise (to starboard) where it is a turn.
class Angle : public ScalarUnit<Angle> {
 public:
  constexpr Angle() = default;
  static constexpr Angle degrees(double deg) { return Angle(deg); }
  static constexpr Angle radians(double rad) { return Angle(rad * (180.0 / std::numbers::pi)); }

  [[nodiscard]] constexpr double in_degrees() const { return raw(); }
  [[nodiscard]] constexpr double in_radians() const { return raw() * (std::numbers::pi / 180.0); }

 private:
  friend class ScalarUnit<Angle>;
  constexpr explicit Angle(double deg) : ScalarUnit(deg) {}
};

// A direction from true north, clockwise, always in [0°, 360°). COG and heading are bearings.
class Bearing {
 public:
  constexpr Bearing() = default;
  // Any finite number of degrees; reduced to [0, 360).
  static Bearing degrees(double deg) {
    if (deg >= 0 && deg < 360.0) {
      return Bearing(deg);  // true of all received values; the remainder below costs as much as decoding
    }
    const double turned = std::fmod(deg, 360.0);
    return Bearing(turned < 0 ? (turned + 360.0 < 360.0 ? turned + 360.0 : 0.0) : turned);
  }
  // The degrees must lie in [0, 360).
  static constexpr Bearing within_circle(double deg) { return Bearing(deg); }
  static Bearing radians(double rad) { return degrees(rad * (180.0 / std::numbers::pi)); }

  [[nodiscard]] constexpr double in_degrees() const { return deg_; }
  [[nodiscard]] constexpr double in_radians() const { return deg_ * (std::numbers::pi / 180.0); }

  friend constexpr bool operator==(Bearing, Bearing) = default;
  friend Bearing operator+(Bearing from, Angle by) { return degrees(from.deg_ + by.in_degrees()); }
  // The shorter turn from b to a, in (−180°, 180°].
  friend Angle operator-(Bearing a, Bearing b) {
    const double turn = std::fmod(a.deg_ - b.deg_ + 540.0, 360.0) - 180.0;
    return Angle::degrees(turn == -180.0 ? 180.0 : turn);
  }

 private:
  constexpr explicit Bearing(double deg) : deg_(deg) {}
  double deg_ = 0;
};

// How fast the heading turns; positive to starboard.
class TurnRate : public ScalarUnit<TurnRate> {
 public:
  constexpr TurnRate() = default;
  static constexpr TurnRate degrees_per_minute(double rate) { return TurnRate(rate); }
  [[nodiscard]] constexpr double in_degrees_per_minute() const { return raw(); }

 private:
  friend class ScalarUnit<TurnRate>;
  constexpr explicit TurnRate(double rate) : ScalarUnit(rate) {}
};

}  // namespace selat
