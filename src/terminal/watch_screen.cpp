#include "terminal/watch_screen.h"

#include <algorithm>
#include <utility>

#include "base/enum_names.h"
#include "text/names.h"
#include "text/translate.h"

namespace selat::terminal {
namespace {

void remove_last_character(std::string& text) {
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xc0U) == 0x80) {
    text.pop_back();
  }
  if (!text.empty()) {
    text.pop_back();
  }
}

}  // namespace

WatchScreen::WatchScreen(const cop::OperationalPicture& picture, Options options)
    : picture_(picture), options_(std::move(options)) {}

std::string WatchScreen::tell(const LocalizedMessage& message) const {
  return text::translate(message, options_.language);
}

// The alert that keys act on.
const model::Alert* WatchScreen::chosen() const {
  if (page_ == Page::alert) {
    return picture_.alert(opened_);
  }
  return page_ == Page::list && list_.selected() ? picture_.alert(*list_.selected()) : nullptr;
}

std::vector<WatchScreen::Act> WatchScreen::press(std::span<const Key> keys, Now now) {
  const bool is_text = are_pasted(keys, now.steady);
  bool is_refused = false;
  std::vector<Act> acts;
  for (const Key& key : keys) {
    const bool is_pasted = is_text || key.kind == KeyKind::paste;
    if (is_pasted && !takes_text()) {
      is_refused = true;
    } else if (key.kind == KeyKind::paste) {
      paste(key.character, now);
    } else if (auto act = press(key, now)) {
      acts.push_back(std::move(*act));
    }
  }
  if (is_refused) {
    said_ = tell(tr("pasted text was NOT TAKEN: here keys are commands; text goes behind c, x or /"));
  }
  return acts;
}

// By a terminal that does not say so. What is long may come in pieces.
bool WatchScreen::are_pasted(std::span<const Key> keys, SteadyTime now) {
  constexpr std::size_t kMostAtOnce = 5;  // a key that is held down counts once
  constexpr Span kGoesOnFor = Span::milliseconds(200);
  std::size_t different = keys.empty() ? 0 : 1;
  for (std::size_t i = 1; i < keys.size(); ++i) {
    different += keys[i] == keys[i - 1] ? 0U : 1U;
  }
  const bool goes_on = pasted_at_ && now - *pasted_at_ < kGoesOnFor;
  if (different <= kMostAtOnce && !goes_on) {
    return false;
  }
  pasted_at_ = now;
  return true;
}

// Ends of lines become blanks: Enter is pressed by a person, who has read what was pasted.
void WatchScreen::paste(const std::string& text, Now now) {
  const std::string& before = typing_ == Typing::filter ? filter_ : typed_;
  if (before.size() + text.size() > model::kLongestFreeText) {
    said_ = tell({tr("the pasted text was NOT TAKEN: with it the text would be longer than {n} bytes"),
                  {{"n", model::kLongestFreeText}}});
    return;
  }
  for (const Key& key : KeyReader().read(text)) {
    const bool is_character = key.kind == KeyKind::character;
    static_cast<void>(type(is_character ? key : Key{KeyKind::character, " "}, now));
  }
}

bool WatchScreen::takes_text() const {
  return typing_ == Typing::filter || typing_ == Typing::comment || typing_ == Typing::remark;
}

std::optional<WatchScreen::Act> WatchScreen::press(const Key& key, Now now) {
  if (typing_ != Typing::nothing) {
    return type(key, now);
  }
  std::erase_if(notes_, [](const auto& note) { return note.second.is_received; });
  said_.clear();
  if (key.kind == KeyKind::escape) {
    escape();
    return std::nullopt;
  }
  if (auto done = press_common(key, now)) {
    return done;
  }
  if (page_ == Page::list) {
    press_in_list(key);
  } else {
    press_on_page(key);
  }
  return std::nullopt;
}

