#pragma once
// The chart that comes with Selat, read once, and places as a failing test names them.

#include <stdexcept>
#include <string>
#include <utility>

#include "chart/chart.h"

namespace selat::chart {

inline const Chart& chart() {
  static const Chart loaded = [] {
    auto result = load_chart(SELAT_SOURCE_DIR "/geodata");
    if (!result) {
      throw std::runtime_error(result.error().message());
    }
    return std::move(*result);
  }();
  return loaded;
}

inline std::string written(geo::Position place) {
  return std::to_string(place.latitude_deg()) + ' ' + std::to_string(place.longitude_deg());
}

}  // namespace selat::chart
