#include "terminal/picture_text.h"

#include <variant>

#include "terminal/health_text.h"
#include "text/names.h"
#include "text/terminal.h"
#include "text/translate.h"
#include "text/why.h"

namespace selat::terminal {

std::string PictureText::why(const model::Alert& alert) const {
  return text::for_terminal(text::why(alert.anomaly, language_, place_name(alert.anomaly.subject)));
}

std::string PictureText::why(const model::Assignment& assignment) const {
  const bool nobody_may = assignment.state == model::SectorState::unowned &&
                          picture_.places().sectors_without_permit.contains(assignment.sector.view());
  return nobody_may ? std::string(text::translate(tr("no nation alone may order here"), language_))
                    : text::for_terminal(text::why(assignment, language_));
}

std::string PictureText::sector_name(std::string_view id) const {
  const std::string name = place_name(id);
  return name.empty() ? std::string(id) : std::string(id) + " " + name;
}

std::string PictureText::line_of(const cop::Event& event) const {
  return std::visit([this](const auto& what) { return words_of(what); }, event.what);
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

std::string PictureText::words_of(const cop::AlertRaised& event) const {
  const std::string_view severity = text::name(event.alert.anomaly.severity, language_);
  return text::translate({tr("{severity}: {why}"), {{"severity", severity}, {"why", why(event.alert)}}},
                         language_);
}

std::string PictureText::words_of(const cop::AlertOver& event) const {
  const std::string_view state = text::name(event.alert.state, language_);
  return text::translate({tr("{state}: {why}"), {{"state", state}, {"why", why(event.alert)}}}, language_);
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
                          {{"sector", text::for_terminal(sector_name(event.assignment.sector.view()))},
                           {"why", why(event.assignment)}}},
                         language_);
}

std::string PictureText::words_of(const cop::ProcessChanged& event) const {
  std::string state(text::translate(event.is_degraded ? tr("DEGRADED") : tr("running"), language_));
  for (const LocalizedMessage& missing : event.missing) {
    state += ": " + terminal::line_of(missing, language_);
  }
  return text::translate(
      {tr("{process}: {state}"), {{"process", text::for_terminal(event.process)}, {"state", state}}},
      language_);
}

std::string PictureText::words_of(const cop::ChildRestarted& event) const {
  return text::translate(
      {tr("{process} ended ({how}); started again"), {{"process", event.process}, {"how", event.how}}},
      language_);
}

}  // namespace selat::terminal
