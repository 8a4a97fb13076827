#include "text/phrase.h"

#include "text/phrase_table.h"

namespace selat::text {

std::string_view phrase(Phrase key, Language language) {
  return phrase_table()[static_cast<std::size_t>(key)].words[static_cast<std::size_t>(language)];
}

std::string fill(Phrase key, Language language, Fills fills) {
  std::string out;
  std::string_view rest = phrase(key, language);
  while (!rest.empty()) {
    const auto open = rest.find('{');
    const auto close = rest.find('}', open);
    if (close == std::string_view::npos) {
      break;
    }
    out += rest.substr(0, open);
    const std::string_view name = rest.substr(open + 1, close - open - 1);
    std::string_view value = rest.substr(open, close - open + 1);
    for (const auto& [given, text] : fills) {
      if (given == name) {
        value = text;
      }
    }
    out += value;
    rest.remove_prefix(close + 1);
  }
  out += rest;
  return out;
}

}  // namespace selat::text
