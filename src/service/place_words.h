#pragma once
// A place to the thousandth of a minute, with the decimal sign of the person's language.

#include <algorithm>
#include <string>

#include "base/language.h"
#include "service/chart_setup.h"

namespace selat::service {

// "1°15.000'N 103°50.000'E"; in Bahasa Indonesia "1°15,000'N 103°50,000'E".
[[nodiscard]] inline std::string place_words(geo::Position position, Language language) {
  std::string words = degrees_and_minutes(position);
  if (language == Language::id) {
    std::ranges::replace(words, '.', ',');
  }
  return words;
}

}  // namespace selat::service
