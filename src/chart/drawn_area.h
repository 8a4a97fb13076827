#pragma once
// The area of a zone that a person draws: from a file, or from corners.
//
// Thread: one at a time. May block. Bounds: those of chart/import.h and chart.h.

#include <filesystem>
#include <optional>
#include <string>

#include "chart/chart.h"
#include "geo/polygon.h"

namespace selat::chart {

// All areas of a layer, from any file that chart/import.h reads. `layer` empty: the only one.
[[nodiscard]] Loaded<geo::Area> load_area(const std::filesystem::path& file, const std::string& layer);

// Where the boundary touches or crosses itself, or two parts overlap, as GEOS words it; empty: nowhere.
[[nodiscard]] std::optional<std::string> crossing_of(const geo::Area& area);

}  // namespace selat::chart
