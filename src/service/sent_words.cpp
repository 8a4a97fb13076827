#include "service/sent_words.h"

#include <algorithm>
#include <iterator>
#include <random>
#include <utility>

#include <fmt/format.h>

#include "text/measure.h"
#include "text/names.h"
#include "text/sighting.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::service {
namespace {

using coordinate::Words;
using coordinate::WordsState;
using Tone = terminal::ControlPointScreen::Tone;

constexpr Span kSaveAgainAfter = Span::seconds(5);

// Unique among all words of all terminals.
std::uint64_t new_uid() {
  static std::random_device source;
  std::uint64_t uid = 0;
  while (uid == 0) {
    uid = (std::uint64_t{source()} << 32) | source();
  }
  return uid;
}

// The command that made them, and what it is about. One overload a body that a person writes.
struct Naming {
  const terminal::ControlPointScreen& screen;
  const std::function<std::string(std::uint64_t)>& alert_number;

  std::string of_sector(MessageId command, const model::SectorId& sector) const {
    return fmt::format("{} {}", screen.words(command), sector.view());
  }
  std::string of_alert(MessageId command, std::uint64_t alert) const {
    return fmt::format("{} {}", screen.words(command), alert_number(alert));
  }
  // As it can be typed again, so that the person sees which place was understood.
  std::string with_text(std::string command, const std::optional<geo::Position>& place,
                        const std::string& text) const {
    const std::string at =
        place ? fmt::format(" [{}]", text::position(*place, screen.language())) : std::string();
    return fmt::format("{}{} \"{}\"", command, at, text);
  }
  // "decline S05 (weather) "3 m waves"".
  std::string with_reason(std::string command, std::optional<model::DeclineCode> code,
                          const std::string& remark) const {
    if (code) {
      command += fmt::format(" ({})", screen.words(text::label(*code)));
    }
    return remark.empty() ? command : with_text(std::move(command), {}, remark);
  }
  std::string operator()(const model::Decline& body) const {
    return with_reason(of_sector(tr("command", "decline"), body.sector), body.code, body.remark);
  }
  std::string operator()(const model::Release& body) const {
    return with_reason(of_sector(tr("command", "release"), body.sector), body.code, body.remark);
  }
  std::string operator()(const model::Resume& body) const {
    return of_sector(tr("command", "resume"), body.sector);
  }
  std::string operator()(const model::PatrolReport& body) const {
    return with_text(of_sector(tr("command", "report"), body.sector), body.place, body.text);
  }
  std::string operator()(const model::AcknowledgeAlert& body) const {
    return of_alert(tr("command", "ack"), body.alert);
  }
  std::string operator()(const model::CommentAlert& body) const {
    return with_text(of_alert(tr("command", "comment"), body.alert), {}, body.text);
  }
  std::string operator()(const model::CloseAlert& body) const {
    const std::string closed = fmt::format("{} {}", of_alert(tr("command", "close"), body.alert),
                                           screen.words(text::label(body.outcome)));
    return body.text.empty() ? closed : with_text(closed, {}, body.text);
  }
  std::string operator()(const model::WriteLog& body) const {
    return with_text(screen.words(tr("command", "log")), body.place, body.text);
  }
  std::string operator()(const model::ReportSighting& body) const {
    return fmt::format("{} [{}] \"{}\"", screen.words(tr("command", "sighting")),
                       text::position(body.sighting.place, screen.language()),
                       text::sighting(body.sighting, screen.language()));
  }
  template <typename Other>
  std::string operator()(const Other&) const {
    return {};
  }
};

}  // namespace

SentWords::SentWords(Surroundings surroundings) : here_(std::move(surroundings)) {
  load();
}

void SentWords::load() {
  if (here_.store == nullptr) {
    return;
  }
  try {
    outbox_.load(here_.store->words(), here_.clock().steady);
  } catch (const store::StoreError& error) {
    here_.screen.print(tr("What was typed before cannot be read: {why}"), {{"why", error.message()}},
                       Tone::urgent);
  }
}

