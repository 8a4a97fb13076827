#pragma once
// Names of lands, islands and rocks on the chart plot. Internal to draw/.

#include <cstdint>
#include <span>

#include "base/language.h"
#include "geo/position.h"

namespace selat::draw {

enum class PlaceKind : std::uint8_t {
  land,    // its name stands on it
  island,  // its name stands on it or beside it
  rock,    // too small to be seen as land: a mark, the name beside it
};

struct PlaceName {
  const char* en;
  const char* id;
  const char* ms;
  PlaceKind kind;
  double latitude_deg, longitude_deg;
  double font_px;
  double least_px_per_degree;  // below this scale, in pixels of the standard width, it is left out
  [[nodiscard]] const char* in(Language language) const {
    return language == Language::id ? id : language == Language::ms ? ms : en;
  }
  [[nodiscard]] geo::Position position() const { return geo::Position::degrees(latitude_deg, longitude_deg); }
};

// The more important first.
[[nodiscard]] std::span<const PlaceName> place_names();

}  // namespace selat::draw
