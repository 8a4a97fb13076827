#pragma once
// The base of what writes a page for a person: sentences, words and names in his language, safe for a
// terminal.
//
// Thread: any. Pure.

#include <string>

#include "base/language.h"
#include "base/localized_message.h"
#include "model/sector.h"
#include "text/names.h"

namespace selat::terminal {

class Phrases {
 public:
  explicit Phrases(Language language) : language_(language) {}

  [[nodiscard]] Language language() const { return language_; }
  [[nodiscard]] std::string tell(const LocalizedMessage& message) const;
  // Of a closed enum.
  template <typename Enum>
  [[nodiscard]] std::string word(Enum value) const {
    return std::string(text::name(value, language_));
  }
  // A control point, or the watch.
  [[nodiscard]] std::string person(const model::ControlPointId& by) const;

 private:
  Language language_;
};

}  // namespace selat::terminal
