#include "service/chart_query.h"

#include <algorithm>
#include <cmath>

#include "geo/area_grid.h"
#include "geo/edge.h"
#include "geo/local_plane.h"
#include "text/terminal.h"

namespace selat::service {
namespace {

using model::WatersKind;
using model::ZoneKind;

// Half a lane's width in the Malacca Strait, and the doubt in it.
constexpr Distance kNearLane = Distance::nautical_miles(1);
// As far from land as a boat of a corridor should be seen.
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

void gather_waters(const chart::Chart& chart, PlaceFacts& facts) {
  for (const model::Waters& waters : chart.waters) {
    const bool is_in = waters.area.contains(facts.position);
    if (waters.kind == WatersKind::territorial_sea && is_in) {
      facts.territorial_seas.push_back(&waters);
    } else if (waters.kind == WatersKind::international_strait && is_in) {
      facts.straits.push_back(&waters);
    } else if (waters.kind == WatersKind::jurisdiction && is_in && facts.waters == nullptr) {
      facts.waters = &waters;
    }
  }
  for (const model::Waters& waters : chart.waters) {
    if (waters.kind != WatersKind::jurisdiction || &waters == facts.waters) {
      continue;
    }
    const Distance doubt = facts.waters == nullptr ? waters.uncertainty
                                                   : std::max(waters.uncertainty, facts.waters->uncertainty);
    const Distance to_limit = waters.area.distance_to_edge(facts.position);
    if (to_limit <= doubt) {
      facts.doubtful.push_back({&waters, to_limit});
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

void gather_zones(const chart::Chart& chart, PlaceFacts& facts) {
  const auto gather = [&](Distance reach, const auto& is_meant) {
    std::vector<const model::Zone*> zones;
    for (const model::Zone& zone : chart.zones) {
      if (is_meant(zone)) {
        zones.push_back(&zone);
      }
    }
    gather_near(zones, facts.position, reach, facts.zones);
  };
  gather(kNearLanding, is_landing);
  for (const ZoneKind kind : {ZoneKind::watch, ZoneKind::anchorage, ZoneKind::pilot_boarding,
                              ZoneKind::bunkering, ZoneKind::berth}) {
    gather(kNearPlace, [kind](const model::Zone& zone) { return zone.kind == kind && !is_landing(zone); });
  }
}

void gather_aids(const chart::Chart& chart, PlaceFacts& facts) {
  for (const chart::Aid& aid : chart.aids) {
    if (const Distance way = geo::distance(facts.position, aid.position); way <= kNearPlace) {
      const bool is_here = way < kHere;
      facts.aids.push_back(
          {&aid, way, is_here ? std::nullopt : std::optional(geo::bearing(facts.position, aid.position))});
    }
  }
  std::ranges::sort(facts.aids, {}, &Near<chart::Aid>::distance);
  facts.aids.resize(std::min(facts.aids.size(), kMostAids));
}

void gather_control_points(const chart::Chart& chart, const route::WaterMap& map, PlaceFacts& facts) {
  const auto field = map.field_from(facts.position);
  if (!field) {
    return;  // no water near
  }
  for (const model::ControlPoint& control_point : chart.control_points) {
    if (const auto way = field->distance_to(control_point.position)) {
      facts.control_points.push_back({&control_point, *way});
    }
  }
  std::ranges::sort(facts.control_points, {}, &NearControlPoint::over_water);
}

}  // namespace

PlaceFacts place_facts(const chart::Chart& chart, const route::WaterMap& map, geo::Position position) {
  PlaceFacts facts;
  facts.position = position;
  facts.is_land = map.land().contains(position);
  facts.shore = map.land().nearest_edge(position, Distance::nautical_miles(600));
  if (!facts.is_land) {
    gather_waters(chart, facts);
  }
  const auto sector = std::ranges::find_if(
      chart.sectors, [position](const auto& each) { return each.area.contains(position); });
  facts.sector = sector == chart.sectors.end() ? nullptr : &*sector;
  for (const chart::ReportingSector& reporting : chart.reporting_sectors) {
    if (reporting.area.contains(position)) {
      facts.reporting_sectors.push_back(&reporting);
    }
  }
  for (const chart::RouteingMeasure& measure : chart.routeing) {
    if (measure.area.contains(position)) {
      facts.routeing.push_back(&measure);
    }
  }
  for (const chart::Lane& lane : chart.lanes) {
    if (const auto near = near_lane(lane, position)) {
      facts.lanes.push_back(*near);
    }
  }
  std::ranges::sort(facts.lanes, {}, &NearLane::from_centre);
  gather_zones(chart, facts);
  std::vector<const chart::SeabedArea*> seabed;
  seabed.reserve(chart.seabed.size());
  for (const chart::SeabedArea& each : chart.seabed) {
    seabed.push_back(&each);
  }
  gather_near(seabed, position, kNearSeabed, facts.seabed);
  gather_aids(chart, facts);
  gather_control_points(chart, map, facts);
  return facts;
}

std::optional<Bearing> course_in(const chart::RouteingMeasure& measure, const PlaceFacts& facts) {
  if (!measure.direction) {
    return std::nullopt;
  }
  for (const NearLane& near : facts.lanes) {
    const double apart = std::abs(near.course.in_degrees() - measure.direction->in_degrees());
    if (std::min(apart, 360 - apart) < 90) {
      return near.course;
    }
  }
  return measure.direction;
}

std::string name_in(const model::Names& names, Language language) {
  const std::string& name = language == Language::id   ? names.id
                            : language == Language::ms ? names.ms
                                                       : names.en;
  return text::for_terminal(name.empty() ? names.en : name);
}

}  // namespace selat::service
