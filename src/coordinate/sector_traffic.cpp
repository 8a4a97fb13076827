#include "coordinate/sector_traffic.h"

#include <algorithm>
#include <utility>

#include "geo/local_plane.h"

namespace selat::coordinate {
namespace {

constexpr Span kWindow = Span::minutes(10);
constexpr Span kLookAgainAfter = Span::seconds(30);
constexpr double kLookAgainBeyond_m = 200;

// Whether the vessel has moved more than 200 m. Small differences of latitude and longitude are tested first,
// so that the many reports of vessels that hardly moved need no trigonometry. From one side of the 180°
// meridian to the other the difference is large, and the distance decides.
bool has_moved(geo::Position from, geo::Position to) {
  constexpr double kMetresPerE7 = 0.0111;
  const auto north_e7 = std::int64_t{to.latitude_e7()} - from.latitude_e7();
  const auto east_e7 = std::int64_t{to.longitude_e7()} - from.longitude_e7();
  const double north_m = static_cast<double>(north_e7) * kMetresPerE7;
  const double east_most_m = static_cast<double>(east_e7) * kMetresPerE7;
  if (north_m * north_m + east_most_m * east_most_m < kLookAgainBeyond_m * kLookAgainBeyond_m) {
    return false;
  }
  return geo::distance(from, to).in_metres() > kLookAgainBeyond_m;
}

// Several tracks of one MMSI count once.
std::uint64_t object_of(const model::Track& track) {
  return model::is_without_ais(track) ? track.id : track.vessel.mmsi.number();
}

}  // namespace

void SectorTraffic::observe(const model::Track& track) {
  if (!track.position.is_valid()) {
    return;
  }
  const Instant at = track.last_at;
  latest_ = std::max(latest_, at);
  auto found = vessels_.find(object_of(track));
  if (found == vessels_.end()) {
    if (vessels_.size() >= max_vessels_) {
      ++dropped_;
      return;
    }
    found = vessels_.emplace(object_of(track), Heard{}).first;
    found->second.looked_up_at = at - kLookAgainAfter - kLookAgainAfter;
  }
  Heard& heard = found->second;
  if (at - heard.looked_up_at >= kLookAgainAfter || has_moved(heard.looked_up_place, track.position)) {
    find_sector(heard, track.position, at);
  }
  heard.now.last_at = std::max(heard.now.last_at, at);
}

void SectorTraffic::find_sector(Heard& heard, geo::Position place, Instant at) const {
  const std::size_t sector = map_.sector_at(place).value_or(kOutside);
  heard.looked_up_place = place;
  heard.looked_up_at = at;
  if (sector == heard.now.sector) {
    return;
  }
  heard.before = std::exchange(heard.now, Visit{sector, at});
}

std::vector<std::uint32_t> SectorTraffic::vessels() {
  std::vector<std::uint32_t> counts(map_.size(), 0);
  const Instant oldest = latest_ - kWindow;
  std::erase_if(vessels_, [&](const auto& entry) { return entry.second.now.last_at < oldest; });
  for (const auto& [object, heard] : vessels_) {
    if (heard.now.sector != kOutside) {
      ++counts[heard.now.sector];
    }
    const Visit& before = heard.before;
    if (before.sector != kOutside && before.sector != heard.now.sector && before.last_at >= oldest) {
      ++counts[before.sector];
    }
  }
  return counts;
}

}  // namespace selat::coordinate
