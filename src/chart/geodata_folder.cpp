#include "chart/geodata_folder.h"

namespace selat::chart {
namespace {

constexpr const char* kMarker = "sectors.geojson";

bool is_geodata(const std::filesystem::path& folder) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(folder / kMarker, ignored);
}

std::unexpected<ChartError> not_found(const std::filesystem::path& folder, LocalizedMessage advice) {
  return std::unexpected(ChartError{.problem = ChartProblem::no_file,
                                    .file = (folder / kMarker).string(),
                                    .layer = {},
                                    .feature = {},
                                    .field = {},
                                    .found = {},
                                    .advice = std::move(advice)});
}

}  // namespace

std::expected<std::filesystem::path, ChartError> find_geodata(const GeodataPlaces& places) {
  if (places.given) {
    if (is_geodata(*places.given)) {
      return *places.given;
    }
    return not_found(*places.given, tr("Give the folder that holds the geodata files."));
  }
  if (places.environment) {
    if (is_geodata(*places.environment)) {
      return *places.environment;
    }
    return not_found(
        *places.environment,
        tr("SELAT_GEODATA names this folder: set it to the folder that holds the geodata files, or "
           "unset it."));
  }
  for (const auto& folder : places.fallbacks) {
    if (is_geodata(folder)) {
      return folder;
    }
  }
  const auto looked = places.fallbacks.empty() ? std::filesystem::path("geodata") : places.fallbacks.front();
  return not_found(looked, tr("Name the folder that holds the geodata files with --geodata."));
}

std::vector<std::filesystem::path> geodata_beside(const std::filesystem::path& program) {
  const auto bin = program.parent_path();
  return {bin.parent_path() / "share" / "selat" / "geodata",
          bin.parent_path().parent_path().parent_path() / "geodata"};
}

}  // namespace selat::chart
