#include "service/typed_commands.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "coordinate/exclusions.h"
#include "text/measure.h"
#include "text/names.h"
#include "text/terminal.h"
#include "text/typed_place.h"

namespace selat::service {
namespace {

using coordinate::OwnSector;
using Tone = terminal::ControlPointScreen::Tone;

model::SectorState shown_state(OwnSector::State state) {
  switch (state) {
    case OwnSector::State::held:
      return model::SectorState::held;
    case OwnSector::State::lapsed:
      return model::SectorState::expiring;
    case OwnSector::State::offered:
    case OwnSector::State::accepting:
      break;
  }
  return model::SectorState::offered;
}

std::string joined(const std::vector<model::SectorId>& sectors) {
  std::string all;
  for (const model::SectorId& sector : sectors) {
    all.append(all.empty() ? "" : ", ").append(sector.view());
  }
  return all;
}

}  // namespace

void TypedCommands::carry_out(std::string_view line) {
  if (dialogue_) {
    return take_answer(line);
  }
  const auto command = terminal::read_command(line);
  if (command) {
    std::visit([this](const auto& one) { carry_out(one); }, *command);
  } else {
    print_problem(command.error(), line);
  }
}

void TypedCommands::carry_out(const terminal::SightingCommand&) {
  dialogue_.emplace(
      SightingDialogue::Surroundings{.language = here_.screen.language(),
                                     .wall = [this] { return here_.clock().wall; },
                                     .doubt = [this](geo::Position place) { return place_doubt_(place); }});
  here_.screen.print(dialogue_->question(), Tone::plain);
}

void TypedCommands::take_answer(std::string_view line) {
  if (const auto said = dialogue_->take(line)) {
    here_.screen.print(*said, Tone::plain);
  }
  if (dialogue_->state() == SightingDialogue::State::asking) {
    return here_.screen.print(dialogue_->question(), Tone::plain);
  }
  const SightingDialogue ended = *std::exchange(dialogue_, std::nullopt);
  if (ended.state() == SightingDialogue::State::done) {
    write({model::ReportSighting{ended.sighting()}});
  }
}

bool TypedCommands::is_sector(const model::SectorId& sector) {
  const bool may_be = here_.sectors.may_be(sector);
  if (!may_be) {
    here_.screen.print(tr("NOT SENT: there is no sector '{what}'; name one of {known}"),
                       {{"what", sector.view()}, {"known", here_.sectors.list()}}, Tone::urgent);
  }
  return may_be;
}

void TypedCommands::carry_out(const terminal::HelpCommand&) {
  here_.screen.print_help();
}
void TypedCommands::carry_out(const terminal::SentCommand&) {
  here_.words.show();
}
void TypedCommands::carry_out(const terminal::QuitCommand&) {
  here_.quit();
}

void TypedCommands::carry_out(const terminal::ReportsCommand&) {
  const auto lines = here_.reports.lines();
  if (lines.empty()) {
    return here_.screen.print(tr("no patrol reports of others within twelve hours"));
  }
  here_.screen.print_lines(lines);
}

void TypedCommands::carry_out(const terminal::ShowCommand& command) {
  if (command.number) {
    if (const auto notice = notice_with(*command.number)) {
      here_.screen.print_alert(*notice);
    }
    return;
  }
  std::vector<std::string> lines;
  if (!here_.agent.is_connected()) {
    lines.push_back(here_.screen.words(tr("NOT CONNECTED: what follows is what was known before")));
  }
  const auto sectors = sector_lines();
  lines.insert(lines.end(), sectors.begin(), sectors.end());
  const auto open = here_.alerts.lines();
  lines.push_back(here_.screen.words(tr("open alerts: {n}"), {{"n", open.size()}}));
  lines.insert(lines.end(), open.begin(), open.end());
  if (const auto former = here_.alerts.former_lines(); !former.empty()) {
    lines.push_back(here_.screen.words(
        tr("of a former past, no longer known at the watch: {n}; '{clear}' takes them off this list"),
        {{"n", former.size()}}));
    lines.insert(lines.end(), former.begin(), former.end());
  }
  here_.screen.print_lines(lines);
  if (here_.words.waiting() > 0) {
    here_.words.show();
  }
}

std::vector<std::string> TypedCommands::sector_lines() const {
  std::vector<std::string> lines;
  for (const OwnSector& own : here_.agent.sectors(here_.clock())) {
    lines.push_back(here_.screen.sector_line(tr("{sector} {name}: {state}, {left} left: {why}"),
                                             own.assignment, shown_state(own.state), own.left));
  }
  if (lines.empty()) {
    lines.push_back(here_.screen.words(tr("no sectors")));
  }
  for (const model::Exclusion& one : here_.sectors.given_back_by(here_.control_point)) {
    lines.push_back(here_.screen.words(
        tr("{sector} {name}: not ours by our own word ({reason}) until {time} UTC; '{resume} {sector}' takes "
           "that back"),
        {{"sector", one.sector.view()},
         {"name", here_.screen.place_name(one.sector.view())},
         {"reason", text::label(one.code)},
         {"time", text::time_of_day(one.until).substr(0, 5)}}));
  }
  return lines;
}

void TypedCommands::carry_out(const terminal::AcceptCommand& command) {
  if (command.sector && !is_sector(*command.sector)) {
    return;
  }
  const Now now = here_.clock();
  std::vector<model::SectorId> wanted;
  for (const OwnSector& own : here_.offers.open(now)) {
    wanted.push_back(own.assignment.sector);
  }
  if (command.sector) {
    wanted = {*command.sector};
  }
  if (command.is_all) {
    here_.offers.accept_those_that_follow(now);
  }
  if (wanted.empty()) {
    return here_.screen.print(command.is_all
                                  ? tr("no offer is open; those that arrive in the next seconds are accepted")
                                  : tr("no sector is offered now"));
  }
  if (wanted.size() > 1 && !command.is_all) {
    return here_.screen.print(tr("offered are {sectors}: '{accept} {first}' takes one, '{accept} {all}' all"),
                              {{"sectors", joined(wanted)}, {"first", wanted.front().view()}});
  }
  std::ranges::for_each(wanted, [this](const model::SectorId& sector) { accept(sector); });
}
void TypedCommands::carry_out(const terminal::DeclineCommand& command) {
  if (!is_sector(command.sector)) {
    return;
  }
  coordinate::AgentActions actions;
  if (here_.agent.decline(command.sector, command.code, command.remark, actions)) {
    return say_what_it_is(command.sector, tr("no open offer of that sector"));
  }
  const Span rest = coordinate::rest_after(command.code);
  here_.screen.print(tr("{sector}: declined. We are not asked again for {span}, until about {time} UTC; "
                        "'{resume} {sector}' takes that back"),
                     {{"sector", command.sector.view()},
                      {"span", text::duration(rest, here_.screen.language())},
                      {"time", text::time_of_day(here_.clock().wall + rest).substr(0, 5)}});
  write(std::move(actions.requests));
}
void TypedCommands::carry_out(const terminal::ReleaseCommand& command) {
  if (!is_sector(command.sector)) {
    return;
  }
  coordinate::AgentActions actions;
  if (here_.agent.release(command.sector, command.code, command.remark, actions)) {
    return say_what_it_is(command.sector, tr("we do not hold that sector"));
  }
  const Span rest = coordinate::rest_after(command.code);
  here_.screen.print(
      tr("{sector}: given back; give no more orders there. We are not asked again for {span}, until about "
         "{time} UTC; '{resume} {sector}' takes that back"),
      {{"sector", command.sector.view()},
       {"span", text::duration(rest, here_.screen.language())},
       {"time", text::time_of_day(here_.clock().wall + rest).substr(0, 5)}});
  write(std::move(actions.requests));
}
void TypedCommands::carry_out(const terminal::ResumeCommand& command) {
  if (is_sector(command.sector)) {
    write({model::Resume{command.sector}});
  }
}
void TypedCommands::carry_out(const terminal::ReportCommand& command) {
  if (is_sector(command.sector)) {
    write({here_.agent.report(command.sector, command.text, command.place)});
    say_not_read(command.not_read);
  }
}
void TypedCommands::carry_out(const terminal::LogCommand& command) {
  write({model::WriteLog{.text = command.text, .place = command.place, .vessel = {}}});
  say_not_read(command.not_read);
}
void TypedCommands::say_not_read(const std::string& typed) {
  if (!typed.empty()) {
    here_.screen.print(text::not_read_as_place(typed), Tone::urgent);
  }
}

void TypedCommands::carry_out(const terminal::AcknowledgeCommand& command) {
  std::vector<model::Request> acknowledgements;
  bool is_on_its_way = false;
  for (const model::Alert& alert : here_.alerts.to_acknowledge()) {
    if (command.number && alert.number != *command.number) {
      continue;
    }
    const model::Request acknowledgement = model::AcknowledgeAlert{alert.id, alert.anomaly.severity};
    if (here_.words.is_waiting(acknowledgement)) {
      is_on_its_way = true;
    } else {
      acknowledgements.push_back(acknowledgement);
    }
  }
  if (!acknowledgements.empty()) {
    return write(std::move(acknowledgements));
  }
  if (is_on_its_way) {
    return here_.screen.print(tr("acknowledged already; that waits for the server ({sent} lists it)"));
  }
  if (command.number && here_.alerts.is_former(*command.number)) {
    return print_former(*command.number);
  }
  const bool is_known = command.number && here_.alerts.with_number(*command.number).has_value();
  here_.screen.print(is_known ? tr("#{number} needs no acknowledgement: it is acknowledged or over")
                              : tr("no open alert of that number"),
                     {{"number", command.number.value_or(0)}});
}
void TypedCommands::carry_out(const terminal::CommentCommand& command) {
  if (const auto notice = known_notice_with(command.number)) {
    write({model::CommentAlert{notice->alert.id, command.text}});
  }
}
void TypedCommands::carry_out(const terminal::CloseCommand& command) {
  if (const auto notice = known_notice_with(command.number)) {
    write({model::CloseAlert{notice->alert.id, command.outcome, command.text}});
  }
}

void TypedCommands::carry_out(const terminal::ClearCommand&) {
  here_.screen.print(tr("taken off the list, since the watch knows them no longer: {n}"),
                     {{"n", here_.alerts.drop_former()}});
}

void TypedCommands::print_former(std::uint32_t number) {
  here_.screen.print(
      tr("NOT SENT: #{number} is of a former past, no longer known at the watch; '{clear}' takes "
         "it off the list"),
      {{"number", number}}, Tone::urgent);
}

std::optional<model::Notice> TypedCommands::notice_with(std::uint32_t number) {
  auto notice = here_.alerts.with_number(number);
  if (!notice) {
    here_.screen.print(tr("no alert of that number has been told here"));
  }
  return notice;
}

std::optional<model::Notice> TypedCommands::known_notice_with(std::uint32_t number) {
  if (here_.alerts.is_former(number)) {
    print_former(number);
    return std::nullopt;
  }
  return notice_with(number);
}

void TypedCommands::write(std::vector<model::Request> bodies) {
  here_.words.write(std::move(bodies), here_.agent.is_connected());
}

void TypedCommands::print_problem(const terminal::TypingError& error, std::string_view line) {
  // In the order of the enum.
  constexpr auto kPhrases = std::to_array<MessageId>(
      {tr("unknown command: '{what}'; {help} lists the commands"), tr("name a sector, such as: {what} S05"),
       tr("give a reason: {codes}"), tr("write a text after that"),
       tr("give the alert's number, such as: {what} 3"), tr("say what was found: {outcomes}"),
       tr("NOT SENT: {why}"),
       tr("NOT SENT: the text is too long, {most} characters are sent; send it in parts")});
  static_assert(kPhrases.size() == enum_count<terminal::TypingProblem>);
  here_.screen.print(
      kPhrases[static_cast<std::size_t>(error.problem)],
      {{"what", line.substr(0, line.find(' '))}, {"most", model::kLongestFreeText}, {"why", error.why}});
}

void TypedCommands::accept(const model::SectorId& sector) {
  coordinate::AgentActions actions;
  if (here_.agent.accept(sector, here_.clock(), actions)) {
    return say_what_it_is(sector, tr("no open offer of that sector"));
  }
  here_.words.accepted(sector);
  here_.perform(actions);
  here_.screen.print(tr("{sector} {name}: accepted; it is ours when the server has confirmed it"),
                     {{"sector", sector.view()}, {"name", here_.screen.place_name(sector.view())}});
}

// Where a command does not fit what the sector is here: which one does.
void TypedCommands::say_what_it_is(const model::SectorId& sector, MessageId otherwise) {
  const auto all = here_.agent.sectors(here_.clock());
  const auto own = std::ranges::find(all, sector, [](const OwnSector& one) { return one.assignment.sector; });
  MessageId words = otherwise;
  if (own != all.end()) {
    const bool is_offered =
        own->state == OwnSector::State::offered || own->state == OwnSector::State::accepting;
    words = is_offered ? tr("{sector} is offered, and not ours yet: '{accept} {sector}' takes it, '{decline} "
                            "{sector} CODE' does not")
                       : tr("{sector} is ours: '{release} {sector} CODE' gives it back");
  }
  here_.screen.print(words, {{"sector", sector.view()}});
}

void TypedCommands::print_sector(MessageId phrase, const model::SectorId& id) {
  for (const OwnSector& own : here_.agent.sectors(here_.clock())) {
    if (own.assignment.sector == id) {
      here_.screen.print_lines(
          {here_.screen.sector_line(phrase, own.assignment, shown_state(own.state), own.left)});
    }
  }
}

}  // namespace selat::service
