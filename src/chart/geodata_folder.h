#pragma once
// Finds geodata/. The caller passes the places to try, so that this reads neither environment nor program
// path.

#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "chart/chart_error.h"

namespace selat::chart {

struct GeodataPlaces {
  std::optional<std::filesystem::path> given;  // option or configuration; when set, nothing else is tried
  std::optional<std::filesystem::path> environment;  // SELAT_GEODATA; when set, no fallback is tried
  std::vector<std::filesystem::path> fallbacks;      // source tree, share/selat/geodata beside the program
};

// The first folder that holds sectors.geojson.
[[nodiscard]] std::expected<std::filesystem::path, ChartError> find_geodata(const GeodataPlaces& places);

// Where geodata/ may lie for a program at this path: <prefix>/bin/selat has <prefix>/share/selat/geodata, and
// <tree>/build/<preset>/bin/selat has <tree>/geodata.
[[nodiscard]] std::vector<std::filesystem::path> geodata_beside(const std::filesystem::path& program);

}  // namespace selat::chart