void SentWords::use(store::TerminalStore* store) {
  here_.store = store;
  outbox_.note_none_kept();
  load();
  save_again_at_ = {};
}

void SentWords::write(std::vector<model::Request> bodies, bool is_connected) {
  const Now now = here_.clock();
  std::vector<Words> words;
  for (model::Request& body : bodies) {
    Words one;
    one.uid = new_uid();
    one.written_at = now.wall;
    one.body = std::move(body);
    words.push_back(std::move(one));
  }
  if (words.size() > outbox_.room()) {
    say_not_taken(words);
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(outbox_.room()), words.end());
  }
  for (const Words& one : words) {
    outbox_.add(one, now.steady);
  }
  if (const auto problem = save()) {
    here_.screen.print(tr("NOT KEPT on the disk: {why}. It is sent, but lost if this terminal ends before "
                          "the server has received it; keeping it is tried again."),
                       {{"why", *problem}}, Tone::urgent);
  }
  for (const Words& one : words) {
    if (!is_connected) {
      here_.screen.print(is_kept(one.uid)
                             ? tr("{what}: kept; it is sent as soon as the server answers")
                             : tr("{what}: only in this terminal's memory; it is sent as soon as the server "
                                  "answers"),
                         {{"what", what(one)}});
    }
  }
  tick(is_connected);
}

// Of one command, the first `room` are taken.
void SentWords::say_not_taken(const std::vector<Words>& words) const {
  constexpr std::size_t kColumnsOfText = 60;
  const std::size_t room = outbox_.room();
  if (room > 0) {
    here_.screen.print(
        tr("{taken} of {all} are taken; {n} are NOT TAKEN, since no more can be kept. Give the "
           "command again when the server has received these."),
        {{"taken", room}, {"all", words.size()}, {"n", words.size() - room}}, Tone::urgent);
    return;
  }
  here_.screen.print(
      tr("NOT TAKEN: {what}: {n} {n:entry waits|entries wait} for the server already, no more can be kept. "
         "Speak to the watch by radio or telephone."),
      {{"what", text::cut(text::for_terminal(what(words.front())), kColumnsOfText)},
       {"n", outbox_.waiting()}},
      Tone::urgent);
}

// Writes what is not on the disk yet. The problem, if there is one; it is tried again.
std::optional<LocalizedMessage> SentWords::save() {
  std::vector<Words> words = outbox_.not_kept();
  if (here_.store == nullptr || words.empty()) {
    return std::nullopt;
  }
  if (const auto kept = here_.store->write(words); !kept) {
    save_again_at_ = here_.clock().steady + kSaveAgainAfter;
    return kept.error().message();
  }
  outbox_.note_kept(words);
  return std::nullopt;
}

void SentWords::save_again() {
  const std::size_t before = waiting_unkept();
  if (!save() && before > 0 && waiting_unkept() == 0) {
    here_.screen.print(
        tr("{n} {n:entry that was|entries that were} not on the disk {n:is|are} kept there now"),
        {{"n", before}});
  }
}

bool SentWords::is_kept(std::uint64_t uid) const {
  const auto words = outbox_.find(uid);
  return words && words->number != 0;
}

std::size_t SentWords::waiting_unkept() const {
  return static_cast<std::size_t>(std::ranges::count(outbox_.not_kept(), WordsState::waiting, &Words::state));
}

void SentWords::say_what_waits(std::string_view holder) {
  save_again();
  const std::size_t lost = waiting_unkept();
  if (const std::size_t kept = waiting() - lost; kept > 0) {
    here_.screen.print(tr("NOT DELIVERED: {n} {n:entry|entries}. {n:It is|They are} kept; the next terminal "
                          "of {holder} on this "
                          "machine sends them."),
                       {{"n", kept}, {"holder", holder}}, Tone::urgent);
  }
  if (lost > 0) {
    here_.screen.print(tr("NOT DELIVERED and NOT on the disk: {n} {n:entry|entries}. {n:It is|They are} LOST "
                          "when this terminal "
                          "ends. Speak to the watch by radio or telephone."),
                       {{"n", lost}}, Tone::urgent);
    show();
  }
}

