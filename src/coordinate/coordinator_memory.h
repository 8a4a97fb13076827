#pragma once
// What a terminal remembers of the coordination server, on its disk and over its own restarts: so that an
// earlier server that comes back is not obeyed, and one that has lost its past can be told.

#include <cstdint>

#include "units/instant.h"

namespace selat::coordinate {

struct CoordinatorMemory {
  std::uint32_t term = 0;  // the highest that was ever heard; 0: none
  std::uint64_t run = 0;   // of the server that said it last
  Span lease;              // the longest that was promised under it
  friend bool operator==(const CoordinatorMemory&, const CoordinatorMemory&) = default;
};

}  // namespace selat::coordinate
