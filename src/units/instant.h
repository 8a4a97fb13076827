#pragma once
// A point in time (UTC, microseconds since 1970-01-01T00:00:00Z, leap seconds not counted) and a span
// between two of them. Neither reads a clock: callers pass the time.

#include <compare>
#include <cstdint>
#include <limits>

namespace selat {

class Span {
 public:
  constexpr Span() = default;
  static constexpr Span microseconds(std::int64_t us) { return Span(us); }
  static constexpr Span milliseconds(std::int64_t ms) { return Span(ms * 1'000); }
  static constexpr Span seconds(std::int64_t s) { return Span(s * 1'000'000); }
  static constexpr Span seconds(int s) { return seconds(static_cast<std::int64_t>(s)); }
  // Rounded to the microsecond; limited to ±292,000 years; NaN gives 0.
  static constexpr Span seconds(double s) { return Span(rounded(s * 1e6)); }
  static constexpr Span minutes(std::int64_t min) { return seconds(min * 60); }
  static constexpr Span hours(std::int64_t h) { return minutes(h * 60); }

  [[nodiscard]] constexpr std::int64_t in_microseconds() const { return us_; }
  [[nodiscard]] constexpr std::int64_t in_milliseconds() const { return us_ / 1'000; }
  [[nodiscard]] constexpr double in_seconds() const { return static_cast<double>(us_) * 1e-6; }
  [[nodiscard]] constexpr double in_hours() const { return in_seconds() / 3600.0; }

  friend constexpr auto operator<=>(const Span&, const Span&) = default;
  friend constexpr Span operator+(Span a, Span b) { return Span(a.us_ + b.us_); }
  friend constexpr Span operator-(Span a, Span b) { return Span(a.us_ - b.us_); }
  friend constexpr Span operator-(Span a) { return Span(-a.us_); }
  friend constexpr Span operator*(Span a, double by) {
    return Span(rounded(static_cast<double>(a.us_) * by));
  }
  friend constexpr double operator/(Span a, Span b) {
    return static_cast<double>(a.us_) / static_cast<double>(b.us_);
  }

 private:
  constexpr explicit Span(std::int64_t us) : us_(us) {}
  static constexpr std::int64_t rounded(double us) {
    if (us >= 0x1.0p63) {
      return std::numeric_limits<std::int64_t>::max();
    }
    if (us <= -0x1.0p63) {
      return std::numeric_limits<std::int64_t>::min();
    }
    return us == us ? static_cast<std::int64_t>(us + (us < 0 ? -0.5 : 0.5)) : 0;
  }
  std::int64_t us_ = 0;
};

class Instant {
 public:
  constexpr Instant() = default;
  static constexpr Instant unix_microseconds(std::int64_t us) { return Instant(us); }
  static constexpr Instant unix_milliseconds(std::int64_t ms) { return Instant(ms * 1'000); }
  static constexpr Instant unix_seconds(std::int64_t s) { return Instant(s * 1'000'000); }

  [[nodiscard]] constexpr std::int64_t in_unix_microseconds() const { return us_; }
  [[nodiscard]] constexpr std::int64_t in_unix_milliseconds() const { return us_ / 1'000; }
  [[nodiscard]] constexpr std::int64_t in_unix_seconds() const { return us_ / 1'000'000; }

  friend constexpr auto operator<=>(const Instant&, const Instant&) = default;
  friend constexpr Span operator-(Instant a, Instant b) { return Span::microseconds(a.us_ - b.us_); }
  friend constexpr Instant operator+(Instant a, Span by) { return Instant(a.us_ + by.in_microseconds()); }
  friend constexpr Instant operator-(Instant a, Span by) { return Instant(a.us_ - by.in_microseconds()); }

 private:
  constexpr explicit Instant(std::int64_t us) : us_(us) {}
  std::int64_t us_ = 0;
};

}  // namespace selat
