#pragma once
// Times as lines write them. No allocation, thread-safe.

#include <optional>
#include <string_view>

#include "units/instant.h"

namespace selat::nmea {

// 10 digits: seconds, 13: milliseconds, 16: microseconds since 1970; seconds may have a fraction. Years
// 2001–2286.
[[nodiscard]] std::optional<Instant> parse_unix_time(std::string_view text);

// The time some loggers write before a sentence: Unix time as above, or 2013-11-12T12:00:00[.sss][Z].
// Anything else is no time.
[[nodiscard]] std::optional<Instant> parse_prefix_time(std::string_view prefix);

// 20131112120000, UTC, as AIS-catcher writes it.
[[nodiscard]] std::optional<Instant> parse_compact_time(std::string_view text);

}  // namespace selat::nmea
