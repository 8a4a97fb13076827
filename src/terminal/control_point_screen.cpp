#include "terminal/control_point_screen.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "terminal/alert_lines.h"
#include "terminal/control_point_command.h"
#include "terminal/notice_text.h"
#include "text/alert_place.h"
#include "text/measure.h"
#include "text/names.h"
#include "text/terminal.h"
#include "text/translate.h"
#include "text/why.h"

namespace selat::terminal {
namespace {

// Under the words, beside the time.
constexpr std::size_t kIndent = 10;
constexpr std::size_t kUnwrapped = 1'000'000;  // columns; where lines are not wrapped
constexpr std::string_view kRed = "\x1b[1;31m";
constexpr std::string_view kPlain = "\x1b[0m";

// Why the control point was chosen, also while the sector is only offered.
std::string reason_text(model::Assignment assignment, Language language) {
  assignment.state = model::SectorState::held;
  return text::why(assignment, language);
}

}  // namespace

ControlPointScreen::ControlPointScreen(Console& console, Language language, Clock clock)
    : console_(console), language_(language), clock_(std::move(clock)) {}

void ControlPointScreen::add_places(const std::vector<model::PlaceName>& places) {
  for (const model::PlaceName& place : places) {
    places_.insert_or_assign(place.id, place.names);
  }
}

std::string ControlPointScreen::place_name(std::string_view id) const {
  const auto found = places_.find(id);
  return found == places_.end() ? std::string() : std::string(text::name(found->second, language_));
}

std::string ControlPointScreen::words(MessageId message,
                                      std::vector<LocalizedMessage::Argument> arguments) const {
  std::ranges::move(command_words(), std::back_inserter(arguments));
  arguments.emplace_back("codes", decline_codes(language_));
  arguments.emplace_back("outcomes", outcomes(language_));
  return text::translate({message, std::move(arguments)}, language_);
}

void ControlPointScreen::print(MessageId message, std::vector<LocalizedMessage::Argument> arguments,
                               Tone tone) {
  print_lines({words(message, std::move(arguments))}, tone);
}

void ControlPointScreen::print(const LocalizedMessage& message, Tone tone) {
  print_lines({text::translate(message, language_)}, tone);
}

void ControlPointScreen::print_lines(const std::vector<std::string>& lines, Tone tone) {
  const bool is_red = tone == Tone::urgent && console_.has_colour();
  const std::size_t width = console_.columns();
  std::string printed(is_red ? kRed : "");
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string line = (i == 0 ? text::time_of_day(clock_().wall) + "  " : std::string(kIndent, ' ')) +
                             text::for_terminal(lines[i]);
    if (width == 0) {
      printed += line + "\n";
      continue;
    }
    // A row that fills the last column would put the line end on a row of its own on some terminals.
    for (const std::string& row : text::wrapped(line, width - 1, kIndent)) {
      printed += row + "\n";
    }
  }
  console_.print(printed + std::string(is_red ? kPlain : ""));
}

void ControlPointScreen::print_help() {
  constexpr auto kLines = std::to_array<MessageId>({
      tr("{accept} [SECTOR|{all}]: take a sector that is offered"),
      tr("{decline} SECTOR CODE [remark]: do not take it"),
      tr("{release} SECTOR CODE [remark]: give a sector back"),
      tr("{resume} SECTOR: be asked again, after {decline} or {release}"),
      tr("{report} SECTOR [PLACE] text: what a patrol saw; the watch and the neighbours read it; such as: "
         "{report} S05 2-12.5N 101-42E two boats without lights"),
      tr("{sighting}: what somebody saw and tells you, asked question by question; the watch and the holder "
         "of the sector are alerted, and you are told how it ends"),
      tr("{ack} NUMBER|{all}: acknowledge alerts"),
      tr("{comment} NUMBER text: write something about an alert"),
      tr("{close} NUMBER OUTCOME [text]: end an alert"),
      tr("{clear}: take alerts off the list that the watch knows no longer"),
      tr("{log} [PLACE] text: an entry of the watch log"),
      tr("{reports}: what patrols of others reported"),
      tr("{show} [NUMBER]: our sectors and open alerts, or one alert; {sent}: what became of what was typed; "
         "{quit} or {exit} ends this terminal"),
      tr("PLACE is latitude and longitude: 2.2N 101.7E, 2-12.5N 101-42E, [2.2,101.7]"),
      tr("CODE is one of: {codes}"),
      tr("OUTCOME is one of: {outcomes}"),
  });
  std::vector<std::string> lines;
  std::ranges::transform(kLines, std::back_inserter(lines), [this](MessageId line) { return words(line); });
  print_lines(lines);
}