void SentWords::remind(coordinate::ControlPointAgent& agent) const {
  for (const Words& one : outbox_.all()) {
    if (one.state != WordsState::waiting) {
      continue;
    }
    if (const auto* decline = std::get_if<model::Decline>(&one.body)) {
      agent.remember(*decline);
    }
    if (const auto* release = std::get_if<model::Release>(&one.body)) {
      agent.remember(*release);
    }
  }
}

void SentWords::welcomed(std::optional<Instant> past_since) {
  load();
  outbox_.send_all_anew();
  for (const Words& words : outbox_.given_back_before(past_since.value_or(Instant()), here_.clock().wall)) {
    here_.send(words);
  }
}

void SentWords::tick(bool is_connected) {
  const Now now = here_.clock();
  if (here_.store != nullptr && here_.store->has_changed_elsewhere()) {
    load();
  }
  if (now.steady >= save_again_at_) {
    save_again();
  }
  for (const Words& words : is_connected ? outbox_.due(now.steady) : std::vector<Words>()) {
    here_.send(words);
  }
  for (const Words& words : outbox_.newly_late(now.steady)) {
    here_.screen.print(words.number != 0
                           ? tr("NOT DELIVERED: {what} of {time}. It is kept and sent again when the server "
                                "answers.")
                           : tr("NOT DELIVERED: {what} of {time}. It is NOT on the disk, only in this "
                                "terminal's memory, and sent again when the server answers."),
                       {{"what", what(words)}, {"time", text::time_of_day(words.written_at)}}, Tone::urgent);
  }
}

// What has become of words must be on the disk, or the next process sends them again; the server then answers
// a second time and applies them once, so a failure is no harm.
void SentWords::keep(const Words& words) {
  if (here_.store != nullptr) {
    std::ignore = here_.store->settle(words);
  }
}

void SentWords::received(std::uint64_t uid, std::string_view reference) {
  const auto words = outbox_.receive(uid, here_.clock().wall);
  if (!words) {
    return;
  }
  keep(*words);
  if (std::holds_alternative<model::ReportSighting>(words->body) && !reference.empty()) {
    here_.screen.print(tr("{what}: received by the server; it is #{number}"),
                       {{"what", what(*words)}, {"number", reference}});
    return;
  }
  const auto* const report = std::get_if<model::PatrolReport>(&words->body);
  if (report == nullptr || reference.empty()) {
    here_.screen.print(tr("{what}: received by the server"), {{"what", what(*words)}});
    return;
  }
  here_.screen.print(
      tr("{what}: received by the server; BUT its place is {n} nm outside {sector}: if that was "
         "mistyped, report it once more"),
      {{"what", what(*words)}, {"n", reference}, {"sector", report->sector.view()}}, Tone::urgent);
}

void SentWords::refused(std::uint64_t uid, const model::Refusal& refusal) {
  const auto words = outbox_.refuse(uid, refusal.code, text::translate(refusal.why, here_.screen.language()),
                                    here_.clock().wall);
  if (words) {
    keep(*words);
    here_.screen.print(tr("{what}: REFUSED by the server: {why} {remark}"),
                       {{"what", what(*words)}, {"why", text::label(refusal.code)}, {"remark", refusal.why}},
                       Tone::urgent);
  }
}

bool SentWords::say_again(const model::Request& body) {
  if (!std::holds_alternative<model::Decline>(body) && !std::holds_alternative<model::Release>(body)) {
    return false;
  }
  const auto all = outbox_.all();
  const auto known = std::ranges::find(all, body, &Words::body);
  if (known == all.end()) {
    return false;
  }
  if (known->state == WordsState::waiting) {
    here_.send(*known);
  }
  return true;
}

