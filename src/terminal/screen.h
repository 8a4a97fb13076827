#pragma once
// The picture drawn as lines for a terminal of a given size, the alerts first. Pure: what to draw and the
// time are handed in.

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/language.h"
#include "terminal/lines.h"
#include "units/clock.h"

namespace selat::cop {
class OperationalPicture;
}

namespace selat::terminal {

struct ScreenStyle {
  std::size_t columns = 80;
  std::size_t rows = 24;    // 0: as many as needed
  bool has_colour = false;  // a colour never says more than the text does
};

// Below so many rows only alerts are shown.
inline constexpr std::size_t kSmallScreen = 14;

// Each line takes at most `columns`; there are at most `rows` of them.
[[nodiscard]] std::vector<std::string> draw(const cop::OperationalPicture& picture, Language language,
                                            const ScreenStyle& style, Now now);

// The list of alerts in at most so many lines.
using AlertSection = std::function<Lines(std::size_t rows)>;
// The whole screen with this section of `wanted` lines, which gets what room there is first; `footer` stands
// on the last lines.
[[nodiscard]] Lines compose(const cop::OperationalPicture& picture, Language language,
                            const ScreenStyle& style, Now now, std::size_t wanted, const AlertSection& alerts,
                            Lines footer);

}  // namespace selat::terminal
