#include "service/context_form.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/enum_names.h"
#include "base/library_words.h"
#include "chart/drawn_area.h"
#include "coordinate/context_register.h"
#include "geo/box_grid.h"
#include "model/mmsi.h"
#include "model/placeholder.h"
#include "runtime/command_error.h"
#include "service/chart_setup.h"
#include "service/needed_geodata.h"
#include "service/place_words.h"
#include "service/typed_time.h"
#include "text/typed_place.h"

namespace selat::service {
namespace {

using runtime::UsageError;

constexpr Span kUsualFor = Span::hours(12);
constexpr int kLargestCircle_nm = 300;
constexpr double kFarthestLatitude_deg = 85;  // nearer to a pole degrees of longitude mean little
constexpr std::size_t kMostTyped = 100'000;   // bytes of a polygon

// Exactly so many digits.
std::optional<std::uint32_t> number_of_digits(std::string_view typed, std::size_t count) {
  const bool is_it =
      typed.size() == count && std::ranges::all_of(typed, [](char c) { return c >= '0' && c <= '9'; });
  std::uint32_t number = 0;
  std::from_chars(typed.data(), typed.data() + typed.size(), number);
  return is_it ? std::optional(number) : std::nullopt;
}

std::optional<std::uint32_t> mmsi_of(const std::string& typed) {
  if (typed.empty()) {
    return {};
  }
  const auto number = number_of_digits(typed, 9);
  if (!number || *number == 0) {
    throw UsageError({tr("'{word}' is no MMSI: write its nine digits"), {{"word", typed}}});
  }
  return number;
}

std::optional<std::uint32_t> imo_of(const std::string& typed) {
  if (typed.empty()) {
    return {};
  }
  const auto number = number_of_digits(typed.starts_with("IMO") ? typed.substr(3) : typed, 7);
  if (!number) {
    throw UsageError({tr("'{word}' is no IMO number: write its seven digits"), {{"word", typed}}});
  }
  return number;
}

double number_of(const std::string& typed, MessageId what) {
  double number = 0;
  const char* const end = typed.data() + typed.size();
  const auto [stop, error] = std::from_chars(typed.data(), end, number);
  if (error != std::errc() || stop != end || !std::isfinite(number)) {
    throw UsageError(
        {tr("'{word}' is no number: write {what} such as 12.5"), {{"word", typed}, {"what", what}}});
  }
  return number;
}

[[noreturn]] void refuse_polar(const std::string& where) {
  throw UsageError(
      {tr("the zone at {word} reaches beyond {most}° of latitude, where none is drawn: is latitude "
          "first, and are all digits right?"),
       {{"word", where}, {"most", static_cast<int>(kFarthestLatitude_deg)}}});
}

geo::Polygon circle_of(const std::string& typed) {
  const auto circle = typed_circle(typed, kLargestCircle_nm);
  if (!circle) {
    throw UsageError(circle.error());
  }
  const geo::Position centre = circle->centre;
  const double reach_deg = circle->radius_nm / 60 / std::cos(centre.latitude_deg() * std::numbers::pi / 180);
  if (std::abs(centre.latitude_deg()) + circle->radius_nm / 60 > kFarthestLatitude_deg) {
    refuse_polar(circle->place);
  }
  if (std::abs(centre.longitude_deg()) + reach_deg > 180) {
    throw UsageError({tr("a circle of {radius} nm around {word} reaches over 180° of longitude, where a zone "
                         "cannot lie on both sides: draw one on each side"),
                      {{"radius", fmt::format("{}", circle->radius_nm)}, {"word", circle->place}}});
  }
  return geo::circle(centre, Distance::nautical_miles(circle->radius_nm));
}

// Corners with blanks between them; one may itself have blanks ("1-12.0N 103-48.0E").
geo::Polygon polygon_of(const std::string& typed) {
  geo::Ring corners;
  for (std::string_view rest = std::string_view(typed).substr(0, kMostTyped); !rest.empty();) {
    const auto corner = text::next_place(rest);
    if (!corner) {
      throw UsageError(corner.error());
    }
    corners.push_back(*corner);
  }
  if (corners.size() > 1 && corners.front() == corners.back()) {
    corners.pop_back();
  }
  const auto polar = std::ranges::find_if(
      corners, [](geo::Position corner) { return std::abs(corner.latitude_deg()) > kFarthestLatitude_deg; });
  if (polar != corners.end()) {
    refuse_polar(degrees_and_minutes(*polar));
  }
  if (corners.size() < 3) {
    throw UsageError({tr("a polygon needs at least three corners: write them as \"1.2,103.8 1.3,103.8 "
                         "1.3,103.9\""),
                      {}});
  }
  return geo::Polygon(std::move(corners));
}

geo::Area area_of(const ZoneForm& form) {
  const int given =
      (form.file.empty() ? 0 : 1) + (form.circle.empty() ? 0 : 1) + (form.polygon.empty() ? 0 : 1);
  if (given != 1) {
    throw UsageError(tr("say where the zone is: with one of a file, --circle and --polygon"));
  }
  if (!form.file.empty()) {
    auto area = chart::load_area(form.file, form.layer);
    if (!area) {
      throw runtime::Failure(message_of(area.error()));
    }
    return *std::move(area);
  }
  geo::Area area({form.circle.empty() ? polygon_of(form.polygon) : circle_of(form.circle)});
  if (const auto crossing = chart::crossing_of(area)) {
    throw UsageError({tr("the polygon crosses itself ({where}): give its corners in order around it"),
                      {{"where", shape_words(*crossing)}}});
  }
  return area;
}

Instant end_of(const EntryForm& form, Instant now) {
  if (!form.lasts.empty() && !form.until.empty()) {
    throw UsageError(tr("give --for or --until, not both"));
  }
  return form.until.empty() ? now + (form.lasts.empty() ? kUsualFor : span_of(form.lasts))
                            : coming_time_of(form.until, now);
}

// Who gives a speed limit and says nothing of stays means speeding.
model::StayWatch stay_watch_of(const ZoneForm& form) {
  if (form.stay.empty()) {
    return form.speed_limit_kn.empty() ? model::StayWatch::from_entry : model::StayWatch::never;
  }
  return form.stay == "dwell" ? model::StayWatch::from_dwell : model::StayWatch::from_entry;
}

model::ContextEntry checked(model::ContextEntry entry, const EntryForm& form, Instant now) {
  if (form.reason.find_first_not_of(" \t\r\n") == std::string::npos) {
    throw UsageError(tr("say why: --reason TEXT"));
  }
  entry.reason = form.reason;
  entry.owner = form.owner;
  entry.ends_at = end_of(form, now);
  if (auto problem = coordinate::problem_of(entry, now)) {
    throw UsageError(*std::move(problem));
  }
  return entry;
}

// The coast of a chart is not known better.
constexpr Distance kShoreIsKnownTo = Distance::nautical_miles(0.25);

std::optional<geo::Area> land_if_any(const config::Settings& settings) {
  try {
    return geo::Area(loaded_or_end(chart::load_coast(needed_geodata(settings))));
  } catch (const UsageError&) {
    return std::nullopt;
  }
}

// The corners of an area, and places spread over it.
std::vector<geo::Position> places_in(const geo::Area& area) {
  constexpr int kAcross = 12;
  std::vector<geo::Position> places;
  for (const geo::Polygon& polygon : area.polygons()) {
    places.insert(places.end(), polygon.outer().begin(), polygon.outer().end());
    const geo::Box& box = polygon.bounds();
    for (int i = 0; i < kAcross * kAcross; ++i) {
      const geo::Position place = geo::cell_middle(box, i, kAcross);
      if (polygon.contains(place)) {
        places.push_back(place);
      }
    }
  }
  return places;
}

// Many vessels send it, because nobody entered their own.
void refuse_placeholders(const VesselForm& vessel) {
  const auto refuse = [](const std::string& word) {
    throw UsageError(
        {tr("'{word}' stands for nothing: many vessels send it; leave it out"), {{"word", word}}});
  };
  if (const auto mmsi = mmsi_of(vessel.mmsi); mmsi && model::is_placeholder(model::Mmsi(*mmsi))) {
    refuse(vessel.mmsi);
  }
  for (const std::string* const words : {&vessel.call_sign, &vessel.name}) {
    if (!words->empty() && model::is_placeholder_text(*words)) {
      refuse(*words);
    }
  }
}

}  // namespace

model::ContextEntry vessel_entry(const VesselForm& vessel, const EntryForm& form, Instant now) {
  if (vessel.mmsi.empty() && vessel.imo.empty() && vessel.call_sign.empty() && vessel.name.empty()) {
    throw UsageError(tr("say which vessel: with --mmsi, --imo, --call-sign or --name"));
  }
  refuse_placeholders(vessel);
  model::ContextEntry entry;
  entry.what = model::WatchEntry{.mmsi = mmsi_of(vessel.mmsi),
                                 .imo = imo_of(vessel.imo),
                                 .call_sign = vessel.call_sign,
                                 .name = vessel.name};
  return checked(std::move(entry), form, now);
}

model::ContextEntry zone_entry(const ZoneForm& form, const EntryForm& entry_form, Instant now) {
  model::Zone zone;
  zone.kind = from_name<model::ZoneKind>(form.kind).value_or(model::ZoneKind::watch);
  const std::string& name = form.name.empty() ? entry_form.reason : form.name;
  zone.names = {name, name, name};
  zone.area = area_of(form);
  zone.stay_watch = stay_watch_of(form);
  if (!form.speed_limit_kn.empty()) {
    zone.speed_limit = Speed::knots(number_of(form.speed_limit_kn, tr("the speed limit in knots")));
  }
  if (!form.longest_vessel_m.empty()) {
    zone.longest_vessel = Distance::metres(number_of(form.longest_vessel_m, tr("the length in metres")));
  }
  model::ContextEntry entry;
  entry.what = std::move(zone);
  return checked(std::move(entry), entry_form, now);
}

void refuse_land(const model::ContextEntry& entry, const config::Settings& settings) {
  const auto* const zone = std::get_if<model::Zone>(&entry.what);
  const auto land = zone == nullptr ? std::nullopt : land_if_any(settings);
  if (!land) {
    return;
  }
  const std::vector<geo::Position> places = places_in(zone->area);
  const bool has_water = std::ranges::any_of(places, [&](geo::Position place) {
    return !land->contains(place) || land->distance_to_edge(place) < kShoreIsKnownTo;
  });
  if (!has_water) {
    throw UsageError({tr("the zone lies on land, around {place}, where no vessel comes: is latitude first, "
                         "and are all digits right?"),
                      {{"place", place_words(places.front(), settings.language)}}});
  }
}

model::EndContextEntry end_of_entry(const std::string& id, char first, const std::string& reason) {
  if (id.size() < 2 || id.front() != first || id.size() > model::ContextEntryId::capacity()) {
    throw UsageError(
        {first == 'Z'
             ? tr("'{word}' is no such id: write it as 'selat zone list' shows it, such as {example}")
             : tr("'{word}' is no such id: write it as 'selat watch list' shows it, such as {example}"),
         {{"word", id}, {"example", std::string(1, first) + "3"}}});
  }
  if (reason.empty()) {
    throw UsageError(tr("say why: --reason TEXT"));
  }
  if (reason.size() > model::kLongestFreeText) {
    throw UsageError({tr("the {what} is longer than {most} bytes: shorten it"),
                      {{"what", tr("reason")}, {"most", model::kLongestFreeText}}});
  }
  return {std::string_view(id), reason};
}

TypedLogEntry log_entry(const std::string& words, const std::string& place, const std::string& mmsi) {
  if (words.find_first_not_of(" \t\r\n") == std::string::npos) {
    throw UsageError(tr("write what happened, in quotes"));
  }
  if (words.size() > model::kLongestFreeText) {
    throw UsageError({tr("the {what} is longer than {most} bytes: shorten it"),
                      {{"what", tr("entry")}, {"most", model::kLongestFreeText}}});
  }
  TypedLogEntry typed{.entry = {.text = words, .place = {}, .vessel = {}}, .not_read = {}};
  if (!place.empty()) {
    typed.entry.place = position_of(place);
  } else {
    std::string_view rest = words;
    const auto leading = text::take_place(rest);
    if (!leading) {
      throw UsageError(leading.error());
    }
    if (rest.empty()) {
      throw UsageError(tr("write what happened, in quotes"));
    }
    typed = {{.text = std::string(rest), .place = leading->place, .vessel = {}}, leading->not_read};
  }
  if (const auto number = mmsi_of(mmsi)) {
    typed.entry.vessel = model::Mmsi(*number);
  }
  return typed;
}

}  // namespace selat::service
