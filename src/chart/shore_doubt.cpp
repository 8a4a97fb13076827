#include "chart/load_features.h"

namespace selat::chart {
namespace {

Loaded<ShoreDoubt> read_shore_doubt(const FeatureReader& feature) {
  ShoreDoubt region;
  SELAT_TRY(region.id, feature.id(63));
  SELAT_TRY(region.reasons, feature.names());
  double doubt_m = 0;
  SELAT_TRY(doubt_m, feature.number("doubt_m", 0, 50'000));
  region.doubt = Distance::metres(doubt_m);
  if (auto basis = feature.provenance(); !basis) {
    return std::unexpected(std::move(basis.error()));
  }
  std::vector<geo::Polygon> polygons;
  SELAT_TRY(polygons, feature.polygons(FeatureReader::Check::does_not_cross_itself));
  region.area = geo::Area(std::move(polygons));
  return region;
}

}  // namespace

Loaded<std::vector<ShoreDoubt>> load_shore_doubts(const std::filesystem::path& folder) {
  return load<ShoreDoubt>(folder / "shore-doubt.geojson", read_shore_doubt);
}

}  // namespace selat::chart
