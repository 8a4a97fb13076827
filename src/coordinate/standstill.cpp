#include "coordinate/standstill.h"

#include <algorithm>

namespace selat::coordinate {
namespace {

Span wall_ahead(Now now) {
  return (now.wall - Instant()) - (now.steady - SteadyTime());
}

}  // namespace

bool Standstill::is_seen(Now now, Span bound) const {
  return wall_ahead_ && wall_ahead(now) - *wall_ahead_ > bound;
}

bool Standstill::note(Now now, Span bound) {
  const bool is_standstill = is_seen(now, bound);
  const Span ahead = wall_ahead(now);
  wall_ahead_ = is_standstill ? ahead : std::min(wall_ahead_.value_or(ahead), ahead);
  return is_standstill;
}

}  // namespace selat::coordinate
