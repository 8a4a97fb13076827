#pragma once
// What every screen says of an alert: why it was raised and where it is, with the names of sectors and zones
// as the screen knows them. Safe for a terminal.
//
// Thread: any. Pure.

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "base/language.h"
#include "model/alert.h"
#include "text/why.h"
#include "units/instant.h"

namespace selat::terminal {

class AlertWords {
 public:
  // The name of a sector or zone by its id; empty where it is not known.
  using PlaceName = std::function<std::string(std::string_view id)>;
  AlertWords(Language language, PlaceName place_name)
      : language_(language), place_name_(std::move(place_name)) {}

  [[nodiscard]] Language language() const { return language_; }
  // The sentence that explains it.
  [[nodiscard]] std::string why(const model::Alert& alert,
                                text::Identity identity = text::Identity::whole) const;
  // Where it is, how it moves and how old that is.
  [[nodiscard]] std::string place(const model::Alert& alert, Instant now) const;

 private:
  Language language_;
  PlaceName place_name_;
};

}  // namespace selat::terminal
