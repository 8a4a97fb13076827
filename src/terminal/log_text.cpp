#include "terminal/log_text.h"

#include <charconv>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/enum_names.h"
#include "terminal/json_values.h"
#include "text/log_line.h"
#include "text/measure.h"
#include "text/terminal.h"

namespace selat::terminal {
namespace {

using Json = nlohmann::ordered_json;

Json number_or_null(std::string_view digits) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return error == std::errc() ? Json(number) : Json();
}

Json json_of(const model::LogEntry& entry) {
  const auto id_or_null = [](std::uint64_t id) { return id == 0 ? Json() : Json(std::to_string(id)); };
  const bool is_report = entry.kind == model::LogKind::patrol_report;
  const std::string_view context = text::context_of(entry);
  Json out{{"number", entry.number},
           {"at", text::date_and_time(entry.at)},
           {"written_at", time_or_null<Json>(entry.written_at)},
           {"kind", name_of(entry.kind)},
           {"from", entry.from.view()},
           {"sector", entry.sector.view()},
           {"alert_id", id_or_null(entry.alert)},
           {"alert_number", entry.alert_number == 0 ? Json() : Json(entry.alert_number)},
           {"context_id", context.empty() ? Json() : Json(context)},
           {"nm_outside_sector", is_report ? number_or_null(entry.reference) : Json()},
           {"severity", entry.severity ? Json(name_of(*entry.severity)) : Json()},
           {"code", entry.code ? Json(name_of(*entry.code)) : Json()},
           {"mmsi", entry.vessel ? Json(entry.vessel->number()) : Json()},
           {"place", entry.place ? place_of<Json>(*entry.place) : Json()},
           {"text", entry.text}};
  return out;
}

}  // namespace

std::string log_as_text(std::span<const model::LogEntry> entries, Language language) {
  std::string all;
  for (const model::LogEntry& entry : entries) {
    all += text::for_terminal(text::date_and_time(entry.at) + "  " + text::log_line(entry, language)) + "\n";
  }
  return all;
}

std::string entry_as_json(const model::LogEntry& entry) {
  return json_of(entry).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string log_as_json(std::span<const model::LogEntry> entries) {
  std::string all;
  for (const model::LogEntry& entry : entries) {
    all += entry_as_json(entry) + "\n";
  }
  return all;
}

}  // namespace selat::terminal
