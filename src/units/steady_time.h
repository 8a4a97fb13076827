#pragma once
// A point on the steady clock of this machine: microseconds since an arbitrary instant of this boot. It never
// steps; leases, timeouts and rates are measured by it. It means nothing on another machine or after a
// restart, and cannot be mixed up with an Instant, which is UTC.

#include <compare>
#include <cstdint>

#include "units/instant.h"

namespace selat {

class SteadyTime {
 public:
  constexpr SteadyTime() = default;  // zero: never
  static constexpr SteadyTime microseconds(std::int64_t us) { return SteadyTime(us); }
  static constexpr SteadyTime seconds(std::int64_t s) { return SteadyTime(s * 1'000'000); }

  [[nodiscard]] constexpr std::int64_t in_microseconds() const { return us_; }

  friend constexpr auto operator<=>(const SteadyTime&, const SteadyTime&) = default;
  friend constexpr Span operator-(SteadyTime a, SteadyTime b) { return Span::microseconds(a.us_ - b.us_); }
  friend constexpr SteadyTime operator+(SteadyTime from, Span by) {
    return SteadyTime(from.us_ + by.in_microseconds());
  }
  friend constexpr SteadyTime operator-(SteadyTime from, Span by) {
    return SteadyTime(from.us_ - by.in_microseconds());
  }

 private:
  constexpr explicit SteadyTime(std::int64_t us) : us_(us) {}
  std::int64_t us_ = 0;
};

}  // namespace selat
