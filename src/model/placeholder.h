#pragma once
// Values that transponders carry because nobody entered the vessel's own: they are sent, and identify nobody.
// Thread-safe.

#include <cstdint>
#include <string_view>

#include "model/mmsi.h"

namespace selat::model {

// Such as 123456789, or one digit nine times.
[[nodiscard]] bool is_placeholder(Mmsi mmsi);
// No IMO number by its check digit (model/imo_number.h), or 1234567, which is one by chance.
[[nodiscard]] bool is_placeholder_imo(std::uint32_t imo);
// Of a name or a call sign: nothing, one character again and again, digits counted up, or a word such as
// UNKNOWN or N/A.
[[nodiscard]] bool is_placeholder_text(std::string_view text);

}  // namespace selat::model
