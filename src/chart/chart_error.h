#pragma once
// Why a file of geodata/ cannot be used, for the person who has to correct it.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/enum_names.h"
#include "base/localized_message.h"

namespace selat::chart {

enum class ChartProblem : std::uint8_t {
  no_file,
  unreadable,      // not GeoJSON, or damaged
  too_large,       // beyond the bounds of chart.h
  wrong_geometry,  // of another type, crossing itself, or with vertices that are no place
  missing_field,
  wrong_value,
  duplicate_id,
  // Of an import only:
  no_layer,
  wrong_crs,         // no coordinate system, or none that leads to WGS84
  wrong_axis_order,  // latitude before longitude
  not_written,
};

// "no such file"
[[nodiscard]] MessageId words_of(ChartProblem problem);

struct ChartError {
  ChartProblem problem = ChartProblem::unreadable;
  std::string file;         // path
  std::string layer;        // empty when the file could not be opened
  std::string feature;      // its id, or "#3" (counted from 1) where it has none; empty for the whole file
  std::string field;        // empty when it is not about a field
  std::string found;        // what was found there, cut to 80 bytes, control characters replaced
  LocalizedMessage advice;  // what to do

  // One line: "geodata/sectors.geojson, layer sectors, feature S07, field status: wrong value 'agred'.
  // Use agreed, disputed or undelimited."
  [[nodiscard]] std::string message() const;
};

}  // namespace selat::chart

namespace selat {
template <>
inline constexpr auto enum_names<chart::ChartProblem> = std::to_array<std::string_view>(
    {"no_file", "unreadable", "too_large", "wrong_geometry", "missing_field", "wrong_value", "duplicate_id",
     "no_layer", "wrong_crs", "wrong_axis_order", "not_written"});
}  // namespace selat
