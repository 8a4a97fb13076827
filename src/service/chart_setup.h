#pragma once
// The chart named by the settings, and how its commands read and write positions.

#include <string>

#include "base/language.h"
#include "chart/chart.h"
#include "config/settings.h"
#include "geo/position.h"
#include "route/water_map.h"

namespace selat::service {

// As text/typed_place.h reads them. Throws UsageError.
[[nodiscard]] geo::Position position_of(const std::string& both);
[[nodiscard]] geo::Position position_of(const std::string& latitude, const std::string& longitude);
// "1°15.000'N 103°50.000'E"
[[nodiscard]] std::string degrees_and_minutes(geo::Position position);
// "009"
[[nodiscard]] std::string course_in_three_digits(Bearing course);
// Throws UsageError.
[[nodiscard]] chart::Chart chart_of(const config::Settings& settings);
[[nodiscard]] route::WaterMap water_map_of(const chart::Chart& chart);
// Throws the UsageError or Failure for the problem of that place.
[[noreturn]] void no_way(route::RouteProblem problem, geo::Position refused, Language language);

}  // namespace selat::service
