#include <cmath>

#include <nlohmann/json.hpp>

#include "service/chart_query.h"
#include "terminal/json_values.h"

namespace selat::service {
namespace {

using nlohmann::ordered_json;

double rounded(double value, double per_one) {
  return std::round(value * per_one) / per_one;
}
double miles(Distance distance) {
  return rounded(distance.in_nautical_miles(), 1e3);
}
double degrees(Bearing bearing) {
  return rounded(bearing.in_degrees(), 10);
}

ordered_json claims_of(const model::Waters& waters) {
  ordered_json claims = ordered_json::array();
  for (std::size_t i = 0; i < model::kNationCount; ++i) {
    if (waters.claims[i]) {
      claims.push_back(enum_names<model::Nation>[i]);
    }
  }
  return claims;
}

ordered_json to_json(const model::Waters& waters, Language language) {
  const std::string law = name_in(waters.law, language);
  return {{"id", waters.id.view()},
          {"name", name_in(waters.names, language)},
          {"claims", claims_of(waters)},
          {"status", name_of(waters.status)},
          {"uncertainty_m", rounded(waters.uncertainty.in_metres(), 1)},
          {"basis", name_of(waters.basis)},
          {"valid_from", waters.valid_from},
          {"law", law.empty() ? ordered_json(nullptr) : ordered_json(law)}};
}

// Permits are for waters: null on land, which a sector reaches over.
ordered_json to_json(const model::Sector& sector, bool is_land, Language language) {
  ordered_json permits = nullptr;
  for (std::size_t i = 0; !is_land && i < model::kNationCount; ++i) {
    permits[std::string(enum_names<model::Nation>[i])] = name_of(sector.permits[i]);
  }
  return {{"id", sector.id.view()},           {"name", name_in(sector.names, language)},
          {"status", name_of(sector.status)}, {"straitrep", sector.straitrep},
          {"permits", std::move(permits)},    {"basis", name_of(sector.basis)}};
}

ordered_json to_json(const chart::RouteingMeasure& measure, const ChartQueryResult& result,
                     Language language) {
  ordered_json json = {
      {"id", measure.id}, {"kind", name_of(measure.kind)}, {"name", name_in(measure.names, language)}};
  if (const auto course = course_in(measure, result)) {
    json["course_deg"] = degrees(*course);
  }
  if (measure.speed_limit) {
    json["speed_limit_kn"] = rounded(measure.speed_limit->in_knots(), 10);
  }
  if (measure.least_draught) {
    json["least_draught_m"] = rounded(measure.least_draught->in_metres(), 10);
  }
  json["basis"] = name_of(measure.basis);
  json["valid_from"] = measure.valid_from;
  return json;
}

// What a zone, a cable or a light has in common: it is here, or so far in that direction.
template <typename Thing>
ordered_json to_json(const Near<Thing>& near, ordered_json json) {
  json["is_here"] = !near.bearing;
  json["distance_nm"] = miles(near.distance);
  json["bearing_deg"] = near.bearing ? ordered_json(degrees(*near.bearing)) : ordered_json(nullptr);
  json["basis"] = name_of(near.thing->basis);
  return json;
}

template <typename Things, typename Convert>
ordered_json list_of(const Things& things, const Convert& convert) {
  ordered_json list = ordered_json::array();
  for (const auto& thing : things) {
    list.push_back(convert(thing));
  }
  return list;
}

template <typename Thing, typename Id>
ordered_json named(const Thing& thing, const Id& id, Language language) {
  return {{"id", id}, {"name", name_in(thing.names, language)}};
}

void add_waters(const ChartQueryResult& result, Language language, ordered_json& json) {
  const auto waters_json = [language](const model::Waters* waters) { return to_json(*waters, language); };
  json["waters_of"] = result.waters == nullptr ? ordered_json::array() : claims_of(*result.waters);
  json["waters"] = result.waters == nullptr ? ordered_json(nullptr) : to_json(*result.waters, language);
  json["perhaps_waters"] = list_of(result.doubtful, [&](const DoubtfulWaters& doubtful) {
    ordered_json other = to_json(*doubtful.waters, language);
    other["to_limit_m"] = rounded(doubtful.to_limit.in_metres(), 1);
    return other;
  });
  json["territorial_seas"] = list_of(result.territorial_seas, waters_json);
  json["international_straits"] = list_of(result.straits, waters_json);
  json["sector"] =
      result.sector == nullptr ? ordered_json(nullptr) : to_json(*result.sector, result.is_land, language);
  json["straitrep"] = list_of(result.reporting_sectors, [&](const chart::ReportingSector* reporting) {
    ordered_json sector = named(*reporting, reporting->id, language);
    sector["authority"] = reporting->authority;
    sector["basis"] = name_of(reporting->basis);
    sector["vhf"] = nullptr;
    if (reporting->channel) {
      sector["vhf"] = {{"channel", reporting->channel->number},
                       {"basis", name_of(reporting->channel->basis)},
                       {"source", reporting->channel->source}};
    }
    return sector;
  });
}

void add_routeing(const ChartQueryResult& result, Language language, ordered_json& json) {
  json["routeing"] = list_of(result.routeing, [&](const chart::RouteingMeasure* measure) {
    return to_json(*measure, result, language);
  });
  json["lanes"] = list_of(result.lanes, [&](const NearLane& near) {
    ordered_json lane = named(*near.lane, near.lane->id, language);
    lane["direction"] = near.lane->direction;
    lane["course_deg"] = degrees(near.course);
    lane["from_centre_nm"] = miles(near.from_centre);
    lane["basis"] = name_of(near.lane->basis);
    return lane;
  });
}

void add_things(const ChartQueryResult& result, Language language, ordered_json& json) {
  json["zones"] = list_of(result.zones, [&](const Near<model::Zone>& near) {
    ordered_json zone = named(*near.thing, near.thing->id.view(), language);
    zone["kind"] = name_of(near.thing->kind);
    zone["corridor"] =
        near.thing->corridor.empty() ? ordered_json(nullptr) : ordered_json(near.thing->corridor);
    return to_json(near, std::move(zone));
  });
  json["seabed"] = list_of(result.seabed, [&](const Near<chart::SeabedArea>& near) {
    ordered_json seabed = named(*near.thing, near.thing->id, language);
    seabed["kind"] = name_of(near.thing->kind);
    return to_json(near, std::move(seabed));
  });
  json["aids"] = list_of(result.aids, [&](const Near<chart::Aid>& near) {
    ordered_json aid = named(*near.thing, near.thing->id, language);
    aid["use"] = name_of(near.thing->use);
    return to_json(near, std::move(aid));
  });
  json["radar_site"] = nullptr;
  if (result.radar_site) {
    const chart::RadarSite& radar = *result.radar_site->thing;
    ordered_json site = named(radar, radar.id, language);
    site["nation"] = name_of(radar.nation);
    site["run_by"] = radar.run_by;
    site["doubt_m"] = rounded(radar.doubt.in_metres(), 1);
    site["source"] = radar.source;
    site["valid_from"] = radar.valid_from;
    json["radar_site"] = to_json(*result.radar_site, std::move(site));
  }
}

double hundredth_of_metre(Distance height) {
  return rounded(height.in_metres(), 100);
}

ordered_json to_json(const std::optional<tide::Turn>& turn, const chart::TideGauge& gauge) {
  if (!turn) {
    return nullptr;
  }
  return {{"at", text::date_and_time(turn->at)},
          {"height_m", hundredth_of_metre(turn->height)},
          {"above_lat_m", hundredth_of_metre(turn->height + gauge.mean_above_lat)}};
}

ordered_json to_json(const TideAtGauge& tide, Language language) {
  const chart::TideGauge& gauge = *tide.gauge;
  ordered_json json = named(gauge, gauge.id, language);
  json["latitude"] = rounded(gauge.position.latitude_deg(), 1e7);
  json["longitude"] = rounded(gauge.position.longitude_deg(), 1e7);
  json["over_water_nm"] = miles(tide.over_water);
  json["height_m"] = hundredth_of_metre(tide.height);
  json["above_lat_m"] = hundredth_of_metre(tide.height + gauge.mean_above_lat);
  json["is_rising"] = tide.next.is_rising;
  json["high_water"] = to_json(tide.next.high, gauge);
  json["low_water"] = to_json(tide.next.low, gauge);
  json["record_from"] = gauge.record_from;
  json["record_to"] = gauge.record_to;
  json["source"] = gauge.source;
  json["licence"] = gauge.licence;
  json["basis"] = name_of(gauge.basis);
  json["is_official"] = false;
  return json;
}

ordered_json to_json(const sky::Seen& seen) {
  return {{"altitude_deg", rounded(seen.altitude.in_degrees(), 10)}, {"azimuth_deg", degrees(seen.azimuth)}};
}

void add_tide_and_sky(const TideAndSky& result, Language language, ordered_json& json) {
  const SkyOverPlace& over = result.sky;
  const auto time_of = [&over](sky::Event event) {
    return terminal::time_or_null<ordered_json>(over.next[static_cast<std::size_t>(event)]);
  };
  json["time"] = text::date_and_time(result.at);
  json["tide"] = result.tide ? to_json(*result.tide, language) : ordered_json(nullptr);
  json["sun"] = to_json(over.sun);
  json["sun"]["light"] = name_of(over.light);
  json["sun"]["nautical_dawn"] = time_of(sky::Event::nautical_dawn);
  json["sun"]["civil_dawn"] = time_of(sky::Event::civil_dawn);
  json["sun"]["sunrise"] = time_of(sky::Event::sunrise);
  json["sun"]["sunset"] = time_of(sky::Event::sunset);
  json["sun"]["civil_dusk"] = time_of(sky::Event::civil_dusk);
  json["sun"]["nautical_dusk"] = time_of(sky::Event::nautical_dusk);
  json["moon"] = to_json(over.moon);
  json["moon"]["is_up"] = over.is_moon_up;
  json["moon"]["phase"] = name_of(over.phase.phase);
  json["moon"]["lit_percent"] = rounded(over.phase.lit * 100, 10);
  json["moon"]["moonrise"] = time_of(sky::Event::moonrise);
  json["moon"]["moonset"] = time_of(sky::Event::moonset);
  json["is_dark"] = over.is_dark();
}

Distance uncertainty_of_shore(const ChartQueryResult& result) {
  return result.shore_doubt == nullptr ? kUsualShoreDoubt : result.shore_doubt->doubt;
}

}  // namespace

std::string as_json(const ChartQueryResult& result, Language language) {
  ordered_json json = {{"latitude", rounded(result.position.latitude_deg(), 1e7)},
                       {"longitude", rounded(result.position.longitude_deg(), 1e7)},
                       {"is_land", result.is_land}};
  json["shore"] = nullptr;
  if (result.shore) {
    json["shore"] = {{"distance_nm", rounded(result.shore->distance.in_nautical_miles(), 1e4)},
                     {"latitude", rounded(result.shore->place.latitude_deg(), 1e7)},
                     {"longitude", rounded(result.shore->place.longitude_deg(), 1e7)},
                     {"basis", name_of(model::Basis::approximate)},
                     {"uncertainty_m", rounded(uncertainty_of_shore(result).in_metres(), 1)},
                     {"doubt", nullptr}};
    if (result.shore_doubt != nullptr) {
      json["shore"]["doubt"] = {{"id", result.shore_doubt->id},
                                {"reason", name_in(result.shore_doubt->reasons, language)}};
    }
  }
  add_waters(result, language, json);
  add_routeing(result, language, json);
  add_things(result, language, json);
  json["control_points"] = list_of(result.control_points, [&](const NearControlPoint& near) {
    return ordered_json{{"id", near.control_point->id.view()}, {"over_water_nm", miles(near.over_water)}};
  });
  json["control_point"] =
      result.control_points.empty() ? ordered_json(nullptr) : json["control_points"].front();
  add_tide_and_sky(result.tide_and_sky, language, json);
  json["not_for_navigation"] = true;
  return json.dump(2, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace selat::service
