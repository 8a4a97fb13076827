// selat chart at LAT LON

#include <cmath>
#include <iostream>
#include <optional>

#include <nlohmann/json.hpp>

#include "app/chart_command.h"
#include "app/command_line.h"
#include "app/exit_status.h"
#include "geo/edge.h"
#include "geo/local_plane.h"
#include "text/measure.h"
#include "text/terminal.h"

namespace selat::app {
namespace {

using nlohmann::ordered_json;
using text::Phrase;

// A lane is named from this far of its centre: half a lane's width and the doubt in it.
constexpr Distance kNearLane = Distance::nautical_miles(1);

struct NearLane {
  const chart::Lane* lane;
  Distance from_centre;
  Bearing course;
};

struct NearControlPoint {
  const model::ControlPoint* control_point;
  Distance over_water;
};

// Everything the chart knows of one place; points into the chart.
struct PlaceFacts {
  geo::Position position;
  bool is_land = false;
  std::optional<geo::AreaGrid::NearestEdge> shore;
  const model::Sector* sector = nullptr;
  std::vector<model::Nation> waters_of;  // who patrols here; empty on land and where nobody may
  std::vector<NearLane> lanes;
  std::vector<const model::Zone*> zones;
  std::optional<NearControlPoint> control_point;
};

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

std::optional<NearControlPoint> near_control_point(const chart::Chart& chart, const route::WaterMap& map,
                                                   geo::Position position) {
  std::optional<NearControlPoint> nearest;
  const auto field = map.field_from(position);
  for (const model::ControlPoint& control_point : chart.control_points) {
    const auto way = field ? field->distance_to(control_point.position)
                           : std::expected<Distance, route::RouteProblem>(std::unexpected(field.error()));
    if (way && (!nearest || *way < nearest->over_water)) {
      nearest = NearControlPoint{&control_point, *way};
    }
  }
  return nearest;
}

PlaceFacts facts_of(const chart::Chart& chart, const route::WaterMap& map, geo::Position position) {
  PlaceFacts facts;
  facts.position = position;
  facts.is_land = map.land().contains(position);
  facts.shore = map.land().nearest_edge(position, Distance::nautical_miles(600));
  for (const model::Sector& sector : chart.sectors) {
    if (facts.sector == nullptr && sector.area.contains(position)) {
      facts.sector = &sector;
    }
  }
  for (std::size_t i = 0; facts.sector != nullptr && !facts.is_land && i < model::kNationCount; ++i) {
    if (facts.sector->permits[i] == model::Permit::full) {
      facts.waters_of.push_back(static_cast<model::Nation>(i));
    }
  }
  for (const chart::Lane& lane : chart.lanes) {
    if (const auto near = near_lane(lane, position)) {
      facts.lanes.push_back(*near);
    }
  }
  for (const model::Zone& zone : chart.zones) {
    if (zone.area.contains(position)) {
      facts.zones.push_back(&zone);
    }
  }
  facts.control_point = near_control_point(chart, map, position);
  return facts;
}

std::string name_in(const model::Names& names, Language language) {
  const std::string& name = language == Language::id   ? names.id
                            : language == Language::ms ? names.ms
                                                       : names.en;
  return text::for_terminal(name.empty() ? names.en : name);
}

double rounded(double value, double per_one) {
  return std::round(value * per_one) / per_one;
}

ordered_json to_json(const PlaceFacts& facts, Language language) {
  ordered_json json = {{"latitude", rounded(facts.position.latitude_deg(), 1e7)},
                       {"longitude", rounded(facts.position.longitude_deg(), 1e7)},
                       {"is_land", facts.is_land},
                       {"shore", nullptr},
                       {"waters_of", ordered_json::array()},
                       {"sector", nullptr},
                       {"lanes", ordered_json::array()},
                       {"zones", ordered_json::array()},
                       {"control_point", nullptr},
                       {"not_for_navigation", true}};
  if (facts.shore) {
    json["shore"] = {{"distance_nm", rounded(facts.shore->distance.in_nautical_miles(), 1e4)},
                     {"latitude", rounded(facts.shore->place.latitude_deg(), 1e7)},
                     {"longitude", rounded(facts.shore->place.longitude_deg(), 1e7)}};
  }
  for (const model::Nation nation : facts.waters_of) {
    json["waters_of"].push_back(name_of(nation));
  }
  if (facts.sector != nullptr) {
    ordered_json permits;
    for (std::size_t i = 0; i < model::kNationCount; ++i) {
      permits[std::string(enum_names<model::Nation>[i])] = name_of(facts.sector->permits[i]);
    }
    json["sector"] = {
        {"id", facts.sector->id.view()},           {"name", name_in(facts.sector->names, language)},
        {"status", name_of(facts.sector->status)}, {"straitrep", facts.sector->straitrep},
        {"permits", std::move(permits)},           {"basis", name_of(facts.sector->basis)}};
  }
  for (const NearLane& near : facts.lanes) {
    json["lanes"].push_back({{"id", near.lane->id},
                             {"name", name_in(near.lane->names, language)},
                             {"direction", near.lane->direction},
                             {"course_deg", rounded(near.course.in_degrees(), 10)},
                             {"from_centre_nm", rounded(near.from_centre.in_nautical_miles(), 1e3)},
                             {"basis", name_of(near.lane->basis)}});
  }
  for (const model::Zone* zone : facts.zones) {
    json["zones"].push_back({{"id", zone->id.view()},
                             {"kind", name_of(zone->kind)},
                             {"name", name_in(zone->names, language)},
                             {"basis", name_of(zone->basis)}});
  }
  if (facts.control_point) {
    json["control_point"] = {
        {"id", facts.control_point->control_point->id.view()},
        {"over_water_nm", rounded(facts.control_point->over_water.in_nautical_miles(), 1e3)}};
  }
  return json;
}

class Sheet {
 public:
  explicit Sheet(Language language) : language_(language) {}
  void row(Phrase what, const std::string& words) const {
    std::cout << text::fitted(text::phrase(what, language_), 24) << ' ' << words << '\n';
  }
  [[nodiscard]] std::string with(const std::string& words, Phrase certainty) const {
    return text::fill(Phrase::chart_with_certainty, language_,
                      {{"words", words}, {"certainty", text::phrase(certainty, language_)}});
  }
  [[nodiscard]] std::string none() const { return std::string(text::phrase(Phrase::chart_none, language_)); }

