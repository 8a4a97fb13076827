#pragma once
#include "units/scalar_unit.h"

namespace selat {

// A length on the water. The nautical mile is 1852 m exactly.
class Distance : public ScalarUnit<Distance> {
 public:
  constexpr Distance() = default;
  static constexpr Distance metres(double m) { return Distance(m); }
  static constexpr Distance kilometres(double km) { return Distance(km * 1'000.0); }
  static constexpr Distance nautical_miles(double nm) { return Distance(nm * 1852.0); }

  [[nodiscard]] constexpr double in_metres() const { return raw(); }
  [[nodiscard]] constexpr double in_nautical_miles() const { return raw() / 1852.0; }

 private:
  friend class ScalarUnit<Distance>;
  constexpr explicit Distance(double m) : ScalarUnit(m) {}
};

}  // namespace selat
