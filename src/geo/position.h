#pragma once
// A place on the WGS84 ellipsoid, stored as whole 1e-7 degrees (1.1 cm at the equator), 8 bytes. A position
// that may be missing is a std::optional<Position>; is_valid() tells whether the numbers are a place on
// Earth. AIS's "not available" (lat 91, lon 181) never becomes a Position.

#include <cmath>
#include <cstdint>

namespace selat::geo {

class Position {
 public:
  constexpr Position() = default;
  // Rounds to the nearest 1e-7°. Degrees must lie within ±200; is_valid() tells whether they are valid.
  static Position degrees(double latitude_deg, double longitude_deg) {
    return Position(static_cast<std::int32_t>(std::lround(latitude_deg * 1e7)),
                    static_cast<std::int32_t>(std::lround(longitude_deg * 1e7)));
  }
  static constexpr Position e7(std::int32_t latitude_e7, std::int32_t longitude_e7) {
    return Position(latitude_e7, longitude_e7);
  }

  [[nodiscard]] constexpr double latitude_deg() const { return latitude_e7_ * 1e-7; }
  [[nodiscard]] constexpr double longitude_deg() const { return longitude_e7_ * 1e-7; }
  [[nodiscard]] constexpr std::int32_t latitude_e7() const { return latitude_e7_; }
  [[nodiscard]] constexpr std::int32_t longitude_e7() const { return longitude_e7_; }
  [[nodiscard]] constexpr bool is_valid() const {
    return latitude_e7_ >= -900'000'000 && latitude_e7_ <= 900'000'000 && longitude_e7_ >= -1'800'000'000 &&
           longitude_e7_ <= 1'800'000'000;
  }

  friend constexpr auto operator<=>(const Position&, const Position&) = default;

 private:
  constexpr Position(std::int32_t latitude_e7, std::int32_t longitude_e7)
      : latitude_e7_(latitude_e7), longitude_e7_(longitude_e7) {}
  std::int32_t latitude_e7_ = 0;
  std::int32_t longitude_e7_ = 0;
};

}  // namespace selat::geo
