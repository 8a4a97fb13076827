#include "chart/radar_site.h"

#include "chart/load_features.h"

namespace selat::chart {
namespace {

constexpr double kMostDoubt_m = 50'000;

Loaded<RadarSite> read_radar_site(const FeatureReader& feature) {
  RadarSite site;
  SELAT_TRY(site.id, feature.id(63));
  SELAT_TRY(site.names, feature.names());
  SELAT_TRY(site.nation, feature.choice<model::Nation>("nation"));
  SELAT_TRY(site.run_by, feature.text("run_by"));
  double doubt_m = 0;
  SELAT_TRY(doubt_m, feature.number("doubt_m", 0, kMostDoubt_m));
  site.doubt = Distance::metres(doubt_m);
  SELAT_TRY(site.basis, feature.provenance());
  SELAT_TRY(site.source, feature.text("source"));
  SELAT_TRY(site.valid_from, feature.valid_from());
  SELAT_TRY(site.position, feature.point());
  return site;
}

}  // namespace

Loaded<std::vector<RadarSite>> load_radar_sites(const std::filesystem::path& folder) {
  return load<RadarSite>(folder / "radars.geojson", read_radar_site);
}

}  // namespace selat::chart
