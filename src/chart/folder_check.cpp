#include "chart/folder_check.h"

namespace selat::chart {
namespace {

template <typename Things>
Loaded<std::size_t> size_of(const Loaded<Things>& loaded) {
  if (!loaded) {
    return std::unexpected(loaded.error());
  }
  return loaded->size();
}

Loaded<std::size_t> size_of(const Loaded<TreatyLayer>& loaded) {
  if (!loaded) {
    return std::unexpected(loaded.error());
  }
  return loaded->points.size() + loaded->lines.size();
}

}  // namespace

bool is_sound(const FileCheck& check) {
  return check.features.has_value() ||
         (check.is_optional && check.features.error().problem == ChartProblem::no_file);
}

std::vector<FileCheck> check_folder(const std::filesystem::path& folder) {
  return {{"sectors.geojson", size_of(load_sectors(folder)), false},
          {"control-points.geojson", size_of(load_control_points(folder)), false},
          {"berths.geojson", size_of(load_berths(folder)), false},
          {"zones.geojson", size_of(load_zones_file(folder / "zones.geojson")), false},
          {"anchorages.geojson", size_of(load_zones_file(folder / "anchorages.geojson")), false},
          {"lanes.geojson", size_of(load_lanes(folder)), false},
          {"treaty-points.geojson", size_of(load_treaties(folder)), false},
          {"coast.geojson", size_of(load_coast_file(folder / "coast.geojson")), false},
          {"coast-osm.geojson", size_of(load_coast_file(folder / "coast-osm.geojson")), true},
          {"coast-hand.geojson", size_of(load_coast_file(folder / "coast-hand.geojson")), true},
          {"shore-doubt.geojson", size_of(load_shore_doubts(folder)), true},
          {"routeing.geojson", size_of(load_routeing(folder)), true},
          {"straitrep.geojson", size_of(load_reporting_sectors(folder)), true},
          {"aids.geojson", size_of(load_aids(folder)), true},
          {"radars.geojson", size_of(load_radar_sites(folder)), true},
          {"seabed.geojson", size_of(load_seabed(folder)), true},
          {"tides.geojson", size_of(load_tide_gauges(folder)), true},
          {"waters.geojson", size_of(load_waters(folder)), true}};
}

}  // namespace selat::chart
