#pragma once
// The picture drawn as lines for a terminal of a given size. Pure: what to draw and the time are handed in.

#include <cstddef>
#include <string>
#include <vector>

#include "base/language.h"
#include "units/clock.h"

namespace selat::cop {
class OperationalPicture;
}

namespace selat::terminal {

struct ScreenStyle {
  std::size_t columns = 80;
  std::size_t rows = 24;    // 0: as many as needed
  bool has_colour = false;  // a colour never says more than the text does
  std::size_t events = 0;   // how many recent events to show at most
};

// Each line takes at most `columns`; there are at most `rows` of them.
[[nodiscard]] std::vector<std::string> draw(const cop::OperationalPicture& picture, Language language,
                                            const ScreenStyle& style, Now now);

}  // namespace selat::terminal
