#include "service/chart_query.h"

#include <algorithm>
#include <cmath>

#include "geo/area_grid.h"
#include "geo/edge.h"
#include "geo/local_plane.h"
#include "text/names.h"
#include "text/terminal.h"

namespace selat::service {
namespace {

using model::WatersKind;
using model::ZoneKind;

// Half the width of a lane in the Malacca Strait, plus its uncertainty.
constexpr Distance kNearLane = Distance::nautical_miles(1);
// The distance from land within which a boat on a corridor should be seen.
constexpr Distance kNearLanding = Distance::nautical_miles(12);
constexpr Distance kNearPlace = Distance::nautical_miles(5);
constexpr Distance kNearSeabed = Distance::nautical_miles(1);
constexpr Distance kHere = Distance::metres(50);
constexpr std::size_t kMostAids = 2;

bool is_landing(const model::Zone& zone) {
  return !zone.corridor.empty();
}

std::optional<NearLane> near_lane(const chart::Lane& lane, geo::Position position) {
  const geo::LocalPlane plane(position);
  std::optional<NearLane> nearest;
  for (std::size_t i = 0; i + 1 < lane.line.size(); ++i) {
    const auto offset =
        geo::nearest_to_origin(plane.to_plane(lane.line[i]), plane.to_plane(lane.line[i + 1]));
    const Distance distance = Distance::metres(offset.length_m());
    if (distance <= kNearLane && (!nearest || distance < nearest->from_centre)) {
      nearest = NearLane{&lane, distance, geo::bearing(lane.line[i], lane.line[i + 1])};
    }
  }
  return nearest;
}

void gather_waters(const chart::Chart& chart, ChartQueryResult& result) {
  for (const model::Waters& waters : chart.waters) {
    const bool is_in = waters.area.contains(result.position);
    if (waters.kind == WatersKind::territorial_sea && is_in) {
      result.territorial_seas.push_back(&waters);
    } else if (waters.kind == WatersKind::international_strait && is_in) {
      result.straits.push_back(&waters);
    } else if (waters.kind == WatersKind::jurisdiction && is_in && result.waters == nullptr) {
      result.waters = &waters;
    }
  }
  for (const model::Waters& waters : chart.waters) {
    if (waters.kind != WatersKind::jurisdiction || &waters == result.waters) {
      continue;
    }
    const Distance doubt = result.waters == nullptr
                               ? waters.uncertainty
                               : std::max(waters.uncertainty, result.waters->uncertainty);
    const Distance to_limit = waters.area.distance_to_edge(result.position);
    if (to_limit <= doubt) {
      result.doubtful.push_back({&waters, to_limit});
    }
  }
}

// The things the place lies in, and the nearest of the others within reach.
template <typename Thing>
void gather_near(const std::vector<const Thing*>& things, geo::Position position, Distance reach,
                 std::vector<Near<Thing>>& found) {
  std::vector<geo::Area> areas;
  areas.reserve(things.size());
  for (const Thing* const thing : things) {
    areas.push_back(thing->area);
  }
  const geo::AreaGrid grid(areas);
  std::vector<geo::AreaGrid::Index> holding;
  grid.containing(position, holding);
  for (const auto index : holding) {
    found.push_back({things[index], Distance::metres(0), std::nullopt});
  }
  const auto edge = holding.empty() ? grid.nearest_edge(position, reach) : std::nullopt;
  if (edge) {
    found.push_back({things[edge->area], edge->distance, geo::bearing(position, edge->place)});
  }
}

void gather_zones(const chart::Chart& chart, ChartQueryResult& result) {
  const auto gather = [&](Distance reach, const auto& is_meant) {
    std::vector<const model::Zone*> zones;
    for (const model::Zone& zone : chart.zones) {
      if (is_meant(zone)) {
        zones.push_back(&zone);
      }
    }
    gather_near(zones, result.position, reach, result.zones);
  };
  gather(kNearLanding, is_landing);
  for (const ZoneKind kind : {ZoneKind::watch, ZoneKind::anchorage, ZoneKind::pilot_boarding,
                              ZoneKind::bunkering, ZoneKind::berth}) {
    gather(kNearPlace, [kind](const model::Zone& zone) { return zone.kind == kind && !is_landing(zone); });
  }
}

// Of a thing with a position.
template <typename Thing>
Near<Thing> near(const Thing& thing, geo::Position position) {
  const Distance way = geo::distance(position, thing.position);
  return {&thing, way, way < kHere ? std::nullopt : std::optional(geo::bearing(position, thing.position))};
}

void gather_aids(const chart::Chart& chart, ChartQueryResult& result) {
  for (const chart::Aid& aid : chart.aids) {
    if (const auto found = near(aid, result.position); found.distance <= kNearPlace) {
      result.aids.push_back(found);
    }
  }
  std::ranges::sort(result.aids, {}, &Near<chart::Aid>::distance);
  result.aids.resize(std::min(result.aids.size(), kMostAids));
}

void find_radar_site(const chart::Chart& chart, ChartQueryResult& result) {
  const auto nearest = std::ranges::min_element(chart.radar_sites, {}, [&result](const auto& site) {
    return geo::distance(result.position, site.position);
  });
  if (nearest != chart.radar_sites.end()) {
    result.radar_site = near(*nearest, result.position);
  }
}

void gather_control_points(const chart::Chart& chart, const route::DistanceField& field,
                           ChartQueryResult& result) {
  for (const model::ControlPoint& control_point : chart.control_points) {
    if (const auto way = field.distance_to(control_point.position)) {
      result.control_points.push_back({&control_point, *way});
    }
  }
  std::ranges::sort(result.control_points, {}, &NearControlPoint::over_water);
}

const chart::ShoreDoubt* shore_doubt_at(const chart::Chart& chart, geo::Position shore) {
  const chart::ShoreDoubt* largest = nullptr;
  for (const chart::ShoreDoubt& region : chart.shore_doubts) {
    if (region.area.contains(shore) && (largest == nullptr || region.doubt > largest->doubt)) {
      largest = &region;
    }
  }
  return largest;
}

}  // namespace

ChartQueryResult query_chart(const chart::Chart& chart, const route::WaterMap& map, geo::Position position,
                             Instant at) {
  ChartQueryResult result;
  result.position = position;
  result.is_land = map.land().contains(position);
  result.shore = map.land().nearest_edge(position, Distance::nautical_miles(600));
  if (result.shore) {
    result.shore_doubt = shore_doubt_at(chart, result.shore->place);
  }
  if (!result.is_land) {
    gather_waters(chart, result);
  }
  const auto sector = std::ranges::find_if(
      chart.sectors, [position](const auto& each) { return each.area.contains(position); });
  result.sector = sector == chart.sectors.end() ? nullptr : &*sector;
  for (const chart::ReportingSector& reporting : chart.reporting_sectors) {
    if (reporting.area.contains(position)) {
      result.reporting_sectors.push_back(&reporting);
    }
  }
  for (const chart::RouteingMeasure& measure : chart.routeing) {
    if (measure.area.contains(position)) {
      result.routeing.push_back(&measure);
    }
  }
  for (const chart::Lane& lane : chart.lanes) {
    if (const auto near = near_lane(lane, position)) {
      result.lanes.push_back(*near);
    }
  }
  std::ranges::sort(result.lanes, {}, &NearLane::from_centre);
  gather_zones(chart, result);
  std::vector<const chart::SeabedArea*> seabed;
  seabed.reserve(chart.seabed.size());
  for (const chart::SeabedArea& each : chart.seabed) {
    seabed.push_back(&each);
  }
  gather_near(seabed, position, kNearSeabed, result.seabed);
  gather_aids(chart, result);
  find_radar_site(chart, result);
  const auto field = map.field_from(position);  // none where no water is near
  if (field) {
    gather_control_points(chart, *field, result);
  }
  result.tide_and_sky = tide_and_sky(chart, field ? &*field : nullptr, position, at);
  return result;
}

std::optional<Bearing> course_in(const chart::RouteingMeasure& measure, const ChartQueryResult& result) {
  if (!measure.direction) {
    return std::nullopt;
  }
  for (const NearLane& near : result.lanes) {
    const double apart = std::abs(near.course.in_degrees() - measure.direction->in_degrees());
    if (std::min(apart, 360 - apart) < 90) {
      return near.course;
    }
  }
  return measure.direction;
}

std::string name_in(const model::Names& names, Language language) {
  return text::for_terminal(text::name(names, language));
}

}  // namespace selat::service