// Steps back by one: a page, failures, the filter, the selection.
void WatchScreen::escape() {
  if (page_ != Page::list) {
    page_ = Page::list;
  } else if (std::erase_if(notes_, [](const auto& note) { return !note.second.failure.empty(); }) == 0) {
    if (filter_.empty()) {
      list_.clear_selection();
    }
    filter_.clear();
  }
}

std::optional<WatchScreen::Act> WatchScreen::press_common(const Key& key, Now now) {
  if (key.is("a")) {
    return acknowledge(now);
  }
  if (key.is("c")) {
    begin(Typing::comment);
  } else if (key.is("x")) {
    begin(Typing::outcome);
  } else if (key.is("m")) {
    is_muted_ = !is_muted_;
  } else if (key.is("s")) {
    turn_to(Page::system);
  } else if (key.is("?")) {
    turn_to(Page::help);
  }
  return std::nullopt;
}

// The same key again turns back.
void WatchScreen::turn_to(Page page) {
  page_ = page_ == page ? Page::list : page;
  scrolled_ = 0;
}

void WatchScreen::press_in_list(const Key& key) {
  if (key.kind == KeyKind::down || key.is("j")) {
    list_.move(1);
  } else if (key.kind == KeyKind::up || key.is("k")) {
    list_.move(-1);
  } else if (key.kind == KeyKind::page_down || key.kind == KeyKind::page_up) {
    list_.move_page(key.kind == KeyKind::page_down ? 1 : -1);
  } else if (key.kind == KeyKind::home || key.kind == KeyKind::end) {
    list_.move_to_end(key.kind == KeyKind::end);
  } else if (key.kind == KeyKind::enter) {
    open();
  } else if (key.is("/")) {
    typing_ = Typing::filter;
  } else if (key.is("q") && options_.asks_before_end) {
    typing_ = Typing::end;
  } else if (key.is("q")) {
    has_ended_ = true;
  }
}

// Without a selection the first alert, which is the gravest.
void WatchScreen::open() {
  select_first();
  if (const auto selected = list_.selected()) {
    page_ = Page::alert;
    opened_ = *selected;
    scrolled_ = 0;
  }
}

// Under a filter the first that fits it: a distress that stands above it was not asked for.
void WatchScreen::select_first() {
  if (page_ != Page::list || list_.selected()) {
    return;
  }
  if (filter_.empty()) {
    list_.move(1);
  } else if (const model::Alert* const alert = first_match()) {
    list_.select_alert(alert->id);
  } else {
    said_ = tell(tr("no alert fits the filter"));
  }
}

void WatchScreen::press_on_page(const Key& key) {
  constexpr std::size_t kPage = 5;
  if (key.kind == KeyKind::down || key.is("j")) {
    ++scrolled_;
  } else if (key.kind == KeyKind::up || key.is("k")) {
    scrolled_ -= std::min<std::size_t>(scrolled_, 1);
  } else if (key.kind == KeyKind::page_down) {
    scrolled_ += kPage;
  } else if (key.kind == KeyKind::page_up) {
    scrolled_ -= std::min(scrolled_, kPage);
  } else if (key.kind == KeyKind::home) {
    scrolled_ = 0;
  } else if (key.kind == KeyKind::end) {
    scrolled_ += below_;
  } else if (key.is("q") || key.kind == KeyKind::enter) {
    page_ = Page::list;
  }
}

bool WatchScreen::refuses_answers() {
  if (!options_.read_only_for.empty()) {
    said_ = tell({tr("this screen only shows: alerts are answered at the terminal of {holder}"),
                  {{"holder", options_.read_only_for}}});
  }
  return !options_.read_only_for.empty();
}

// About the first alert where none is selected: what is typed next must find a prompt, which names the alert.
void WatchScreen::begin(Typing what) {
  if (refuses_answers()) {
    return;
  }
  select_first();
  if (const model::Alert* const alert = chosen()) {
    typing_ = what;
    typed_.clear();
    typing_about_ = alert->id;
  }
}

