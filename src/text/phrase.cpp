#include "text/phrase.h"

#include "base/localized_message.h"
#include "text/phrase_table.h"

namespace selat::text {

std::string_view phrase(Phrase key, Language language) {
  return phrase_table()[static_cast<std::size_t>(key)].words[static_cast<std::size_t>(language)];
}

std::string fill(Phrase key, Language language, Fills fills) {
  return with_arguments(phrase(key, language), [fills](std::string_view name, std::string_view place) {
    for (const auto& [given, text] : fills) {
      if (given == name) {
        return std::string(text);
      }
    }
    return std::string(place);
  });
}

}  // namespace selat::text
