#include "service/chart_setup.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <utility>

#include "service/needed_geodata.h"

namespace selat::service {
namespace {

// All of the word; empty if it is no number.
std::optional<double> number_of(std::string_view word) {
  double value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  const bool is_number =
      !word.empty() && error == std::errc() && end == word.data() + word.size() && std::isfinite(value);
  return is_number ? std::optional(value) : std::nullopt;
}

// "1.25", or degrees and minutes as mariners write them: "1°15.0'", "1-15.0".
std::optional<double> degrees_in(std::string_view digits) {
  for (const std::string_view mark : {"°", "-"}) {
    const auto at = digits.find(mark, 1);
    if (at == std::string_view::npos || at == 0) {
      continue;
    }
    std::string_view rest = digits.substr(at + mark.size());
    for (const std::string_view prime : {"′", "'"}) {
      rest = rest.ends_with(prime) ? rest.substr(0, rest.size() - prime.size()) : rest;
    }
    const auto deg = number_of(digits.substr(0, at));
    const auto minutes = rest.empty() ? std::optional(0.0) : number_of(rest);
    if (!deg || !minutes || *deg < 0 || *minutes < 0 || *minutes >= 60) {
      return std::nullopt;
    }
    return *deg + *minutes / 60;
  }
  return number_of(digits);
}

double degrees_of(MessageId what, const std::string& word, std::string_view sides, double most_deg) {
  std::string_view digits = word;
  double sign = 1;
  if (!digits.empty() && sides.contains(digits.back())) {
    sign = digits.back() == sides[1] ? -1 : 1;
    digits.remove_suffix(1);
  }
  const auto value = degrees_in(digits);
  if (!value) {
    throw runtime::UsageError(
        LocalizedMessage(tr("{what} '{word}' is no number of degrees; write it as 1.25 or 1.25{side}"),
                         {{"what", what}, {"word", word}, {"side", sides.substr(0, 1)}}));
  }
  if (std::abs(*value) > most_deg) {
    throw runtime::UsageError(
        LocalizedMessage(tr("{what} {word} lies outside ±{most}°; latitude comes first"),
                         {{"what", what}, {"word", word}, {"most", static_cast<int>(most_deg)}}));
  }
  return sign * *value;
}

std::string degrees_and_minutes(double degrees, const char* sides) {
  const long long thousandths = std::llround(std::abs(degrees) * 60'000);
  std::array<char, 40> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%lld°%06.3f'%c", thousandths / 60'000,
                static_cast<double>(thousandths % 60'000) / 1'000, degrees < 0 ? sides[1] : sides[0]);
  return buffer.data();
}

}  // namespace

geo::Position position_of(const std::string& latitude, const std::string& longitude) {
  const double latitude_deg = degrees_of(tr("latitude"), latitude, "NS", 90);
  const double longitude_deg = degrees_of(tr("longitude"), longitude, "EW", 180);
  return geo::Position::degrees(latitude_deg, longitude_deg);
}

std::string degrees_and_minutes(geo::Position position) {
  return degrees_and_minutes(position.latitude_deg(), "NS") + " " +
         degrees_and_minutes(position.longitude_deg(), "EW");
}

std::string course_in_three_digits(Bearing course) {
  std::string digits = std::to_string(std::lround(course.in_degrees()) % 360);
  return std::string(3 - digits.size(), '0') + digits;
}

chart::Chart chart_of(const config::Settings& settings) {
  return loaded_or_end(chart::load_chart(needed_geodata(settings)));
}

route::WaterMap water_map_of(const chart::Chart& chart) {
  std::vector<route::LaneLine> lanes;
  for (chart::LaneCentre& lane : chart::lane_centres(chart)) {
    lanes.push_back({std::move(lane.line), lane.half_width});
  }
  return route::WaterMap(geo::Area(chart.coast), lanes, chart.sectors);
}

void no_way(route::RouteProblem problem) {
  switch (problem) {
    case route::RouteProblem::outside_chart:
      throw runtime::UsageError(
          tr("a place lies outside the chart (95°E to 105.4°E, 0° to 7°N in the one that comes with Selat)"));
    case route::RouteProblem::no_water_near:
      throw runtime::UsageError(tr("a place lies on land, more than 1 nm from open water"));
    case route::RouteProblem::forbidden_waters:
      throw runtime::Failure(tr("a place lies in waters closed to the flag"));
    case route::RouteProblem::unreachable:
      break;
  }
  throw runtime::Failure(tr("there is no route over water between the two places"));
}

}  // namespace selat::service
