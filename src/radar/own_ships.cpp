#include "radar/own_ships.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "geo/local_plane.h"

namespace selat::radar {
namespace {

constexpr std::int64_t kCircleE7 = 3'600'000'000;

// The instruments of one vessel lie nearer to each other than this, and so do their times.
constexpr Distance kOneVessel = Distance::metres(500);

// "GP0001": two letters and four digits, as the instruments of one vessel's network are named.
bool is_instrument(std::string_view source) {
  const auto is_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return source.size() == 6 && std::ranges::all_of(source.substr(0, 2), is_letter) &&
         std::ranges::all_of(source.substr(2), is_digit);
}

}  // namespace

geo::Position moved(geo::Position a, geo::Position b, double by) {
  const std::int64_t north_e7 = std::int64_t{b.latitude_e7()} - a.latitude_e7();
  std::int64_t east_e7 = std::int64_t{b.longitude_e7()} - a.longitude_e7();
  east_e7 -= east_e7 > kCircleE7 / 2 ? kCircleE7 : 0;
  east_e7 += east_e7 < -kCircleE7 / 2 ? kCircleE7 : 0;
  const auto part = [by](std::int64_t whole) { return std::llround(static_cast<double>(whole) * by); };
  const std::int64_t latitude_e7 =
      std::clamp<std::int64_t>(a.latitude_e7() + part(north_e7), -kCircleE7 / 4, kCircleE7 / 4);
  std::int64_t longitude_e7 = (a.longitude_e7() + part(east_e7)) % kCircleE7;
  longitude_e7 -= longitude_e7 > kCircleE7 / 2 ? kCircleE7 : 0;
  longitude_e7 += longitude_e7 < -kCircleE7 / 2 ? kCircleE7 : 0;
  return geo::Position::e7(static_cast<std::int32_t>(latitude_e7), static_cast<std::int32_t>(longitude_e7));
}

Bearing turned(Bearing a, Bearing b, double by) {
  return a + (b - a) * by;
}

OwnShips::OwnShip& OwnShips::of(const model::SourceName& source) {
  const auto known = std::ranges::find(ships_, source, &OwnShip::source);
  if (known != ships_.end()) {
    return *known;
  }
  if (ships_.size() < kMostSources) {
    ships_.emplace_back();
    ships_.back().source = source;
    return ships_.back();
  }
  OwnShip& longest_unheard = *std::ranges::min_element(ships_, {}, &OwnShip::heard_at);
  longest_unheard = OwnShip();
  longest_unheard.source = source;
  return longest_unheard;
}

void OwnShips::take(const OwnShipSentence& sentence, const model::SourceName& source, Instant at) {
  OwnShip& own = of(source);
  own.heard_at = at;
  if (sentence.position) {
    own.positions.add(at, *sentence.position);
  }
  if (sentence.variation) {
    own.variation = sentence.variation;
  }
  if (sentence.heading) {
    own.headings.add(at, *sentence.heading);
  } else if (const auto east = own.variation ? own.variation : variation();
             sentence.magnetic_heading && east) {
    own.headings.add(at, *sentence.magnetic_heading + *east);
  }
}

std::optional<Angle> OwnShips::variation() const {
  for (const OwnShip& own : ships_) {
    if (own.variation) {
      return own.variation;
    }
  }
  return std::nullopt;
}

bool OwnShips::are_one(Instant when) const {
  std::optional<geo::Position> first;
  return std::ranges::all_of(ships_, [&](const OwnShip& own) {
    const auto position = own.positions.at(when);
    const bool is_near = !first || !position || geo::distance(*first, *position) <= kOneVessel;
    first = first ? first : position;
    return is_near;
  });
}

template <typename At>
auto OwnShips::told_by(const model::SourceName& radar, Instant when, At at) const
    -> decltype(at(std::declval<const OwnShip&>()).at(when)) {
  const auto own = std::ranges::find(ships_, radar, &OwnShip::source);
  if (own != ships_.end() && !at(*own).empty()) {
    return at(*own).at(when);
  }
  for (const OwnShip& other : ships_) {
    const auto value =
        is_instrument(radar) && is_instrument(other.source) ? at(other).at(when) : std::nullopt;
    if (value) {
      return are_one(when) ? value : std::nullopt;
    }
  }
  return std::nullopt;
}

std::optional<geo::Position> OwnShips::position_at(const model::SourceName& radar, Instant when) const {
  return told_by(radar, when, [](const OwnShip& ship) -> const auto& { return ship.positions; });
}

std::optional<Bearing> OwnShips::heading_at(const model::SourceName& radar, Instant when) const {
  return told_by(radar, when, [](const OwnShip& ship) -> const auto& { return ship.headings; });
}

}  // namespace selat::radar
