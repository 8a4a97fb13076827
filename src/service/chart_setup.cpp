#include "service/chart_setup.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <utility>

#include "service/needed_geodata.h"
#include "text/measure.h"
#include "text/typed_place.h"

namespace selat::service {
namespace {

std::string degrees_and_minutes(double degrees, const char* sides) {
  const long long thousandths = std::llround(std::abs(degrees) * 60'000);
  std::array<char, 40> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%lld°%06.3f'%c", thousandths / 60'000,
                static_cast<double>(thousandths % 60'000) / 1'000, degrees < 0 ? sides[1] : sides[0]);
  return buffer.data();
}

}  // namespace

geo::Position position_of(const std::string& both) {
  const auto place = text::typed_place(both);
  if (!place) {
    throw runtime::UsageError(place.error());
  }
  return *place;
}

geo::Position position_of(const std::string& latitude, const std::string& longitude) {
  const auto place = text::typed_place(latitude, longitude);
  if (!place) {
    throw runtime::UsageError(place.error());
  }
  return *place;
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
  return route::WaterMap(geo::Area(chart.coast), lanes, chart.sectors, {}, chart.waters);
}

void no_way(route::RouteProblem problem, geo::Position refused, Language language) {
  const LocalizedMessage::Argument place{"place", text::position(refused, language)};
  switch (problem) {
    case route::RouteProblem::outside_chart:
      throw runtime::UsageError({tr("{place} lies outside the chart (95°E to 105.4°E, 0° to 7°N in the one "
                                    "that comes with Selat)"),
                                 {place}});
    case route::RouteProblem::no_water_near:
      throw runtime::UsageError({tr("{place} lies on land, more than 1 nm from open water"), {place}});
    case route::RouteProblem::forbidden_waters:
      throw runtime::Failure({tr("{place} lies in waters closed to the flag"), {place}});
    case route::RouteProblem::unreachable:
      break;
  }
  throw runtime::Failure(tr("there is no route over water between the two places"));
}

}  // namespace selat::service