 private:
  Language language_;
};

void print_sector(const model::Sector& sector, const Sheet& sheet, Language language) {
  sheet.row(Phrase::chart_sector,
            sheet.with(std::string(sector.id.view()) + " " + name_in(sector.names, language),
                       one_of(Phrase::basis_published, sector.basis)));
  sheet.row(Phrase::chart_straitrep,
            sector.straitrep.empty() ? sheet.none() : text::for_terminal(sector.straitrep));
  std::string permits;
  for (std::size_t i = 0; i < model::kNationCount; ++i) {
    permits += (i == 0 ? "" : ", ");
    permits.append(text::phrase(one_of(Phrase::nation_idn, i), language));
    permits.append(" ").append(text::phrase(one_of(Phrase::permit_none, sector.permits[i]), language));
  }
  sheet.row(Phrase::chart_permits, permits);
}

void print(const PlaceFacts& facts, Language language) {
  const Sheet sheet(language);
  std::cout << degrees_and_minutes(facts.position) << ", "
            << text::phrase(facts.is_land ? Phrase::chart_land : Phrase::chart_sea, language) << '\n';
  if (facts.shore) {
    sheet.row(Phrase::chart_shore,
              sheet.with(text::distance(facts.shore->distance, language), Phrase::basis_approximate));
  }
  if (facts.sector == nullptr) {
    sheet.row(Phrase::chart_sector, sheet.none());
  } else {
    std::string nations;
    for (const model::Nation nation : facts.waters_of) {
      nations.append(nations.empty() ? "" : ", ")
          .append(text::phrase(one_of(Phrase::nation_idn, nation), language));
    }
    if (!facts.is_land) {
      sheet.row(Phrase::chart_waters, sheet.with(nations.empty() ? sheet.none() : nations,
                                                 one_of(Phrase::status_agreed, facts.sector->status)));
    }
    print_sector(*facts.sector, sheet, language);
  }
  for (const NearLane& near : facts.lanes) {
    sheet.row(Phrase::chart_lane,
              sheet.with(text::fill(Phrase::chart_lane_words, language,
                                    {{"lane", name_in(near.lane->names, language)},
                                     {"course", course_in_three_digits(near.course)},
                                     {"distance", text::distance(near.from_centre, language)}}),
                         one_of(Phrase::basis_published, near.lane->basis)));
  }
  for (const model::Zone* zone : facts.zones) {
    sheet.row(Phrase::chart_zones,
              sheet.with(name_in(zone->names, language), one_of(Phrase::basis_published, zone->basis)));
  }
  if (facts.control_point) {
    sheet.row(Phrase::chart_control_point,
              text::fill(Phrase::chart_by_water, language,
                         {{"name", text::for_terminal(facts.control_point->control_point->name)},
                          {"distance", text::distance(facts.control_point->over_water, language)}}));
  }
  std::cout << text::fill(Phrase::chart_not_for_navigation, language,
                          {{"certainty", text::phrase(Phrase::basis_approximate, language)}})
            << std::endl;
}

}  // namespace

int chart_at(int argc, char** argv) {
  CommandLine line(
      "chart at",
      "Everything the chart says of a place: land or sea, how far the shore is, whose waters, the "
      "patrol sector and what each nation may do there, lanes, zones, and the nearest control "
      "point over water. Not for navigation.",
      CommandLine::Reads::settings);
  std::string latitude, longitude;
  bool is_json = false;
  line.argument("LAT", latitude, "Latitude in degrees, such as 1.25 or 1.25N.");
  line.argument("LON", longitude, "Longitude in degrees, such as 103.8 or 103.8E.");
  line.flag("--json", is_json, "Print JSON.");
  line.examples({"selat chart at 1.2 103.85"});
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  const geo::Position position = position_of(latitude, longitude);
  const chart::Chart chart = chart_of(line.settings());
  const route::WaterMap map = water_map_of(chart);
  if (!geo::Area(chart.coast).bounds().contains(position)) {
    no_way(route::RouteProblem::outside_chart);
  }
  const PlaceFacts facts = facts_of(chart, map, position);
  const Language language = line.settings().language;
  if (is_json) {
    std::cout << to_json(facts, language).dump(2) << std::endl;
  } else {
    print(facts, language);
  }
  return kSuccess;
}

}  // namespace selat::app
