#include "text/log_line.h"

#include <vector>

#include "model/request.h"
#include "text/measure.h"
#include "text/names.h"
#include "text/translate.h"
#include "text/why.h"

namespace selat::text {
namespace {

std::string sender(const model::LogEntry& entry, Language language) {
  if (entry.from.empty()) {
    return std::string(translate(tr("the coordination server"), language));
  }
  return entry.from.view() == model::kWatchDesk ? std::string(translate(tr("the watch"), language))
                                                : std::string(entry.from.view());
}

std::vector<std::string> details(const model::LogEntry& entry, Language language) {
  std::vector<std::string> all;
  if (entry.severity) {
    all.emplace_back(name(*entry.severity, language));
  }
  if (entry.code) {
    all.emplace_back(name(*entry.code, language));
  }
  if (entry.place) {
    all.push_back(position(*entry.place, language));
  }
  if (entry.vessel) {
    all.push_back(vessel({.mmsi = *entry.vessel, .name = {}}, language));
  }
  return all;
}

}  // namespace

std::string log_line(const model::LogEntry& entry, Language language, std::string_view sector_name) {
  std::string line = sender(entry, language) + ": " + std::string(name(entry.kind, language));
  if (entry.alert_number > 0) {
    line += " #" + std::to_string(entry.alert_number);
  }
  if (!entry.sector.empty()) {
    line.append(" ").append(entry.sector.view());
    line.append(sector_name.empty() ? "" : " ").append(sector_name);
  }
  for (const std::string& detail : details(entry, language)) {
    line += ", " + detail;
  }
  return entry.text.empty() ? line : line + ": " + entry.text;
}

}  // namespace selat::text
