#pragma once
// When a recorded line was received, if it says so: TAG c:, $PGHP, a time before the sentence, a suffix
// after it, or the JSON around it. For playing recordings at their own speed; the time of a report is decided
// by observation_time.h.

#include <optional>
#include <string_view>

#include "units/instant.h"

namespace selat::nmea {

[[nodiscard]] std::optional<Instant> time_of_line(std::string_view line);

}  // namespace selat::nmea
