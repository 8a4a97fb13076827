#pragma once
// The files of geodata/ as model types (geodata/README.md says what they hold and how certain it is). Loaded
// at start-up; may block. A hostile file gives an error, never a crash: files are limited to 64 MB and
// 100,000 features, opened as GeoJSON only, and every feature must state id, basis, source and licence.

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "chart/chart_error.h"
#include "chart/radar_site.h"
#include "chart/routeing.h"
#include "chart/tide_gauge.h"
#include "model/sector.h"
#include "model/waters.h"
#include "model/zone.h"

namespace selat::chart {

template <typename T>
using Loaded = std::expected<T, ChartError>;

// The centre line of a traffic lane, in the direction of traffic.
struct Lane {
  std::string id;
  model::Names names;
  std::string direction;  // "eastbound", "northwestbound", …
  std::vector<geo::Position> line;
  model::Basis basis = model::Basis::approximate;
};

struct TreatyPoint {
  std::string id;
  std::string instrument;  // the treaty's title
  geo::Position position;
  Distance doubt;
  model::Basis basis = model::Basis::recalled;
};

// A line may divide the seabed only: the water above it is then nobody's by that line.
enum class Divides : std::uint8_t { waters, seabed };

struct TreatyLine {
  std::string id;
  std::string instrument;  // empty for a line drawn where there is no treaty
  std::vector<geo::Position> line;
  Distance doubt;  // to either side
  Divides divides = Divides::waters;
  model::DelimitationStatus status = model::DelimitationStatus::agreed;
  model::Basis basis = model::Basis::recalled;
};

struct TreatyLayer {
  std::vector<TreatyPoint> points;
  std::vector<TreatyLine> lines;
};

// A berth of patrol craft, ferries or merchant ships.
struct Berth {
  std::string id;
  model::Names names;
  model::Nation nation = model::Nation::idn;
  std::string use;  // "naval", "ferry", "port"
  geo::Position position;
  Distance radius;  // within it a vessel counts as in berth
  model::Basis basis = model::Basis::approximate;
};

// Where the shore is known less well than elsewhere, and why.
struct ShoreDoubt {
  std::string id;
  model::Names reasons;
  Distance doubt;
  geo::Area area;
};

struct Chart {
  std::vector<model::Sector> sectors;
  std::vector<model::ControlPoint> control_points;
  std::vector<Berth> berths;
  std::vector<model::Zone> zones;  // of zones.geojson and anchorages.geojson, and a circle for each berth
  std::vector<Lane> lanes;
  std::vector<RouteingMeasure> routeing;
  std::vector<ReportingSector> reporting_sectors;
  std::vector<Aid> aids;
  std::vector<RadarSite> radar_sites;
  std::vector<SeabedArea> seabed;
  std::vector<TideGauge> tide_gauges;
  TreatyLayer treaties;
  std::vector<model::Waters> waters;
  std::vector<geo::Polygon> coast;          // land
  std::vector<model::Names> coast_sources;  // "GSHHG 2.3.7, fitted (LGPL-3.0-or-later)": each once
  std::vector<ShoreDoubt> shore_doubts;
};

// Each reads the file (or files) of its name in the folder, in file order; the first error ends it.
[[nodiscard]] Loaded<std::vector<model::Sector>> load_sectors(const std::filesystem::path& folder);
[[nodiscard]] Loaded<std::vector<model::ControlPoint>> load_control_points(
    const std::filesystem::path& folder);
[[nodiscard]] Loaded<std::vector<Berth>> load_berths(const std::filesystem::path& folder);
[[nodiscard]] Loaded<std::vector<model::Zone>> load_zones(const std::filesystem::path& folder);
[[nodiscard]] Loaded<std::vector<Lane>> load_lanes(const std::filesystem::path& folder);
[[nodiscard]] Loaded<std::vector<RouteingMeasure>> load_routeing(const std::filesystem::path& folder);
[[nodiscard]] Loaded<std::vector<ReportingSector>> load_reporting_sectors(
    const std::filesystem::path& folder);
[[nodiscard]] Loaded<std::vector<Aid>> load_aids(const std::filesystem::path& folder);
[[nodiscard]] Loaded<std::vector<RadarSite>> load_radar_sites(const std::filesystem::path& folder);
[[nodiscard]] Loaded<std::vector<SeabedArea>> load_seabed(const std::filesystem::path& folder);
[[nodiscard]] Loaded<std::vector<TideGauge>> load_tide_gauges(const std::filesystem::path& folder);
[[nodiscard]] Loaded<std::vector<model::Waters>> load_waters(const std::filesystem::path& folder);
[[nodiscard]] Loaded<TreatyLayer> load_treaties(const std::filesystem::path& folder);
[[nodiscard]] Loaded<std::vector<geo::Polygon>> load_coast(const std::filesystem::path& folder);

[[nodiscard]] Loaded<std::vector<ShoreDoubt>> load_shore_doubts(const std::filesystem::path& folder);

// The same for one file at any path.
[[nodiscard]] Loaded<std::vector<model::Sector>> load_sectors_file(const std::filesystem::path& file);
[[nodiscard]] Loaded<std::vector<model::Zone>> load_zones_file(const std::filesystem::path& file);
[[nodiscard]] Loaded<std::vector<geo::Polygon>> load_coast_file(const std::filesystem::path& file);
[[nodiscard]] Loaded<std::vector<Berth>> load_berths_file(const std::filesystem::path& file);

// All of them. The files of routeing, STRAITREP, aids, radar sites, the seabed, tides and waters may be
// missing, as from an operator's own folder; the chart then has none.
[[nodiscard]] Loaded<Chart> load_chart(const std::filesystem::path& folder);

// A centre line within a lane of a traffic separation scheme, in the direction of traffic.
struct LaneCentre {
  std::vector<geo::Position> line;
  Distance half_width;
};

// The parts of the centre lines within the lanes of routeing.geojson, where COLREG rule 10 applies. None when
// that file is missing.
[[nodiscard]] std::vector<LaneCentre> lane_centres(const Chart& chart);

}  // namespace selat::chart

namespace selat {
template <>
inline constexpr auto enum_names<chart::Divides> = std::to_array<std::string_view>({"waters", "seabed"});
}  // namespace selat
