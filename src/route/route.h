#pragma once
// A route over water: what may be asked of it, what it is, and why there may be none.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/enum_names.h"
#include "geo/position.h"
#include "model/sector.h"
#include "units/angle.h"
#include "units/distance.h"
#include "units/instant.h"
#include "units/speed.h"

namespace selat::route {

struct RouteOptions {
  // Stays out of sectors whose permit for this nation is `none`.
  std::optional<model::Nation> flag = {};
  // Prefers to follow traffic lanes in their direction, and to cross them at nearly a right angle (COLREG
  // rule 10). A route that cannot avoid breaking this is still found.
  bool follows_lane_rules = false;
  // Stays out of territorial seas of others than the flag, too. Without a flag it changes nothing.
  bool avoids_foreign_seas = false;
  friend bool operator==(const RouteOptions&, const RouteOptions&) = default;
};

enum class RouteProblem : std::uint8_t {
  outside_chart,     // an end beyond the chart's bounds
  no_water_near,     // an end on land, farther than 1 nm from water
  forbidden_waters,  // an end in waters closed to the flag
  unreachable,       // no route over water joins the two
};

// One straight part of a route.
struct Leg {
  geo::Position from;
  geo::Position to;
  Distance distance;
  Bearing bearing;
};

// An end that lay on land and was moved to the nearest water.
struct MovedEnd {
  geo::Position asked;
  geo::Position used;
  Distance by;
};

struct Route {
  Distance distance;
  std::vector<Leg> legs;  // none when both ends are the same place
  std::optional<MovedEnd> start_moved;
  std::optional<MovedEnd> end_moved;
  // The speed must not be zero.
  [[nodiscard]] Span duration(Speed speed) const { return distance / speed; }
};

}  // namespace selat::route

namespace selat {
template <>
inline constexpr auto enum_names<route::RouteProblem> =
    std::to_array<std::string_view>({"outside_chart", "no_water_near", "forbidden_waters", "unreachable"});
}  // namespace selat
