#pragma once
// The texts of lines.

#include <string>
#include <vector>

#include "nmea/lines.h"

namespace selat::nmea::test {

inline std::vector<std::string> texts_of(Lines lines) {
  std::vector<std::string> texts;
  while (const auto line = lines.next()) {
    texts.emplace_back(line->text());
  }
  return texts;
}

}  // namespace selat::nmea::test
