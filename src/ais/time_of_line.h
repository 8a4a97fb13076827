#pragma once
// When a recorded line was heard, if it says so: TAG c:, $PGHP, a time before the sentence or a suffix behind
// it. For playing recordings at their own pace; what a report's time is, observation_time.h decides.

#include <optional>
#include <string_view>

#include "units/instant.h"

namespace selat::ais {

[[nodiscard]] std::optional<Instant> time_of_line(std::string_view line);

}  // namespace selat::ais
