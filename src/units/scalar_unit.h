#pragma once
// The common part of scalar units. A unit is built only by its named constructors and read only by its named
// accessors, is 8 bytes, and costs nothing at run time.

#include <compare>

namespace selat {

// Adds, compares and scales like a number; Unit is the deriving class (Distance, Speed, …).
template <typename Unit>
class ScalarUnit {
 public:
  friend constexpr auto operator<=>(const ScalarUnit&, const ScalarUnit&) = default;
  friend constexpr Unit operator+(Unit a, Unit b) { return Unit::from_raw(a.raw() + b.raw()); }
  friend constexpr Unit operator-(Unit a, Unit b) { return Unit::from_raw(a.raw() - b.raw()); }
  friend constexpr Unit operator-(Unit a) { return Unit::from_raw(-a.raw()); }
  friend constexpr Unit operator*(Unit a, double by) { return Unit::from_raw(a.raw() * by); }
  friend constexpr Unit operator*(double by, Unit a) { return a * by; }
  friend constexpr Unit operator/(Unit a, double by) { return Unit::from_raw(a.raw() / by); }
  friend constexpr double operator/(Unit a, Unit b) { return a.raw() / b.raw(); }
  constexpr Unit& operator+=(Unit other) {
    raw_ += other.raw();
    return static_cast<Unit&>(*this);
  }
  constexpr Unit& operator-=(Unit other) {
    raw_ -= other.raw();
    return static_cast<Unit&>(*this);
  }

 protected:
  static constexpr Unit from_raw(double raw) {
    Unit unit;
    unit.raw_ = raw;
    return unit;
  }
  [[nodiscard]] constexpr double raw() const { return raw_; }

 private:
  // Only the unit itself may derive from this.
  friend Unit;
  constexpr ScalarUnit() = default;
  constexpr explicit ScalarUnit(double raw) : raw_(raw) {}

  double raw_ = 0;
};

}  // namespace selat
