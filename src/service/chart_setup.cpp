#include "service/chart_setup.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

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

// Latitudes and longitudes in turn; else whatever the words give together.
std::vector<geo::Position> positions_of(std::span<const std::string> words, std::size_t count) {
  if (words.empty()) {
    throw runtime::UsageError(tr("say where: latitude and longitude, such as 1.25 103.8"));
  }
  std::optional<LocalizedMessage> fault;
  std::vector<geo::Position> places;
  for (std::size_t i = 0; words.size() == 2 * count && i < words.size(); i += 2) {
    const auto place = text::typed_place(words[i], words[i + 1]);
    if (place) {
      places.push_back(*place);
    } else {
      fault = fault.value_or(place.error());
    }
  }
  if (places.size() == count) {
    return places;
  }
  const std::string together = fmt::format("{}", fmt::join(words, " "));
  places.clear();
  for (std::string_view rest = together; !rest.empty();) {
    const auto place = text::next_place(rest);
    if (!place) {
      throw runtime::UsageError(fault.value_or(place.error()));
    }
    places.push_back(*place);
  }
  if (places.size() != count) {
    throw runtime::UsageError({tr("'{word}' is {found} {found:place|places}, not {count}"),
                               {{"word", together}, {"found", places.size()}, {"count", count}}});
  }
  return places;
}

std::expected<TypedCircle, LocalizedMessage> typed_circle(std::string_view typed, int most_nm) {
  constexpr std::string_view kBetween = ", ;";
  const auto without_end = [](std::string_view text, std::string_view characters) {
    return text.substr(0, text.find_last_not_of(characters) + 1);
  };
  const std::string_view numbers = without_end(without_end(typed, " "), "nmNM");
  const std::string_view whole = without_end(numbers, kBetween);
  const auto last = whole.find_last_of(kBetween);
  const std::string_view front =
      last == std::string_view::npos ? std::string_view() : without_end(whole.substr(0, last), kBetween);
  const auto centre = text::typed_place(front);
  if (!centre && (text::typed_place(typed) || front.find_first_of(kBetween) == std::string_view::npos)) {
    return std::unexpected(LocalizedMessage(
        tr("'{word}' is no circle: write latitude, longitude and radius in nautical miles as 1.25,103.8,3"),
        {{"word", typed}}));
  }
  if (!centre) {
    return std::unexpected(centre.error());
  }
  const std::string_view radius = whole.substr(last + 1);
  double radius_nm = 0;
  const auto [end, error] = std::from_chars(radius.data(), radius.data() + radius.size(), radius_nm);
  if (error != std::errc() || end != radius.data() + radius.size() ||
      !(radius_nm > 0 && radius_nm <= most_nm)) {
    return std::unexpected(
        LocalizedMessage(tr("'{word}' is no distance in nautical miles, more than 0 and at most {most}"),
                         {{"word", radius}, {"most", most_nm}}));
  }
  return TypedCircle{*centre, std::string(front), radius_nm};
}

bool is_place(const std::string& typed) {
  return text::typed_place(typed).has_value();
}

bool is_circle(const std::string& typed) {
  return typed_circle(typed, std::numeric_limits<int>::max()).has_value();
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
