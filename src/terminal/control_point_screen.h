#pragma once
// The lines that a control point's terminal prints, in the language of the person and safe for a terminal,
// and its prompt where a person types.
//
// Thread: one. The stream must outlive it.

#include <cstdint>
#include <functional>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"
#include "base/localized_message.h"
#include "model/alert.h"
#include "model/assignment.h"
#include "units/clock.h"

namespace selat::terminal {

// Names of sectors and zones by id.
using NamesById = std::map<std::string, model::Names, std::less<>>;

class ControlPointScreen {
 public:
  struct Options {
    Language language = Language::en;
    std::string prompt;  // empty: nobody types
  };

  // `now` dates each line.
  ControlPointScreen(std::ostream& out, Options options, Clock clock);

  void set_places(NamesById places) { places_ = std::move(places); }
  // Of a sector or zone; empty when the server has not named it.
  [[nodiscard]] std::string place_name(std::string_view id) const;

  // The message may also name what a person types: {accept}, {decline} … (command_words), and the decline
  // {codes}.
  void print(MessageId message, std::vector<LocalizedMessage::Argument> arguments = {});
  void print_help();
  // `state` as it is shown: that of the assignment lags behind what this control point knows.
  void print_sector(MessageId message, const model::Assignment& assignment, model::SectorState state,
                    Span left);
  // `number` is what a person acknowledges it by.
  void print_alert(std::uint32_t number, const model::Alert& alert);
  void print_prompt();

 private:
  std::ostream& out_;
  Options options_;
  Clock clock_;
  NamesById places_;
};

}  // namespace selat::terminal
