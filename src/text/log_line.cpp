#include "text/log_line.h"

#include <algorithm>
#include <vector>

#include "base/enum_names.h"
#include "model/alert.h"
#include "text/measure.h"
#include "text/names.h"
#include "text/sighting.h"
#include "text/translate.h"
#include "text/why.h"

namespace selat::text {
namespace {

constexpr Span kWorthSaying = Span::seconds(10);

std::string sender(const model::LogEntry& entry, Language language) {
  if (entry.from.empty()) {
    return std::string(translate(tr("the coordination server"), language));
  }
  return person(entry.from, language);
}

// Of what stands in the words of a sighting before its free text: codes, a number of persons, names.
std::string part_of_sighting(std::string_view part, Language language) {
  constexpr std::string_view kPersons = " persons", kAbout = "about ";
  if (const auto source = from_name<model::SightingSource>(part)) {
    return std::string(name(*source, language));
  }
  if (const auto craft = from_name<model::CraftKind>(part)) {
    return std::string(name(*craft, language));
  }
  if (const auto condition = from_name<model::SeenCondition>(part)) {
    return std::string(name(*condition, language));
  }
  if (!part.ends_with(kPersons)) {
    return std::string(part);
  }
  part.remove_suffix(kPersons.size());
  const bool is_about = part.starts_with(kAbout);
  part.remove_prefix(is_about ? kAbout.size() : 0);
  return translate({is_about ? tr("about {n} {n:person|persons}") : tr("{n} {n:person|persons}"),
                    {{"n", std::string(part)}}},
                   language);
}

std::string words_of_sighting(std::string_view text, Language language) {
  constexpr std::string_view kNext = ", ";
  const auto head = text.substr(0, text.find(": "));
  std::string all;
  for (std::size_t from = 0; from <= head.size();) {
    const auto next = std::min(head.find(kNext, from), head.size());
    all += (from == 0 ? "" : ", ") + part_of_sighting(head.substr(from, next - from), language);
    from = next + kNext.size();
  }
  return all.append(text.substr(head.size()));
}

// What a person wrote. Of a closed alert it begins with the code of what was found out.
std::string words(const model::LogEntry& entry, Language language) {
  constexpr std::string_view kBetween = ": ";
  if (entry.kind == model::LogKind::sighting) {
    return words_of_sighting(entry.text, language);
  }
  const std::string_view text = entry.text;
  const std::string_view code = text.substr(0, text.find(kBetween));
  const auto outcome = entry.kind == model::LogKind::closed ? from_name<model::Outcome>(code) : std::nullopt;
  return outcome ? std::string(name(*outcome, language)).append(text.substr(code.size())) : entry.text;
}

// The reference of a patrol report says by how many miles.
bool is_outside_its_sector(const model::LogEntry& entry) {
  return entry.kind == model::LogKind::patrol_report && !entry.reference.empty();
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
  if (is_outside_its_sector(entry)) {
    all.push_back(translate({tr("{n} nm outside that sector"), {{"n", entry.reference}}}, language));
  }
  if (entry.vessel) {
    all.push_back(vessel({.mmsi = *entry.vessel, .name = {}}, language));
  }
  return all;
}

}  // namespace

std::string_view context_of(const model::LogEntry& entry) {
  const bool is_other = entry.kind == model::LogKind::patrol_report || entry.kind == model::LogKind::sighting;
  return is_other ? std::string_view() : entry.reference;
}

std::string log_line(const model::LogEntry& entry, Language language, std::string_view sector_name) {
  std::string line = sender(entry, language) + ": " + std::string(name(entry.kind, language));
  if (entry.alert_number > 0) {
    line += " #" + std::to_string(entry.alert_number);
  }
  if (const std::string_view id = context_of(entry); !id.empty()) {
    line.append(" ").append(id);
  }
  if (!entry.sector.empty()) {
    line.append(" ").append(entry.sector.view());
    line.append(sector_name.empty() ? "" : " ").append(sector_name);
  }
  for (const std::string& detail : details(entry, language)) {
    line += ", " + detail;
  }
  // After an interruption it arrived long after what it tells of.
  if (entry.written_at && entry.at - *entry.written_at >= kWorthSaying) {
    line.append(" (").append(
        translate({tr("written {time}"), {{"time", time_of_day(*entry.written_at)}}}, language));
    line += ")";
  }
  return entry.text.empty() ? line : line + ": " + words(entry, language);
}

}  // namespace selat::text
