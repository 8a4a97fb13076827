#pragma once
// What a control point's terminal prints, in the language of the person and safe for a terminal: each entry
// begins with the time, wrapped at words.
//
// Thread: one. The console must outlive it.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"
#include "base/localized_message.h"
#include "model/assignment.h"
#include "model/order.h"
#include "terminal/alert_words.h"
#include "terminal/console.h"
#include "units/clock.h"

namespace selat::terminal {

// Names of sectors and zones by id.
using NamesById = std::map<std::string, model::Names, std::less<>>;

class ControlPointScreen {
 public:
  enum class Tone : std::uint8_t { plain, urgent };  // urgent: in red where there is colour

  // `clock` dates each entry.
  ControlPointScreen(Console& console, Language language, Clock clock);

  void add_places(const std::vector<model::PlaceName>& places);
  // Of a sector or zone; empty when the server has not named it.
  [[nodiscard]] std::string place_name(std::string_view id) const;
  [[nodiscard]] Language language() const { return language_; }

  // In the person's language. The message may also name what a person types: {accept}, {decline} …
  // (command_words), and the {codes} and {outcomes}.
  [[nodiscard]] std::string words(MessageId message,
                                  std::vector<LocalizedMessage::Argument> arguments = {}) const;
  void print(MessageId message, std::vector<LocalizedMessage::Argument> arguments = {},
             Tone tone = Tone::plain);
  void print(const LocalizedMessage& message, Tone tone);
  // One entry of several lines.
  void print_lines(const std::vector<std::string>& lines, Tone tone = Tone::plain);
  void print_help();
  // A line of a sector: `state` as it is shown, since that of the assignment lags behind what this control
  // point knows.
  [[nodiscard]] std::string sector_line(MessageId message, const model::Assignment& assignment,
                                        model::SectorState state, Span left) const;
  // `before`: what was told here of the alert before.
  void print_notice(const model::Notice& notice, const std::optional<model::Notice>& before);
  // All that is known of an alert, as the watch's screen has it.
  void print_alert(const model::Notice& notice);
  // A line of the list of open alerts.
  [[nodiscard]] std::string alert_line(const model::Notice& notice) const;

 private:
  [[nodiscard]] AlertWords alert_words() const;
  [[nodiscard]] std::string place_line(const model::Notice& notice) const;
  [[nodiscard]] std::string why_line(const model::Notice& notice) const;
  [[nodiscard]] std::string craft_line(const model::NearestCraft& craft) const;

  Console& console_;
  Language language_;
  Clock clock_;
  NamesById places_;
};

}  // namespace selat::terminal
