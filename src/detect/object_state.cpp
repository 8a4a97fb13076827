#include "detect/object_state.h"

#include <algorithm>

#include "track/expected_interval.h"

namespace selat::detect {

Span gap_after(const track::Fix& fix) {
  return std::max(track::expected_interval(fix.transponder, fix.sog(), fix.status) * 3, kShortestGap);
}

const ObjectState* MmsiState::find(model::TrackId id) const {
  const auto found = std::ranges::find(objects, id, &ObjectState::id);
  return found == objects.end() ? nullptr : &*found;
}

Instant MmsiState::heard_at() const {
  Instant latest;
  for (const ObjectState& object : objects) {
    latest = std::max(latest, object.heard_at);
  }
  return latest;
}

}  // namespace selat::detect
