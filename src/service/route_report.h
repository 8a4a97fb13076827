#pragma once
// A route over water as `selat chart route` prints it: lines for a person, JSON, and GeoJSON (RFC 7946).

#include <string>

#include "base/language.h"
#include "geo/position.h"
#include "route/water_map.h"
#include "service/port_waters.h"
#include "units/speed.h"

namespace selat::service {

// What was asked for.
struct RouteQuery {
  geo::Position from, to;
  Speed speed;
  std::string flag;  // in lower case; empty where none was named
};

// A route, and the port waters of others on its way.
struct RouteReport {
  const RouteQuery& query;
  const route::Route& route;
  const std::vector<PortWaters>& port_waters;
};

// A line for the whole, one for each end that was moved, one for each leg, with the port waters it runs
// through.
[[nodiscard]] std::string as_text(const RouteReport& report, Language language);
[[nodiscard]] std::string as_json(const RouteReport& report);
// A FeatureCollection of one line.
[[nodiscard]] std::string as_geojson(const RouteReport& report);

}  // namespace selat::service
