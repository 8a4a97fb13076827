#include "config/box_text.h"

#include <array>
#include <charconv>

namespace selat::config {

std::expected<geo::Box, LocalizedMessage> box_of(std::string_view text) {
  const LocalizedMessage::Argument word{"word", text};
  std::array<double, 4> sides{};
  const char* at = text.data();
  const char* const end = at + text.size();
  for (std::size_t i = 0; i < sides.size(); ++i) {
    const auto [rest, problem] = std::from_chars(at, end, sides[i]);
    const bool is_ended = i + 1 < sides.size() ? rest != end && *rest == ',' : rest == end;
    if (problem != std::errc() || !is_ended) {
      return std::unexpected(
          LocalizedMessage(tr("'{word}' is not four numbers with commas between them"), {word}));
    }
    at = rest + 1;
  }
  const auto [west, south, east, north] = sides;
  const bool is_on_earth = west >= -180 && east <= 180 && south >= -90 && north <= 90;
  if (!is_on_earth) {
    return std::unexpected(
        LocalizedMessage(tr("'{word}' reaches beyond ±180° of longitude or ±90° of latitude"), {word}));
  }
  if (!(west < east)) {
    return std::unexpected(
        LocalizedMessage(tr("in '{word}' the west side is not west of the east side"), {word}));
  }
  if (!(south < north)) {
    return std::unexpected(
        LocalizedMessage(tr("in '{word}' the south side is not south of the north side"), {word}));
  }
  return geo::Box{geo::Position::degrees(south, west), geo::Position::degrees(north, east)};
}

}  // namespace selat::config
