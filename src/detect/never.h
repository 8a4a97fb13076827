#pragma once
// The time of an event that is not to come.

#include <cstdint>
#include <limits>

#include "units/instant.h"

namespace selat::detect {

inline constexpr Instant kNever = Instant::unix_microseconds(std::numeric_limits<std::int64_t>::max());

}  // namespace selat::detect
