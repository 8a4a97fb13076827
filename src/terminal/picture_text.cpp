#include "terminal/picture_text.h"

#include <utility>
#include <variant>

#include "terminal/health_text.h"
#include "text/log_line.h"
#include "text/measure.h"
#include "text/names.h"
#include "text/terminal.h"
#include "text/translate.h"
#include "text/why.h"

namespace selat::terminal {

AlertWords PictureText::alert_words() const {
  return {language_, [this](std::string_view id) { return place_name(id); }};
}

std::string PictureText::why(const model::Alert& alert) const {
  return alert_words().why(alert);
}

std::string PictureText::why(const model::Assignment& assignment) const {
  const bool nobody_may = assignment.state == model::SectorState::unowned && !assignment.uncovered_because &&
                          picture_.places().sectors_without_permit.contains(assignment.sector.view());
  return nobody_may ? std::string(text::translate(tr("no nation alone may order here"), language_))
                    : text::for_terminal(text::why(assignment, language_));
}

std::string PictureText::why(const model::SectorRow& row) const {
  std::string excluded;
  for (const model::Exclusion& one : row.exclusions) {
    excluded += (excluded.empty() ? "" : "; ") + exclusion(one);
  }
  if (excluded.empty()) {
    return why(row.assignment);
  }
  const bool is_whole_reason = row.assignment.state == model::SectorState::unowned &&
                               row.assignment.uncovered_because.value_or(model::UncoveredCause::left_out) ==
                                   model::UncoveredCause::left_out;
  return is_whole_reason ? excluded : why(row.assignment) + "; " + excluded;
}

std::string PictureText::exclusion(const model::Exclusion& exclusion) const {
  const std::string line = text::translate({tr("{holder}: {reason} until {time} UTC"),
                                            {{"holder", exclusion.control_point.view()},
                                             {"reason", text::name(exclusion.code, language_)},
                                             {"time", text::time_of_day(exclusion.until).substr(0, 5)}}},
                                           language_);
  return text::for_terminal(exclusion.remark.empty() ? line : line + ", " + exclusion.remark);
}

std::string PictureText::place(const model::Alert& alert, Instant now) const {
  return alert_words().place(alert, now);
}

std::string PictureText::line_of(const model::LogEntry& entry) const {
  return text::for_terminal(text::log_line(entry, language_, place_name(entry.sector.view())));
}

std::string PictureText::staleness(cop::Part part, SteadyTime now) const {
  const cop::Freshness freshness = picture_.freshness(part);
  if (!freshness.is_stale(now)) {
    return {};
  }
  return freshness.at ? text::translate({tr("as of {span} ago"),
                                         {{"span", text::duration(now - *freshness.at, language_)}}},
                                        language_)
                      : std::string(text::translate(tr("not heard"), language_));
}

std::string PictureText::sector_name(std::string_view id) const {
  const std::string name = place_name(id);
  return name.empty() ? std::string(id) : std::string(id) + " " + name;
}

std::string PictureText::line_of(const cop::Event& event) const {
  return std::visit(
      [&](const auto& what) {
        if constexpr (requires { words_of(what, event.at); }) {
          return words_of(what, event.at);  // the place of an alert has an age
        } else {
          return words_of(what);
        }
      },
      event.what);
}

std::string PictureText::place_name(std::string_view id) const {
  const auto& names = picture_.places().names;
  const auto found = names.find(id);
  return found == names.end() ? std::string() : std::string(text::name(found->second, language_));
}

std::string PictureText::words_of(const cop::FeedChanged& event) const {
  std::string state(text::translate(phrase_of(event.state), language_));
  if (!event.reason.empty()) {
    state += " (" + terminal::line_of(event.reason, language_) + ")";
  }
  return text::translate(
      {tr("feed {feed}: {state}"), {{"feed", text::for_terminal(event.feed)}, {"state", state}}}, language_);
}

std::string PictureText::words_of(const cop::AlertRaised& event, Instant at) const {
  return text::translate({tr("#{number} {severity}: {why} {place}."),
                          {{"number", event.alert.number},
                           {"severity", text::name(event.alert.anomaly.severity, language_)},
                           {"why", why(event.alert)},
                           {"place", place(event.alert, at)}}},
                         language_);
}

std::string PictureText::words_of(const cop::AlertOver& event, Instant at) const {
  return text::translate({tr("#{number} {state}: {why} {place}."),
                          {{"number", event.alert.number},
                           {"state", text::name(event.alert.state, language_)},
                           {"why", why(event.alert)},
                           {"place", place(event.alert, at)}}},
                         language_);
}

std::string PictureText::words_of(const cop::SectorGranted& event) const {
  return text::translate({tr("sector {sector} is held by {holder}: {why}"),
                          {{"sector", text::for_terminal(sector_name(event.assignment.sector.view()))},
                           {"holder", text::for_terminal(event.assignment.holder.view())},
                           {"why", why(event.assignment)}}},
                         language_);
}

std::string PictureText::words_of(const cop::SectorUncovered& event) const {
  return text::translate({tr("sector {sector} is UNCOVERED: {why}"),
                          {{"sector", text::for_terminal(sector_name(event.row.assignment.sector.view()))},
                           {"why", why(event.row)}}},
                         language_);
}

std::string PictureText::words_of(const cop::ProcessChanged& event) const {
  std::string state(text::translate(event.is_degraded ? tr("DEGRADED") : tr("running"), language_));
  const char* between = ": ";
  for (const LocalizedMessage& missing : event.missing) {
    state += std::exchange(between, "; ") + terminal::line_of(missing, language_);
  }
  return text::translate(
      {tr("{process}: {state}"), {{"process", text::for_terminal(event.process)}, {"state", state}}},
      language_);
}

std::string PictureText::words_of(const cop::ChildRestarted& event) const {
  const std::string line = text::translate(
      {tr("{process} ended ({how}); started again"), {{"process", event.process}, {"how", event.how}}},
      language_);
  return text::for_terminal(event.last_line.empty() ? line : line + ": " + event.last_line);
}

std::string PictureText::words_of(const cop::LogWritten& event) const {
  return line_of(event.entry);
}

}  // namespace selat::terminal
