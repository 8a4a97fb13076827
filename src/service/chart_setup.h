#pragma once
// The chart named by the settings, and how its commands read and write positions.

#include <cstddef>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"
#include "base/localized_message.h"
#include "chart/chart.h"
#include "config/settings.h"
#include "geo/position.h"
#include "route/water_map.h"

namespace selat::service {

// As text/typed_place.h reads them. Throws UsageError.
[[nodiscard]] geo::Position position_of(const std::string& both);
// `count` places, however they are parted into words.
[[nodiscard]] std::vector<geo::Position> positions_of(std::span<const std::string> words, std::size_t count);

// A place and a distance from it: "1.25,103.8,3", "1-15.0N 103-48.0E 3 nm".
struct TypedCircle {
  geo::Position centre;
  std::string place;  // as typed
  double radius_nm = 0;
};
[[nodiscard]] std::expected<TypedCircle, LocalizedMessage> typed_circle(std::string_view typed, int most_nm);
// Whether the words are one.
[[nodiscard]] bool is_place(const std::string& typed);
[[nodiscard]] bool is_circle(const std::string& typed);
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