std::string ControlPointScreen::sector_line(MessageId message, const model::Assignment& assignment,
                                            model::SectorState state, Span left) const {
  return words(message, {{"sector", assignment.sector.view()},
                         {"name", place_name(assignment.sector.view())},
                         {"why", reason_text(assignment, language_)},
                         {"left", text::duration(left, language_)},
                         {"state", text::name(state, language_)}});
}

std::string ControlPointScreen::place_line(const model::Notice& notice) const {
  return alert_words().place(notice.alert, clock_().wall);
}

std::string ControlPointScreen::why_line(const model::Notice& notice) const {
  return alert_words().why(notice.alert);
}

std::string ControlPointScreen::craft_line(const model::NearestCraft& craft) const {
  return words(tr("our nearest craft: {craft}"),
               {{"craft", text::nearest_craft(craft, language_, clock_().wall)}});
}

void ControlPointScreen::print_notice(const model::Notice& notice,
                                      const std::optional<model::Notice>& before) {
  const model::Anomaly& anomaly = notice.alert.anomaly;
  const std::string why = why_line(notice);
  std::vector<std::string> lines = {
      words(tr("#{number} {severity} {cause}: {why}"),
            {{"number", std::to_string(notice.alert.number)},
             {"severity", text::name(model::gravest(notice), language_)},
             {"cause", cause_of(notice, before, place_name(notice.alert.sector.view()), language_)},
             {"why", why}}),
      place_line(notice)};
  if (const std::string vessels = text::vessels(anomaly, language_); !why.contains(vessels)) {
    lines.push_back(words(tr("vessels: {vessels}"), {{"vessels", vessels}}));
  }
  const bool is_to_be_answered = model::is_unacknowledged(notice.alert);
  if (notice.nearest && is_to_be_answered) {
    lines.push_back(craft_line(*notice.nearest));
  }
  const bool may_not_act = !notice.nearest || notice.nearest->without_permit.has_value();
  if (notice.alert.nearest && may_not_act && is_to_be_answered) {
    lines.push_back(words(tr("nearest that may act there, of {control_point}: {craft}"),
                          {{"control_point", notice.alert.nearest->control_point.view()},
                           {"craft", text::nearest_craft(*notice.alert.nearest, language_, clock_().wall)}}));
  }
  const bool is_urgent = model::gravest(notice) >= model::Severity::alarm && is_to_be_answered;
  print_lines(lines, is_urgent ? Tone::urgent : Tone::plain);
}

void ControlPointScreen::print_alert(const model::Notice& notice) {
  const std::size_t width = console_.columns();
  const std::size_t columns = width == 0 ? kUnwrapped : width - std::min(width, kIndent + 1);
  std::vector<std::string> lines;
  for (Line& line : page_of(notice.alert, alert_words(), columns, clock_().wall)) {
    lines.push_back(std::move(line.text));
  }
  const bool is_on_page =
      notice.alert.nearest == notice.nearest || notice.alert.nearest_of_all == notice.nearest;
  if (notice.nearest && !is_on_page) {
    lines.push_back(words(tr("our nearest craft, when it was told: {craft}"),
                          {{"craft", text::nearest_craft(*notice.nearest, language_, clock_().wall)}}));
  }
  print_lines(lines);
}

AlertWords ControlPointScreen::alert_words() const {
  return {language_, [this](std::string_view id) { return place_name(id); }};
}

std::string ControlPointScreen::alert_line(const model::Notice& notice) const {
  return words(tr("#{number} {severity}, {state}: {why} {place}"),
               {{"number", std::to_string(notice.alert.number)},
                {"severity", text::name(notice.alert.anomaly.severity, language_)},
                {"state", text::name(notice.alert.state, language_)},
                {"why", why_line(notice)},
                {"place", place_line(notice)}});
}

}  // namespace selat::terminal
