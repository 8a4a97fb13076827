#include "service/vessel_search.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include <nlohmann/json.hpp>

#include "geo/local_plane.h"
#include "model/sensor_sight.h"
#include "terminal/track_json.h"
#include "text/measure.h"
#include "text/seen_by.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::service {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kNameColumns = 22;

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

std::string name_of_vessel(const model::Track& track) {
  return track.vessel.name ? std::string(track.vessel.name->view()) : std::string();
}

std::string nine_digits(model::Mmsi mmsi) {
  const std::string digits = std::to_string(mmsi.number());
  return std::string(9 - std::min<std::size_t>(9, digits.size()), '0') + digits;
}

// What JSON and GeoJSON say alike of a vessel, without its place.
Json properties_of(const FoundVessel& vessel, Instant now) {
  Json properties = terminal::track_json<Json>(vessel.track, now);
  properties["distance_nm"] = terminal::or_null<Json>(
      vessel.distance, [](Distance d) { return std::round(d.in_nautical_miles() * 100) / 100; });
  return properties;
}

// Text that is not UTF-8 comes with its bad bytes replaced.
std::string written(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

// The columns of a row; without a place in the query there is no distance.
struct Cells {
  std::string name, mmsi, position, course, speed, distance, age;
};

// For "99.9 nm" in that language, whose unit may be a long word.
std::size_t distance_columns(Language language) {
  return std::max<std::size_t>(10,
                               text::columns_of(text::distance(Distance::nautical_miles(99.9), language)));
}

std::string row_of(const Cells& cells, Language language) {
  return text::fitted(cells.name, kNameColumns) + " " + text::fitted(cells.mmsi, 10) + " " +
         text::fitted(cells.position, 23) + " " + text::fitted_right(cells.course, 6) + " " +
         text::fitted_right(cells.speed, 10) + "  " +
         (cells.distance.empty() ? ""
                                 : text::fitted_right(cells.distance, distance_columns(language)) + "  ") +
         cells.age;
}

std::string titles(bool has_distance, Language language) {
  const auto word = [language](MessageId id) { return std::string(text::translate(id, language)); };
  return row_of({.name = word(tr("column", "name")),
                 .mmsi = "MMSI",
                 .position = word(tr("column", "position")),
                 .course = word(tr("column", "course")),
                 .speed = word(tr("column", "speed")),
                 .distance = has_distance ? word(tr("column", "distance")) : std::string(),
                 .age = word(tr("column", "heard"))},
                language);
}

std::string row_of(const FoundVessel& vessel, Language language, Instant now) {
  const model::Track& track = vessel.track;
  const std::string name = text::for_terminal(name_of_vessel(track));
  const std::string unknown = "–";
  const bool is_without_ais = model::is_without_ais(track);
  std::string row = row_of(
      {.name = is_without_ais ? text::translate(
                                    {tr("{mark} (no AIS)"), {{"mark", text::track_mark(track.id)}}}, language)
               : name.empty() ? unknown
                              : name,
       .mmsi = is_without_ais ? unknown : nine_digits(track.vessel.mmsi),
       .position = text::position(track.position, language),
       .course = track.cog ? text::bearing(*track.cog) : unknown,
       .speed = track.sog ? text::speed(*track.sog, language) : unknown,
       .distance = vessel.distance ? text::distance(*vessel.distance, language) : std::string(),
       .age = text::age(track.last_at, now, language)},
      language);
  if (!track.seen_by.empty()) {
    row += ", " + text::seen_by(track, language);
  }
  if (track.is_own_craft) {
    row += ", " + std::string(text::translate(tr("our own"), language));
  }
  return track.state == model::TrackState::lost
             ? row + ", " + std::string(text::translate(tr("lost"), language))
             : row;
}

}  // namespace

VesselSearch::VesselSearch(VesselQuery query) : query_(std::move(query)) {
  std::ranges::transform(query_.names, query_.names.begin(), lowered);
}

bool VesselSearch::is_wanted(const model::Track& track) const {
  const std::string name = lowered(name_of_vessel(track));
  const auto is_part = [&](const std::string& part) { return name.contains(part); };
  return (!query_.is_silent_on_ais || model::is_silent_on_ais(track)) &&
         (query_.names.empty() || std::ranges::any_of(query_.names, is_part)) &&
         (query_.mmsis.empty() || std::ranges::find(query_.mmsis, track.vessel.mmsi) != query_.mmsis.end());
}

void VesselSearch::add(const model::Track& track) {
  if (!is_wanted(track)) {
    return;
  }
  FoundVessel vessel{.track = track, .distance = {}};
  if (query_.near) {
    vessel.distance = geo::distance(query_.near->place, track.position);
    if (*vessel.distance > query_.near->within) {
      return;
    }
  }
  found_.push_back(vessel);
}

std::vector<FoundVessel> VesselSearch::found() const {
  std::vector<FoundVessel> sorted = found_;
  std::ranges::sort(sorted, {}, [](const FoundVessel& vessel) {
    const std::string name = lowered(name_of_vessel(vessel.track));
    return std::tuple(vessel.distance.value_or(Distance()).in_metres(), name.empty(), name, vessel.track.id);
  });
  return sorted;
}

std::string vessels_as_text(const std::vector<FoundVessel>& vessels, Language language, Instant now) {
  std::string out = vessels.empty() ? "" : titles(vessels.front().distance.has_value(), language) + "\n";
  for (const FoundVessel& vessel : vessels) {
    out += row_of(vessel, language, now) + "\n";
  }
  return out + text::translate({tr("vessels: {n}"), {{"n", vessels.size()}}}, language) + "\n";
}

std::string vessels_as_json(const std::vector<FoundVessel>& vessels, Instant now) {
  Json all = Json::array();
  for (const FoundVessel& vessel : vessels) {
    Json one = properties_of(vessel, now);
    one["place"] = terminal::place_of<Json>(vessel.track.position);
    all.push_back(std::move(one));
  }
  return written({{"at", text::date_and_time(now)}, {"vessels", std::move(all)}});
}

std::string vessels_as_geojson(const std::vector<FoundVessel>& vessels, Instant now) {
  Json features = Json::array();
  for (const FoundVessel& vessel : vessels) {
    const Json place = terminal::place_of<Json>(vessel.track.position);
    features.push_back(
        {{"type", "Feature"},
         {"id", std::to_string(vessel.track.id)},
         {"geometry",
          {{"type", "Point"}, {"coordinates", Json::array({place["longitude_deg"], place["latitude_deg"]})}}},
         {"properties", properties_of(vessel, now)}});
  }
  return written({{"type", "FeatureCollection"}, {"features", std::move(features)}});
}

}  // namespace selat::service
