#include "terminal/control_point_screen.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "terminal/control_point_command.h"
#include "text/measure.h"
#include "text/names.h"
#include "text/terminal.h"
#include "text/why.h"

namespace selat::terminal {
namespace {

// An epoch includes the term of the server, so it is a large number.
std::string epoch_text(std::uint64_t epoch) {
  return fmt::format("{}.{}", epoch >> 32, epoch & 0xffff'ffffU);
}

// Why the control point was chosen, also while the sector is only offered.
std::string reason_text(model::Assignment assignment, Language language) {
  assignment.state = model::SectorState::held;
  return text::why(assignment, language);
}

}  // namespace

ControlPointScreen::ControlPointScreen(std::ostream& out, Options options, Clock clock)
    : out_(out), options_(std::move(options)), clock_(std::move(clock)) {}

std::string ControlPointScreen::place_name(std::string_view id) const {
  const auto found = places_.find(id);
  return found == places_.end() ? std::string() : std::string(text::name(found->second, options_.language));
}

void ControlPointScreen::print(MessageId message, std::vector<LocalizedMessage::Argument> arguments) {
  if (!options_.prompt.empty()) {
    out_ << "\r\x1b[K";  // erases the prompt
  }
  std::ranges::move(command_words(), std::back_inserter(arguments));
  arguments.emplace_back("codes", decline_codes(options_.language));
  out_ << text::time_of_day(clock_().wall) << "  "
       << text::for_terminal(text::translate({message, std::move(arguments)}, options_.language)) << '\n';
  print_prompt();
}

void ControlPointScreen::print_help() {
  print(
      tr("{accept} [SECTOR|{all}] | {decline} SECTOR CODE [remark] | {release} SECTOR CODE | {report} SECTOR "
         "text | {ack} NUMBER|{all} | {show} | {quit}"));
  print(tr("CODE is one of: {codes}"));
}

void ControlPointScreen::print_sector(MessageId message, const model::Assignment& assignment,
                                      model::SectorState state, Span left) {
  print(message, {{"sector", assignment.sector.view()},
                  {"name", place_name(assignment.sector.view())},
                  {"why", reason_text(assignment, options_.language)},
                  {"left", text::duration(left, options_.language)},
                  {"epoch", epoch_text(assignment.epoch)},
                  {"state", text::name(state, options_.language)}});
}

void ControlPointScreen::print_alert(std::uint32_t number, const model::Alert& alert) {
  const model::Anomaly& anomaly = alert.anomaly;
  print(tr("#{number} {severity} in {sector}, {state}: {why}"),
        {{"number", std::to_string(number)},
         {"severity", text::name(anomaly.severity, options_.language)},
         {"sector", alert.sector.view()},
         {"state", text::name(alert.state, options_.language)},
         {"why", text::why(anomaly, options_.language, place_name(anomaly.subject))}});
}

void ControlPointScreen::print_prompt() {
  if (!options_.prompt.empty()) {
    out_ << options_.prompt << "> ";
  }
  out_ << std::flush;
}

}  // namespace selat::terminal
