#include "terminal/context_text.h"

#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/enum_names.h"
#include "text/measure.h"
#include "text/names.h"
#include "text/terminal.h"
#include "text/translate.h"
#include "text/why.h"

namespace selat::terminal {
namespace {

using Json = nlohmann::ordered_json;

std::string join(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& part : parts) {
    all += (all.empty() ? "" : ", ") + part;
  }
  return all;
}

std::string words_of(const model::WatchEntry& vessel, Language language) {
  std::vector<std::string> parts;
  if (!vessel.name.empty()) {
    parts.push_back(vessel.name);
  }
  if (vessel.mmsi) {
    parts.push_back(text::vessel({.mmsi = model::Mmsi(*vessel.mmsi), .name = {}}, language));
  }
  if (vessel.imo) {
    parts.push_back("IMO " + std::to_string(*vessel.imo));
  }
  if (!vessel.call_sign.empty()) {
    parts.push_back(text::translate({tr("call sign {sign}"), {{"sign", vessel.call_sign}}}, language));
  }
  return join(parts);
}

std::string words_of(const model::Zone& zone, Language language) {
  std::vector<std::string> parts{std::string(text::name(zone.names, language)),
                                 std::string(text::name(zone.kind, language)),
                                 text::position(zone.area.centroid(), language),
                                 text::number(zone.area.area_km2(), 1, language) + " km²"};
  if (zone.speed_limit) {
    parts.push_back(text::translate(
        {tr("at most {speed}"), {{"speed", text::speed(*zone.speed_limit, language)}}}, language));
  }
  if (zone.longest_vessel) {
    parts.push_back(
        text::translate({tr("vessels up to {length}"),
                         {{"length", text::number(zone.longest_vessel->in_metres(), 0, language) + " m"}}},
                        language));
  }
  return join(parts);
}

Json ring_of(const geo::Ring& ring) {
  Json out = Json::array();
  for (std::size_t i = 0; i <= ring.size(); ++i) {  // the first again at the end, as GeoJSON has it
    const geo::Position& corner = ring[i % ring.size()];
    out.push_back({corner.longitude_deg(), corner.latitude_deg()});
  }
  return out;
}

Json geometry_of(const geo::Area& area) {
  Json polygons = Json::array();
  for (const geo::Polygon& polygon : area.polygons()) {
    Json rings = Json::array({ring_of(polygon.outer())});
    for (const geo::Ring& hole : polygon.holes()) {
      rings.push_back(ring_of(hole));
    }
    polygons.push_back(std::move(rings));
  }
  return {{"type", "MultiPolygon"}, {"coordinates", std::move(polygons)}};
}

Json json_of(const model::WatchEntry& vessel) {
  return {{"mmsi", vessel.mmsi ? Json(*vessel.mmsi) : Json()},
          {"imo", vessel.imo ? Json(*vessel.imo) : Json()},
          {"call_sign", vessel.call_sign},
          {"name", vessel.name}};
}

Json json_of(const model::Zone& zone) {
  return {{"kind", name_of(zone.kind)},
          {"name", zone.names.en},
          {"basis", name_of(zone.basis)},
          {"stay_watch", name_of(zone.stay_watch)},
          {"speed_limit_kn", zone.speed_limit ? Json(zone.speed_limit->in_knots()) : Json()},
          {"longest_vessel_m", zone.longest_vessel ? Json(zone.longest_vessel->in_metres()) : Json()},
          {"area_km2", zone.area.area_km2()},
          {"geometry", geometry_of(zone.area)}};
}

}  // namespace

std::string context_as_text(const model::ContextTable& table, Language language, Instant now) {
  std::string all;
  for (const model::ContextEntry& entry : table.entries) {
    const std::string what = std::visit([&](const auto& one) { return words_of(one, language); }, entry.what);
    const LocalizedMessage first{tr("until {time} ({left} left)"),
                                 {{"time", text::date_and_time(entry.ends_at)},
                                  {"left", text::duration(entry.ends_at - now, language)}}};
    all += text::for_terminal(std::string(entry.id.view()) + "  " + what + ", " +
                              text::translate(first, language)) +
           "\n";
    const std::string owner = entry.owner.empty() ? text::person(entry.added_by, language) : entry.owner;
    const LocalizedMessage second{tr("{reason} ({owner}; added by {by} at {time})"),
                                  {{"reason", entry.reason},
                                   {"owner", owner},
                                   {"by", text::person(entry.added_by, language)},
                                   {"time", text::date_and_time(entry.from)}}};
    all += "    " + text::for_terminal(text::translate(second, language)) + "\n";
  }
  return all;
}

std::string context_as_json(const model::ContextTable& table, Instant now) {
  Json all = Json::array();
  for (const model::ContextEntry& entry : table.entries) {
    Json one{{"id", entry.id.view()},
             {"reason", entry.reason},
             {"owner", entry.owner},
             {"added_by", entry.added_by.view()},
             {"from", text::date_and_time(entry.from)},
             {"ends_at", text::date_and_time(entry.ends_at)},
             {"left_s", (entry.ends_at - now).in_microseconds() / 1'000'000}};
    std::visit(
        [&](const auto& what) {
          one[std::is_same_v<decltype(what), const model::Zone&> ? "zone" : "vessel"] = json_of(what);
        },
        entry.what);
    all.push_back(std::move(one));
  }
  return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace selat::terminal
