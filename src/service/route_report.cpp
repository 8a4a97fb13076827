#include "service/route_report.h"

#include <cmath>
#include <utility>

#include <nlohmann/json.hpp>

#include "service/chart_setup.h"
#include "service/place_words.h"
#include "text/measure.h"
#include "text/names.h"
#include "text/translate.h"

namespace selat::service {
namespace {

using nlohmann::ordered_json;

double rounded(double value, double per_one) {
  return std::round(value * per_one) / per_one;
}

ordered_json to_json(geo::Position p) {
  return {{"latitude", rounded(p.latitude_deg(), 1e7)}, {"longitude", rounded(p.longitude_deg(), 1e7)}};
}

ordered_json coordinates(geo::Position p) {
  return {rounded(p.longitude_deg(), 1e7), rounded(p.latitude_deg(), 1e7)};
}

ordered_json port_waters_of_leg(const RouteReport& report, std::size_t leg) {
  ordered_json all = ordered_json::array();
  for (const PortWaters& port : report.port_waters) {
    if (port.leg == leg) {
      all.push_back({{"id", port.id}, {"kind", name_of(port.kind)}, {"nation", name_of(port.nation)}});
    }
  }
  return all;
}

ordered_json to_json(const RouteReport& report) {
  const route::Route& route = report.route;
  const RouteQuery& query = report.query;
  ordered_json legs = ordered_json::array();
  for (const route::Leg& leg : route.legs) {
    legs.push_back({{"from", to_json(leg.from)},
                    {"to", to_json(leg.to)},
                    {"distance_nm", rounded(leg.distance.in_nautical_miles(), 1e3)},
                    {"course_deg", rounded(leg.bearing.in_degrees(), 10)},
                    {"port_waters", port_waters_of_leg(report, legs.size())}});
  }
  const auto moved = [](const std::optional<route::MovedEnd>& end) -> ordered_json {
    if (!end) {
      return nullptr;
    }
    return {{"asked", to_json(end->asked)},
            {"used", to_json(end->used)},
            {"distance_m", rounded(end->by.in_metres(), 1)}};
  };
  return {{"from", to_json(query.from)},
          {"to", to_json(query.to)},
          {"distance_nm", rounded(route.distance.in_nautical_miles(), 1e3)},
          {"duration_s", rounded(route.duration(query.speed).in_seconds(), 1)},
          {"speed_kn", query.speed.in_knots()},
          {"flag", query.flag.empty() ? ordered_json(nullptr) : ordered_json(query.flag)},
          {"start_moved", moved(route.start_moved)},
          {"end_moved", moved(route.end_moved)},
          {"legs", std::move(legs)},
          {"not_for_navigation", true}};
}

ordered_json geojson_of(const RouteReport& report) {
  ordered_json line = ordered_json::array();
  for (const route::Leg& leg : report.route.legs) {
    if (line.empty()) {
      line.push_back(coordinates(leg.from));
    }
    line.push_back(coordinates(leg.to));
  }
  if (line.empty()) {
    line = {coordinates(report.query.from), coordinates(report.query.from)};
  }
  ordered_json properties = to_json(report);
  properties.erase("legs");
  ordered_json feature = {{"type", "Feature"},
                          {"properties", std::move(properties)},
                          {"geometry", {{"type", "LineString"}, {"coordinates", std::move(line)}}}};
  return {{"type", "FeatureCollection"},
          {"name", "route"},
          {"notice", "Not for navigation."},
          {"features", ordered_json::array({std::move(feature)})}};
}

std::string port_lines(const RouteReport& report, std::size_t leg, Language language) {
  std::string lines;
  for (const PortWaters& port : report.port_waters) {
    if (port.leg == leg) {
      lines += "   " +
               text::translate({tr("through port waters of {nation}: {name} ({kind})"),
                                {{"nation", std::string(text::name(port.nation, language))},
                                 {"name", std::string(text::name(port.names, language))},
                                 {"kind", std::string(text::name(port.kind, language))}}},
                               language) +
               '\n';
    }
  }
  return lines;
}

}  // namespace

std::string as_text(const RouteReport& report, Language language) {
  const route::Route& route = report.route;
  const RouteQuery& query = report.query;
  std::string lines = text::translate({tr("{distance} over water, {duration} at {speed}"),
                                       {{"distance", text::distance(route.distance, language)},
                                        {"duration", text::duration(route.duration(query.speed), language)},
                                        {"speed", text::speed(query.speed, language)}}},
                                      language) +
                      '\n';
  for (const auto& moved : {route.start_moved, route.end_moved}) {
    if (moved) {
      lines += text::translate({tr("{asked} is no open water: taken as {used}, {distance} away."),
                                {{"asked", place_words(moved->asked, language)},
                                 {"used", place_words(moved->used, language)},
                                 {"distance", text::distance(moved->by, language)}}},
                               language) +
               '\n';
    }
  }
  for (std::size_t i = 0; i < route.legs.size(); ++i) {
    const route::Leg& leg = route.legs[i];
    lines += text::translate({tr("{n}. from {from} to {to}: {distance}, course {course}°"),
                              {{"n", std::to_string(i + 1)},
                               {"from", place_words(leg.from, language)},
                               {"to", place_words(leg.to, language)},
                               {"distance", text::distance(leg.distance, language)},
                               {"course", course_in_three_digits(leg.bearing)}}},
                             language) +
             '\n' + port_lines(report, i, language);
  }
  return lines;
}

std::string as_json(const RouteReport& report) {
  return to_json(report).dump(2);
}

std::string as_geojson(const RouteReport& report) {
  return geojson_of(report).dump(1);
}

}  // namespace selat::service
