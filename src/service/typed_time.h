#pragma once
// Spans and times as a person types them. Thread: any. Pure. Errors: UsageError that shows how to write it.

#include <string>

#include "units/instant.h"

namespace selat::service {

// "90s", "45min", "12h", "7d"; longer than 0.
[[nodiscard]] Span span_of(const std::string& typed);
// UTC: "2026-11-30T06:00Z", with seconds or without, or "06:00", the next such time after `now`.
[[nodiscard]] Instant coming_time_of(const std::string& typed, Instant now);
// A span before `now`, or a time in UTC; "06:00" is the last such time before `now`, or today's where that is
// at most so much `ahead`: whoever types it has mistaken the time, and is to be told.
[[nodiscard]] Instant past_time_of(const std::string& typed, Instant now, Span ahead = Span());
// A time in UTC with its date.
[[nodiscard]] Instant dated_time_of(const std::string& typed);

}  // namespace selat::service
