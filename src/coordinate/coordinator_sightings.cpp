// How the Coordinator takes a sighting: refused with the reason, or kept, logged and told as an alert.

#include <string>
#include <utility>

#include "base/fingerprint.h"
#include "coordinate/question.h"

namespace selat::coordinate {
namespace {

// What is kept for ever says what was seen and who told it, not how to reach that person.
std::string for_the_log(const model::Sighting& sighting) {
  std::string said(name_of(sighting.source));
  const auto add = [&said](std::string_view part) {
    if (!part.empty()) {
      said.append(", ").append(part);
    }
  };
  add(sighting.reporter.name);
  add(sighting.reporter.call_sign);
  if (sighting.persons) {
    add((sighting.is_about ? "about " : "") + std::to_string(*sighting.persons) + " persons");
  }
  if (sighting.craft != model::CraftKind::unknown) {
    add(name_of(sighting.craft));
  }
  if (sighting.condition != model::SeenCondition::unknown) {
    add(name_of(sighting.condition));
  }
  add(sighting.needs);
  return sighting.text.empty() ? said : said + ": " + sighting.text;
}

}  // namespace

void Coordinator::answer(Question& question, const model::ReportSighting& report) {
  const Instant wall = question.now.wall;
  if (auto obstacle = sightings_.obstacle_to(report.sighting, question.request.from, wall)) {
    ++counters_.sightings_refused;
    counters_.refusals.add(model::RefusalCode::not_possible);
    return reply(question, model::Refusal{.code = model::RefusalCode::not_possible,
                                          .current_epoch = 0,
                                          .sector = {},
                                          .why = *std::move(obstacle)});
  }
  model::Sighting sighting = report.sighting;
  sighting.entered_by = question.request.from;
  sighting.entered_at = wall;
  sighting.id = model::id_of(sighting);
  while (sightings_.contains(sighting.id)) {
    sighting.id = join(sighting.id, static_cast<std::uint64_t>(wall.in_unix_microseconds()));
  }
  ++counters_.sightings;
  model::LogEntry entry{.place = sighting.place, .text = for_the_log(sighting)};
  sighting.number = 0;
  if (model::raises_alert(sighting)) {
    const model::Alert& alert = alerts_.raise(sighting, question.now);
    sighting.number = alert.number;
    entry.sector = alert.sector;
    entry.alert = alert.id;
    entry.alert_number = alert.number;
    entry.severity = alert.anomaly.severity;
    entry.reference = std::to_string(alert.number);
    needs_plan_ = true;
  }
  question.effects.sightings.push_back(sighting);
  sightings_.add(std::move(sighting));
  const std::string reference = entry.reference;
  log(question, model::LogKind::sighting, std::move(entry));
  reply(question, model::Receipt{.reference = reference});
}

}  // namespace selat::coordinate