std::string SentWords::what(const Words& words) const {
  return std::visit(Naming{here_.screen, here_.alert_number}, words.body);
}

std::string SentWords::state_of(const Words& words) const {
  switch (words.state) {
    case WordsState::waiting: {
      const std::string state =
          here_.screen.words(outbox_.is_late(words) ? tr("NOT DELIVERED") : tr("waits for the receipt"));
      return words.number != 0 ? state : state + here_.screen.words(tr(", NOT on the disk"));
    }
    case WordsState::received:
      return here_.screen.words(tr("received at {time}"),
                                {{"time", text::time_of_day(words.answered_at.value_or(Instant()))}});
    case WordsState::refused:
      break;
  }
  return here_.screen.words(tr("REFUSED: {why} {remark}"),
                            {{"why", text::label(words.refusal.value_or(model::RefusalCode::malformed))},
                             {"remark", words.remark}});
}

void SentWords::accepted(const model::SectorId& sector) {
  constexpr std::size_t kMostAccepts = 50;
  if (accepts_.size() >= kMostAccepts) {
    accepts_.erase(accepts_.begin());
  }
  accepts_.push_back({.sector = sector, .at = here_.clock().wall});
}

void SentWords::take(const coordinate::AgentEvent& event) {
  using Kind = coordinate::AgentEvent::Kind;
  const bool is_ours = event.kind == Kind::held;
  if (!is_ours && event.kind != Kind::too_late && event.kind != Kind::offer_passed) {
    return;
  }
  for (Accept& accept : accepts_) {
    if (accept.sector == event.sector && !accept.answered_at) {
      accept.answered_at = here_.clock().wall;
      accept.is_ours = is_ours;
    }
  }
}

std::string SentWords::line_of(const Accept& accept) const {
  const MessageId state = !accept.answered_at ? tr("{command} {sector}: waits for the confirmation")
                          : accept.is_ours    ? tr("{command} {sector}: confirmed at {time}")
                                              : tr("{command} {sector}: too late, at {time}");
  return fmt::format(
      "{} {}", text::time_of_day(accept.at),
      here_.screen.words(state, {{"command", tr("command", "accept")},
                                 {"sector", accept.sector.view()},
                                 {"time", text::time_of_day(accept.answered_at.value_or(Instant()))}}));
}

// In the order in which they were typed; acceptances are those of this process.
std::vector<SentWords::Sent> SentWords::sent() const {
  std::vector<Sent> sent;
  auto accept = accepts_.begin();
  for (const Words& words : outbox_.all()) {
    for (; accept != accepts_.end() && accept->at < words.written_at; ++accept) {
      sent.push_back({line_of(*accept), false});
    }
    sent.push_back(
        {fmt::format("{} {}: {}", text::time_of_day(words.written_at), what(words), state_of(words)),
         words.state == WordsState::waiting});
  }
  std::transform(accept, accepts_.end(), std::back_inserter(sent),
                 [this](const Accept& one) { return Sent{line_of(one), false}; });
  return sent;
}

// The newest, and all that waits.
void SentWords::show() const {
  constexpr std::size_t kMostShown = 20;
  const auto all = sent();
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].waits || i + kMostShown >= all.size()) {
      lines.push_back(all[i].line);
    }
  }
  if (lines.empty()) {
    lines.push_back(here_.screen.words(tr("nothing has been sent yet")));
  } else if (all.size() > lines.size()) {
    lines.insert(lines.begin(),
                 here_.screen.words(tr("{n} earlier {n:one is|ones are} not shown; 'selat log' "
                                       "lists what the server has received"),
                                    {{"n", all.size() - lines.size()}}));
  }
  here_.screen.print_lines(lines, waiting() > 0 ? Tone::urgent : Tone::plain);
}

}  // namespace selat::service
