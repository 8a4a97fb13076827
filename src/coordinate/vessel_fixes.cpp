#include "coordinate/vessel_fixes.h"

#include <algorithm>

#include "geo/local_plane.h"

namespace selat::coordinate {
namespace {

constexpr Span kKeepFor = Span::hours(2);
constexpr std::size_t kMostTracks = 4;  // of one MMSI

}  // namespace

void VesselFixes::observe(const model::Track& track) {
  if (!track.position.is_valid() || model::is_without_ais(track)) {
    return;
  }
  auto found = fixes_.find(track.vessel.mmsi);
  if (found == fixes_.end()) {
    if (fixes_.size() >= max_vessels_) {
      return;
    }
    found = fixes_.emplace(track.vessel.mmsi, std::vector<Entry>()).first;
  }
  std::vector<Entry>& tracks = found->second;
  auto entry = std::ranges::find(tracks, track.id, &Entry::track);
  if (entry == tracks.end()) {
    if (tracks.size() >= kMostTracks) {
      tracks.erase(
          std::ranges::min_element(tracks, {}, [](const Entry& one) { return one.fix.observed_at; }));
    }
    tracks.push_back({.track = track.id, .fix = {}, .name = {}});
    entry = std::prev(tracks.end());
  }
  if (track.last_at >= entry->fix.observed_at) {
    entry->fix = {.mmsi = track.vessel.mmsi,
                  .position = track.position,
                  .sog = track.sog,
                  .cog = track.cog,
                  .observed_at = track.last_at};
    entry->name = track.vessel.name.value_or(entry->name);
    latest_ = std::max(latest_, track.last_at);
  }
}

const VesselFixes::Entry* VesselFixes::latest_of(model::Mmsi mmsi) const {
  const auto found = fixes_.find(mmsi);
  return found == fixes_.end() ? nullptr
                               : &*std::ranges::max_element(
                                     found->second, {}, [](const Entry& one) { return one.fix.observed_at; });
}

const VesselFixes::Entry* VesselFixes::nearest_of(model::Mmsi mmsi, geo::Position place) const {
  const auto found = fixes_.find(mmsi);
  return found == fixes_.end() ? nullptr
                               : &*std::ranges::min_element(found->second, {}, [&](const Entry& one) {
                                   return geo::distance(one.fix.position, place);
                                 });
}

const model::VesselFix* VesselFixes::find(model::Mmsi mmsi) const {
  const Entry* const entry = latest_of(mmsi);
  return entry == nullptr ? nullptr : &entry->fix;
}

const model::VesselFix* VesselFixes::find_near(model::Mmsi mmsi, geo::Position place) const {
  const Entry* const entry = nearest_of(mmsi, place);
  return entry == nullptr ? nullptr : &entry->fix;
}

ShortText<34> VesselFixes::name(model::Mmsi mmsi, geo::Position place) const {
  const Entry* const entry = place.is_valid() ? nearest_of(mmsi, place) : latest_of(mmsi);
  return entry == nullptr ? ShortText<34>() : entry->name;
}

void VesselFixes::forget_old() {
  for (auto it = fixes_.begin(); it != fixes_.end();) {
    std::erase_if(it->second, [&](const Entry& one) { return latest_ - one.fix.observed_at > kKeepFor; });
    it = it->second.empty() ? fixes_.erase(it) : std::next(it);
  }
}

}  // namespace selat::coordinate
