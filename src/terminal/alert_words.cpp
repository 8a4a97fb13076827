#include "terminal/alert_words.h"

#include "text/alert_place.h"
#include "text/sighting.h"
#include "text/terminal.h"

namespace selat::terminal {

std::string AlertWords::why(const model::Alert& alert, text::Identity identity) const {
  if (alert.sighting) {
    return text::for_terminal(text::why_of_sighting(alert, language_));
  }
  return text::for_terminal(
      text::why(alert.anomaly, language_, place_name_(alert.anomaly.subject), identity));
}

std::string AlertWords::place(const model::Alert& alert, Instant now) const {
  return text::for_terminal(text::place(alert, language_, now, place_name_(alert.sector.view())));
}

}  // namespace selat::terminal
