#pragma once
// Radars send the time since midnight UTC and no day: the day follows from when it was received, also across
// midnight. Pure.

#include <optional>
#include <string_view>

#include "units/instant.h"

namespace selat::radar {

// The last instant of that time of day that is at most an hour ahead of `about`: nothing is received before
// it was sent, but for a clock that is wrong.
[[nodiscard]] Instant last_with(Span time_of_day, Instant about);

// "hhmmss" with or without a fraction, 00:00:00 to 23:59:60.
[[nodiscard]] std::optional<Span> parse_time_of_day(std::string_view text);

// "ddmmyy", of this century: its midnight.
[[nodiscard]] std::optional<Instant> parse_date(std::string_view text);

}  // namespace selat::radar
