#include "config/box_text.h"

#include <array>
#include <charconv>

namespace selat::config {

std::optional<geo::Box> box_of(std::string_view text) {
  std::array<double, 4> sides{};
  const char* at = text.data();
  const char* const end = at + text.size();
  for (std::size_t i = 0; i < sides.size(); ++i) {
    const auto [rest, problem] = std::from_chars(at, end, sides[i]);
    const bool is_ended = i + 1 < sides.size() ? rest != end && *rest == ',' : rest == end;
    if (problem != std::errc() || !is_ended) {
      return std::nullopt;
    }
    at = rest + 1;
  }
  const auto [west, south, east, north] = sides;
  const bool is_on_earth = west >= -180 && east <= 180 && south >= -90 && north <= 90;
  if (!is_on_earth || !(west < east) || !(south < north)) {
    return std::nullopt;
  }
  return geo::Box{geo::Position::degrees(south, west), geo::Position::degrees(north, east)};
}

}  // namespace selat::config
