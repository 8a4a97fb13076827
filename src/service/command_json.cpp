#include "service/command_json.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "service/needed_geodata.h"
#include "terminal/json_values.h"
#include "text/measure.h"
#include "text/terminal.h"
#include "text/translate.h"
#include "text/typed_place.h"

namespace selat::service {
namespace {

using Json = nlohmann::ordered_json;

std::string written(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string as_json(const Done& done) {
  return written({{"done", true},
                  {"id", done.id.empty() ? Json() : Json(done.id)},
                  {"ends_at", done.ends_at ? Json(text::date_and_time(*done.ends_at)) : Json()}});
}

std::string as_json(const TypedLogEntry& typed) {
  Json out = Json::parse(as_json(Done{}));
  const auto& place = typed.entry.place;
  out["place"] = place ? terminal::place_of<Json>(*place) : Json();
  out["not_read_as_place"] = typed.not_read.empty() ? Json() : Json(typed.not_read);
  return written(out);
}

std::string as_text(const TypedLogEntry& typed, Language language) {
  const model::WriteLog& entry = typed.entry;
  const std::string place = entry.place ? text::position(*entry.place, language) + ": " : "";
  std::string lines =
      text::for_terminal(text::translate({tr("written: {what}"), {{"what", place + entry.text}}}, language));
  if (!typed.not_read.empty()) {
    lines += '\n' + text::for_terminal(text::translate(text::not_read_as_place(typed.not_read), language));
  }
  return lines;
}

std::string as_json(const Picture& picture) {
  const draw::Plot& plot = picture.plot;
  const geo::Box& box = picture.view.box;
  Json legend = Json::array();
  for (const draw::LegendItem item : plot.legend) {
    legend.push_back(name_of(item));
  }
  Json reporting = Json::array();
  for (const draw::ReportingChannel& each : plot.reporting) {
    reporting.push_back({{"id", each.sector}, {"channel", each.channel}});
  }
  // What a program needs to find a place on the picture: Mercator between these corners.
  const Json map{{"x_px", plot.map.x},
                 {"y_px", plot.map.y},
                 {"width_px", plot.map.width},
                 {"height_px", plot.map.height},
                 {"west_deg", box.south_west.longitude_e7() / 1e7},
                 {"south_deg", box.south_west.latitude_e7() / 1e7},
                 {"east_deg", box.north_east.longitude_e7() / 1e7},
                 {"north_deg", box.north_east.latitude_e7() / 1e7}};
  return written({{"file", picture.file.string()},
                  {"width_px", plot.width_px},
                  {"height_px", plot.height_px},
                  {"palette", name_of(picture.view.palette)},
                  {"title", plot.title},
                  {"straitrep", reporting},
                  {"edition", plot.edition.empty() ? Json() : Json(plot.edition)},
                  {"map", map},
                  {"legend", legend}});
}

std::string as_json(const std::vector<ListedKey>& keys) {
  Json list = Json::array();
  for (const ListedKey& key : keys) {
    list.push_back({{"name", key.name}, {"public_key", key.public_key}, {"is_new", key.is_new}});
  }
  return written(list);
}

std::string as_json(const chart::ImportResult& imported, const std::filesystem::path& file,
                    Language language) {
  Json notes = Json::array();
  for (const LocalizedMessage& note : imported.notes) {
    notes.push_back(text::translate(note, language));
  }
  return written(
      {{"file", file.string()}, {"layer", imported.layer}, {"features", imported.written}, {"notes", notes}});
}

std::string as_json(const std::vector<chart::FileCheck>& checks,
                    const std::vector<chart::Conflict>& conflicts, const std::filesystem::path& folder,
                    Language language) {
  Json files = Json::array();
  for (const chart::FileCheck& check : checks) {
    const bool is_read = check.features.has_value();
    files.push_back(
        {{"file", check.name},
         {"is_sound", chart::is_sound(check)},
         {"features", is_read ? Json(*check.features) : Json()},
         {"problem",
          is_read ? Json() : Json(text::translate(message_of(check.features.error()), language))}});
  }
  Json contradictions = Json::array();
  for (const chart::Conflict& conflict : conflicts) {
    contradictions.push_back({{"kind", name_of(conflict.kind)},
                              {"layer", conflict.layer},
                              {"feature", conflict.feature},
                              {"what", text::translate(conflict.what, language)}});
  }
  return written({{"folder", folder.string()}, {"files", files}, {"conflicts", contradictions}});
}

std::string as_json(const std::vector<config::SettingsProblem>& problems, const std::string& file,
                    Language language) {
  Json found = Json::array();
  for (const config::SettingsProblem& problem : problems) {
    found.push_back({{"line", problem.line},
                     {"column", problem.column},
                     {"key", problem.key},
                     {"found", text::translate(problem.found, language)},
                     {"expected", text::translate(problem.expected, language)},
                     {"is_warning", is_warning(problem)}});
  }
  return written(
      {{"file", file}, {"is_sound", std::ranges::all_of(problems, config::is_warning)}, {"problems", found}});
}

}  // namespace selat::service
