#pragma once
// A route over water as `selat chart route` prints it: lines for a person, JSON, and GeoJSON (RFC 7946).

#include <string>

#include "base/language.h"
#include "geo/position.h"
#include "route/water_map.h"
#include "units/speed.h"

namespace selat::service {

// What was asked for.
struct RouteQuery {
  geo::Position from, to;
  Speed speed;
  std::string flag;  // in lower case; empty where none was named
};

// A line for the whole, one for each end that was moved, one for each leg.
[[nodiscard]] std::string as_text(const route::Route& route, const RouteQuery& query, Language language);
[[nodiscard]] std::string as_json(const route::Route& route, const RouteQuery& query);
// A FeatureCollection of one line.
[[nodiscard]] std::string as_geojson(const route::Route& route, const RouteQuery& query);

}  // namespace selat::service
