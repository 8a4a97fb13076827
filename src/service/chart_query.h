#pragma once
// Chart query: everything the chart knows of one place, and tide, sun and moon there, for `selat chart at`.

#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "chart/chart.h"
#include "route/water_map.h"
#include "service/tide_and_sky.h"

namespace selat::service {

// By how much the shore of the chart may be wrong, where it does not say more: 90 of 100 of its places lie
// within this, against sources that it is not made from.
inline constexpr Distance kUsualShoreDoubt = Distance::metres(500);

struct NearLane {
  const chart::Lane* lane;
  Distance from_centre;
  Bearing course;  // of traffic, at the nearest place of the centre line
};

// Neighbouring waters so close that the place may belong to them.
struct DoubtfulWaters {
  const model::Waters* waters;
  Distance to_limit;
};

// A thing at the place (then without a bearing) or near it.
template <typename Thing>
struct Near {
  const Thing* thing;
  Distance distance;
  std::optional<Bearing> bearing;
};

struct NearControlPoint {
  const model::ControlPoint* control_point;
  Distance over_water;
};

// Points into the chart: valid as long as that lives.
struct ChartQueryResult {
  geo::Position position;
  bool is_land = false;
  std::optional<geo::AreaGrid::NearestEdge> shore;
  const chart::ShoreDoubt* shore_doubt =
      nullptr;  // the largest there, if the shore is less sure than elsewhere
  // The waters at a place at sea, none outside the patrol sectors; within the uncertainty of a limit also the
  // neighbouring ones.
  const model::Waters* waters = nullptr;
  std::vector<DoubtfulWaters> doubtful;
  std::vector<const model::Waters*> territorial_seas;
  std::vector<const model::Waters*> straits;
  const model::Sector* sector = nullptr;
  std::vector<const chart::ReportingSector*> reporting_sectors;
  std::vector<const chart::RouteingMeasure*> routeing;
  std::vector<NearLane> lanes;  // centre lines within a mile, the nearest first
  // Every zone the place lies in, and the nearest of each kind: landing stretches within 12 nm, others within
  // 5 nm. By kind; in the zone first.
  std::vector<Near<model::Zone>> zones;
  std::vector<Near<chart::SeabedArea>> seabed;       // within 1 nm
  std::vector<Near<chart::Aid>> aids;                // within 5 nm, the nearest first
  std::optional<Near<chart::RadarSite>> radar_site;  // the nearest, however far
  std::vector<NearControlPoint> control_points;      // those with a route over water, the nearest first
  TideAndSky tide_and_sky;
};

// Throws UsageError for a time too far away.
[[nodiscard]] ChartQueryResult query_chart(const chart::Chart& chart, const route::WaterMap& map,
                                           geo::Position position, Instant at);
// A row for each thing: what it is, its description, and how certain that is. Safe for a terminal.
[[nodiscard]] std::string as_text(const ChartQueryResult& result, Language language);
// JSON, indented.
[[nodiscard]] std::string as_json(const ChartQueryResult& result, Language language);

// The course of traffic in a lane or through-route: that of its centre line where one is near.
[[nodiscard]] std::optional<Bearing> course_in(const chart::RouteingMeasure& measure,
                                               const ChartQueryResult& result);
[[nodiscard]] std::string name_in(const model::Names& names, Language language);

}  // namespace selat::service
