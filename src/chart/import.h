#pragma once
// Converts an operator's own data into a file of geodata/: from any GeoPackage, Shapefile, GeoJSON, S-57
// chart, KML, GPX, FlatGeobuf or MapInfo file that OGR reads, to coast, zones, sectors or berths. The result
// is read by the loaders of chart.h before it replaces an older file. So an import gives either a file that
// works, or an error that names layer, feature and field and changes nothing.
//
// Thread: one at a time. May block. Bounds: 1 GB to read, 1,000,000 features; what is written keeps to the
// bounds of chart.h.

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/enum_names.h"
#include "base/localized_message.h"
#include "chart/chart.h"

namespace selat::chart {

enum class ImportAs : std::uint8_t { coast, zones, sectors, berths };

struct ImportRequest {
  std::filesystem::path file;
  ImportAs as = ImportAs::coast;
  std::string layer;          // empty: the only one, or LNDARE of an S-57 chart as coast
  std::filesystem::path out;  // replaced when the import succeeds
  // For features without their own; empty: such features are refused.
  std::string source;
  std::string licence;
  std::vector<std::pair<std::string, std::string>> defaults = {};  // field and value, for features without
};

struct ImportResult {
  std::string layer;
  std::size_t written = 0;
  std::vector<LocalizedMessage> notes;  // what was changed or left out, a sentence each
};

[[nodiscard]] Loaded<ImportResult> import_file(const ImportRequest& request);

}  // namespace selat::chart

namespace selat {
template <>
inline constexpr auto enum_names<chart::ImportAs> =
    std::to_array<std::string_view>({"coast", "zones", "sectors", "berths"});
}  // namespace selat
