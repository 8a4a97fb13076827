#pragma once
// How similar two ships' names are. Differences that people and transponders introduce do not count: case,
// spaces, punctuation, prefixes such as "MV", digits for letters.

#include <string>
#include <string_view>

namespace selat::detect {

// Upper case letters and digits only, without a leading MV, MT, MS, KM, TB, KLM, FV; "0" → "O", "1" → "I",
// "5" → "S".
[[nodiscard]] std::string normalised_name(std::string_view name);
// Of two normalised names: 1 equal … 0; one minus the edit distance (Damerau: a swap of neighbours counts
// one) over the longer length. 0 when either is empty.
[[nodiscard]] double name_likeness(std::string_view a, std::string_view b);

}  // namespace selat::detect
