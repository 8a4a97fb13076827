#include "coordinate/vessel_fixes.h"

#include <algorithm>

namespace selat::coordinate {
namespace {

constexpr Span kKeepFor = Span::hours(2);

}  // namespace

void VesselFixes::observe(const model::Track& track) {
  if (!track.position.is_valid()) {
    return;
  }
  auto found = fixes_.find(track.vessel.mmsi);
  if (found == fixes_.end()) {
    if (fixes_.size() >= max_vessels_) {
      return;
    }
    found = fixes_.emplace(track.vessel.mmsi, model::VesselFix{}).first;
  }
  model::VesselFix& fix = found->second;
  if (track.last_at >= fix.observed_at) {
    fix = {.mmsi = track.vessel.mmsi,
           .position = track.position,
           .sog = track.sog,
           .cog = track.cog,
           .observed_at = track.last_at};
    latest_ = std::max(latest_, track.last_at);
  }
}

const model::VesselFix* VesselFixes::find(model::Mmsi mmsi) const {
  const auto found = fixes_.find(mmsi);
  return found == fixes_.end() ? nullptr : &found->second;
}

void VesselFixes::forget_old() {
  std::erase_if(fixes_, [&](const auto& entry) { return latest_ - entry.second.observed_at > kKeepFor; });
}

}  // namespace selat::coordinate
