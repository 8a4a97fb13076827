#pragma once
// What the watch sees on its terminal and does with keys: the list of alerts, one alert opened, the rest of
// the system whole, help, and a line to type on. What a person decides becomes an act, which the owner sends
// to the coordination server; the screen says whether it was received.
//
// Pure: the time and the keys are handed in; the picture must outlive it. Thread: one.

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/localized_message.h"
#include "cop/operational_picture.h"
#include "model/request.h"
#include "terminal/alert_list.h"
#include "terminal/key.h"
#include "terminal/lines.h"
#include "terminal/screen.h"
#include "units/clock.h"

namespace selat::terminal {

class WatchScreen {
 public:
  struct Options {
    Language language = Language::en;
    std::vector<std::string> hints = {};  // what to try; on tall screens all, else in turn
    bool asks_before_end = false;         // more than the screen ends with it
    std::string read_only_for = {};  // a control point, whose own terminal answers alerts; empty: answers
  };
  // A request for the coordination server, and what it is for the person.
  struct Act {
    std::uint64_t id = 0;
    model::Request request;
  };

  WatchScreen(const cop::OperationalPicture& picture, Options options);

  // The act that this key completes, if any.
  [[nodiscard]] std::optional<Act> press(const Key& key, Now now);
  // Keys that arrived together. More different ones than a person presses at once are text that was pasted,
  // as is what the terminal says was: it goes where text is typed; elsewhere its letters are no commands, and
  // the screen says so.
  [[nodiscard]] std::vector<Act> press(std::span<const Key> keys, Now now);
  // What became of an act: received, or why not.
  void note_received(std::uint64_t act);
  void note_failed(std::uint64_t act, std::string why);
  [[nodiscard]] bool has_ended() const { return has_ended_; }
  // A person may mute the bell until the screen ends.
  [[nodiscard]] bool is_muted() const { return is_muted_; }

  [[nodiscard]] std::vector<std::string> draw(const ScreenStyle& style, Now now);

 private:
  enum class Page : std::uint8_t { list, alert, system, help };
  enum class Typing : std::uint8_t { nothing, filter, comment, outcome, remark, end };
  // An act that was sent. A failure stays until Esc, what was received until the next key.
  struct Note {
    std::string what;
    SteadyTime sent_at;
    bool is_received = false;
    std::string failure = {};
  };

  [[nodiscard]] std::string tell(const LocalizedMessage& message) const;
  [[nodiscard]] const model::Alert* chosen() const;
  [[nodiscard]] std::vector<const model::Alert*> listed() const;
  // The first of those listed that fits the filter; null: none.
  [[nodiscard]] const model::Alert* first_match() const;

  void press_in_list(const Key& key);
  void press_on_page(const Key& key);
  [[nodiscard]] std::optional<Act> press_common(const Key& key, Now now);
  [[nodiscard]] std::optional<Act> type(const Key& key, Now now);
  [[nodiscard]] std::optional<Act> finish_typing(Now now);
  void choose_outcome(const Key& key);
  [[nodiscard]] bool takes_text() const;
  [[nodiscard]] bool are_pasted(std::span<const Key> keys, SteadyTime now);
  void paste(const std::string& text, Now now);
  bool refuses_answers();
  void begin(Typing what);
  void open();
  void select_first();
  void escape();
  void turn_to(Page page);
  [[nodiscard]] Act act(model::Request request, const LocalizedMessage& what, Now now);
  [[nodiscard]] std::optional<Act> acknowledge(Now now);
  void choose_unacknowledged();

  [[nodiscard]] Lines list_section(std::size_t rows, std::size_t columns, Now now);
  [[nodiscard]] Line list_title(AlertList::Window window, std::size_t listed, Now now) const;
  [[nodiscard]] Lines page(const ScreenStyle& style, Now now, Lines body);
  [[nodiscard]] Lines help(std::size_t columns) const;
  [[nodiscard]] Lines system(const ScreenStyle& style, Now now) const;
  [[nodiscard]] Lines footer(const ScreenStyle& style, Now now) const;
  [[nodiscard]] Lines hint_lines(const ScreenStyle& style, Now now) const;
  [[nodiscard]] Lines note_lines(std::size_t most, Now now) const;
  [[nodiscard]] Line note_line(const Note& note, Now now) const;
  [[nodiscard]] std::string prompt() const;
  [[nodiscard]] std::string key_hints() const;

  const cop::OperationalPicture& picture_;
  Options options_;
  AlertList list_;
  std::string filter_;
  Page page_ = Page::list;
  std::uint64_t opened_ = 0;                       // on the page of an alert
  std::size_t scrolled_ = 0;                       // lines of a page above the screen
  std::size_t below_ = 0;                          // and below it, when it was drawn last
  std::optional<model::Severity> shown_severity_;  // of the chosen alert when it was drawn last
  Typing typing_ = Typing::nothing;
  std::string typed_;
  std::uint64_t typing_about_ = 0;  // an alert
  model::Outcome outcome_ = model::Outcome::unclear;
  std::map<std::uint64_t, Note> notes_;  // by act
  std::string said_;                     // about the last key, until the next
  std::optional<SteadyTime> pasted_at_;  // the last of a paste
  std::uint64_t last_act_ = 0;
  bool is_muted_ = false;
  bool has_ended_ = false;
};

}  // namespace selat::terminal
