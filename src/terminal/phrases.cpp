#include "terminal/phrases.h"

#include "text/terminal.h"
#include "text/translate.h"

namespace selat::terminal {

std::string Phrases::tell(const LocalizedMessage& message) const {
  return text::for_terminal(text::translate(message, language_));
}

std::string Phrases::person(const model::ControlPointId& by) const {
  return text::for_terminal(text::person(by, language_));
}

}  // namespace selat::terminal