std::optional<WatchScreen::Act> WatchScreen::type(const Key& key, Now now) {
  std::string& text = typing_ == Typing::filter ? filter_ : typed_;
  if (key.kind == KeyKind::escape) {
    if (typing_ == Typing::filter) {
      filter_.clear();
    }
    typing_ = Typing::nothing;
  } else if (typing_ == Typing::end) {
    has_ended_ = key.is("y");
    typing_ = Typing::nothing;
  } else if (typing_ == Typing::outcome) {
    choose_outcome(key);
  } else if (key.kind == KeyKind::enter) {
    return finish_typing(now);
  } else if (key.kind == KeyKind::backspace) {
    remove_last_character(text);
  } else if (key.kind == KeyKind::character &&
             text.size() + key.character.size() <= model::kLongestFreeText) {
    text += key.character;
  }
  return std::nullopt;
}

// Another key is passed over: it may be the first of a word, and the rest of the word would be commands.
void WatchScreen::choose_outcome(const Key& key) {
  for (std::size_t i = 0; i < enum_count<model::Outcome>; ++i) {
    if (key.is(std::to_string(i + 1))) {
      outcome_ = static_cast<model::Outcome>(i);
      typing_ = Typing::remark;
    }
  }
}

std::optional<WatchScreen::Act> WatchScreen::finish_typing(Now now) {
  const Typing what = std::exchange(typing_, Typing::nothing);
  const model::Alert* const alert = picture_.alert(typing_about_);
  if (what == Typing::filter || alert == nullptr) {
    return std::nullopt;
  }
  if (what == Typing::remark) {
    return act(
        model::CloseAlert{.alert = alert->id, .outcome = outcome_, .text = typed_},
        {tr("#{number} closed: {outcome}"), {{"number", alert->number}, {"outcome", text::label(outcome_)}}},
        now);
  }
  if (typed_.empty()) {
    return std::nullopt;
  }
  return act(model::CommentAlert{.alert = alert->id, .text = typed_},
             {tr("comment on #{number}"), {{"number", alert->number}}}, now);
}

// As grave as it was when the person last saw it.
std::optional<WatchScreen::Act> WatchScreen::acknowledge(Now now) {
  if (refuses_answers()) {
    return std::nullopt;
  }
  const model::Alert* const alert = chosen();
  if (alert == nullptr || !shown_severity_) {
    choose_unacknowledged();
    return std::nullopt;
  }
  return act(model::AcknowledgeAlert{.alert = alert->id, .severity = *shown_severity_},
             {tr("#{number} acknowledged at {severity}"),
              {{"number", alert->number}, {"severity", text::label(*shown_severity_)}}},
             now);
}

// Nothing is acknowledged that was not chosen before: the list may have changed under the finger. The gravest
// that waits is chosen, and the screen says what the key does next.
void WatchScreen::choose_unacknowledged() {
  if (page_ != Page::list) {
    return;
  }
  const auto alerts = listed();
  const auto waits = std::ranges::find_if(
      alerts, [](const model::Alert* alert) { return model::is_unacknowledged(*alert); });
  if (waits == alerts.end()) {
    said_ = tell(tr("no alert waits for an acknowledgement"));
    return;
  }
  list_.select_alert((*waits)->id);
  said_ = tell({tr("#{number} {severity} selected: 'a' again acknowledges it"),
                {{"number", (*waits)->number}, {"severity", text::label((*waits)->anomaly.severity)}}});
}

WatchScreen::Act WatchScreen::act(model::Request request, const LocalizedMessage& what, Now now) {
  notes_[++last_act_] = {.what = tell(what), .sent_at = now.steady};
  return {last_act_, std::move(request)};
}

void WatchScreen::note_received(std::uint64_t act) {
  if (const auto note = notes_.find(act); note != notes_.end()) {
    note->second.is_received = true;
  }
}

void WatchScreen::note_failed(std::uint64_t act, std::string why) {
  if (const auto note = notes_.find(act); note != notes_.end()) {
    note->second.failure = std::move(why);
  }
}

}  // namespace selat::terminal
