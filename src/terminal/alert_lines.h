#pragma once
// Alerts as lines of a screen: two lines for each in the list, and one alert opened with all that is known.
//
// Thread: any. Pure.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/localized_message.h"
#include "model/alert.h"
#include "terminal/lines.h"
#include "terminal/picture_text.h"
#include "units/clock.h"

namespace selat::terminal {

inline constexpr std::size_t kLinesOfAlert = 2;

// What it is and why; then where. The selected one is marked.
[[nodiscard]] Lines lines_in_list(const model::Alert& alert, const PictureText& text, std::size_t columns,
                                  Instant now, bool is_selected);

// Evidence, vessels, who was told what and when, who acknowledged it, comments; wrapped at words.
[[nodiscard]] Lines page_of(const model::Alert& alert, const AlertWords& words, std::size_t columns,
                            Instant now);

// The craft that could go there: of those that may act there the nearest, and a nearer one that may not.
[[nodiscard]] std::vector<std::string> nearest_craft_lines(const model::Alert& alert, Language language,
                                                           Instant now);

// What is said of an alert that is due to no control point.
[[nodiscard]] LocalizedMessage told_to_nobody(const model::Alert& alert);

// Whether a person who types this looks for the alert: part of the name of a vessel, of an MMSI, of a sector
// or rule, in small or capital letters; or its number ("#12").
[[nodiscard]] bool is_match(const model::Alert& alert, const PictureText& text, std::string_view typed);

}  // namespace selat::terminal
