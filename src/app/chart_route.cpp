// selat chart route LAT LON LAT LON

#include <cctype>
#include <cmath>
#include <fstream>
#include <iostream>

#include <nlohmann/json.hpp>

#include "app/chart_command.h"
#include "cli/command_line.h"
#include "runtime/exit_status.h"
#include "service/chart_setup.h"
#include "text/measure.h"

namespace selat::app {
namespace {

using nlohmann::ordered_json;
using text::Phrase;

constexpr double kMostKnots = 100;

double rounded(double value, double per_one) {
  return std::round(value * per_one) / per_one;
}

ordered_json to_json(geo::Position p) {
  return {{"latitude", rounded(p.latitude_deg(), 1e7)}, {"longitude", rounded(p.longitude_deg(), 1e7)}};
}

ordered_json coordinates(geo::Position p) {
  return {rounded(p.longitude_deg(), 1e7), rounded(p.latitude_deg(), 1e7)};
}

struct Asked {
  geo::Position from, to;
  Speed speed;
  std::string flag;
};

ordered_json to_json(const route::Route& route, const Asked& asked) {
  ordered_json legs = ordered_json::array();
  for (const route::Leg& leg : route.legs) {
    legs.push_back({{"from", to_json(leg.from)},
                    {"to", to_json(leg.to)},
                    {"distance_nm", rounded(leg.distance.in_nautical_miles(), 1e3)},
                    {"course_deg", rounded(leg.bearing.in_degrees(), 10)}});
  }
  const auto moved = [](const std::optional<route::MovedEnd>& end) -> ordered_json {
    if (!end) {
      return nullptr;
    }
    return {{"asked", to_json(end->asked)},
            {"used", to_json(end->used)},
            {"distance_m", rounded(end->by.in_metres(), 1)}};
  };
  return {{"from", to_json(asked.from)},
          {"to", to_json(asked.to)},
          {"distance_nm", rounded(route.distance.in_nautical_miles(), 1e3)},
          {"duration_s", rounded(route.duration(asked.speed).in_seconds(), 1)},
          {"speed_kn", asked.speed.in_knots()},
          {"flag", asked.flag.empty() ? ordered_json(nullptr) : ordered_json(asked.flag)},
          {"start_moved", moved(route.start_moved)},
          {"end_moved", moved(route.end_moved)},
          {"legs", std::move(legs)},
          {"not_for_navigation", true}};
}

// A FeatureCollection of one line, RFC 7946.
ordered_json to_geojson(const route::Route& route, const Asked& asked) {
  ordered_json line = ordered_json::array();
  for (const route::Leg& leg : route.legs) {
    if (line.empty()) {
      line.push_back(coordinates(leg.from));
    }
    line.push_back(coordinates(leg.to));
  }
  if (line.empty()) {
    line = {coordinates(asked.from), coordinates(asked.from)};
  }
  ordered_json properties = to_json(route, asked);
  properties.erase("legs");
  ordered_json feature = {{"type", "Feature"},
                          {"properties", std::move(properties)},
                          {"geometry", {{"type", "LineString"}, {"coordinates", std::move(line)}}}};
  return {{"type", "FeatureCollection"},
          {"name", "route"},
          {"notice", "Not for navigation."},
          {"features", ordered_json::array({std::move(feature)})}};
}

void write_file(const std::filesystem::path& file, const ordered_json& content) {
  std::ofstream stream(file);
  stream << content.dump(1) << '\n';
  stream.close();
  if (!stream) {
    throw runtime::Failure(LocalizedMessage("{file} cannot be written", {{"file", file.string()}}));
  }
}

void print(const route::Route& route, const Asked& asked, Language language) {
  std::cout << text::fill(Phrase::route_total, language,
                          {{"distance", text::distance(route.distance, language)},
                           {"duration", text::duration(route.duration(asked.speed), language)},
                           {"speed", text::speed(asked.speed, language)}})
            << '\n';
  for (const auto& moved : {route.start_moved, route.end_moved}) {
    if (moved) {
      std::cout << text::fill(Phrase::route_moved, language,
                              {{"asked", service::degrees_and_minutes(moved->asked)},
                               {"used", service::degrees_and_minutes(moved->used)},
                               {"distance", text::distance(moved->by, language)}})
                << '\n';
    }
  }
  for (std::size_t i = 0; i < route.legs.size(); ++i) {
    const route::Leg& leg = route.legs[i];
    std::cout << text::fill(Phrase::route_leg, language,
                            {{"n", std::to_string(i + 1)},
                             {"from", service::degrees_and_minutes(leg.from)},
                             {"to", service::degrees_and_minutes(leg.to)},
                             {"distance", text::distance(leg.distance, language)},
                             {"course", service::course_in_three_digits(leg.bearing)}})
              << '\n';
  }
}

std::optional<model::Nation> nation_of(std::string& flag) {
  for (char& letter : flag) {
    letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  const auto nation = from_name<model::Nation>(flag);
  if (!flag.empty() && !nation) {
    throw runtime::UsageError(
        LocalizedMessage("unknown flag '{flag}'; use IDN, MYS, SGP or THA", {{"flag", flag}}));
  }
  return nation;
}

}  // namespace

int chart_route(int argc, char** argv) {
  cli::CommandLine line(
      "chart route",
      "The way over water between two places: how far, how long, and its legs. An end on land is "
      "moved to the nearest open water within 1 nm. Not for navigation.",
      cli::CommandLine::Reads::settings);
  std::string from_lat, from_lon, to_lat, to_lon;
  double speed_kn = 15;
  Asked asked{};
  bool is_json = false;
  bool crosses_squarely = false;
  std::filesystem::path out;
  line.argument("FROM-LAT", from_lat, "Latitude in degrees, such as 3.785 or 3.785N.");
  line.argument("FROM-LON", from_lon, "Longitude in degrees, such as 98.69 or 98.69E.");
  line.argument("TO-LAT", to_lat, "Where to.");
  line.argument("TO-LON", to_lon, "Where to.");
  line.option("--speed", "KN", speed_kn, "Speed over ground in knots.");
  line.option("--flag", "NATION", asked.flag,
              "IDN, MYS, SGP or THA: keep out of sectors where it may do nothing.");
  line.flag("--cross-squarely", crosses_squarely,
            "Prefer to cross traffic lanes near 90° and to follow them in their direction.");
  line.flag("--json", is_json, "Print JSON.");
  line.option("--out", "FILE", out, "Also write the way as GeoJSON.");
  line.examples({"selat chart route 3.785 98.69 4.2283 100.6117 --speed 18"});
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  asked.from = service::position_of(from_lat, from_lon);
  asked.to = service::position_of(to_lat, to_lon);
  if (!(speed_kn > 0 && speed_kn <= kMostKnots)) {
    throw runtime::UsageError("--speed must be above 0 and at most 100 knots");
  }
  asked.speed = Speed::knots(speed_kn);
  const route::RouteOptions wishes{.flag = nation_of(asked.flag), .follows_lane_rules = crosses_squarely};
  const route::WaterMap map = service::water_map_of(service::chart_of(line.settings()));
  const auto route = map.route(asked.from, asked.to, wishes);
  if (!route) {
    service::no_way(route.error());
  }
  if (!out.empty()) {
    write_file(out, to_geojson(*route, asked));
  }
  const Language language = line.settings().language;
  if (is_json) {
    std::cout << to_json(*route, asked).dump(2) << std::endl;
    return runtime::kSuccess;
  }
  print(*route, asked, language);
  if (!out.empty()) {
    std::cout << text::fill(Phrase::route_written, language, {{"file", out.string()}}) << '\n';
  }
  std::cout << text::fill(Phrase::chart_not_for_navigation, language,
                          {{"certainty", text::phrase(Phrase::basis_approximate, language)}})
            << std::endl;
  return runtime::kSuccess;
}

}  // namespace selat::app
