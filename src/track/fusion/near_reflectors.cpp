#include "track/fusion/near_reflectors.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace selat::track::fusion {
namespace {

// A craft shines to either side so far: the length of a boat's hull, and what the edges of the beam still
// light of it.
constexpr double kHalfLength_m = 20;
// One that fills less of the view than 5° to either side throws too little back.
constexpr double kFarthest_m = kHalfLength_m / 0.0875;
// An indirect echo has gone a longer way.
constexpr double kBehind = 1.2;

}  // namespace

void NearReflectors::look(const TrackPool& tracks, std::span<const KeptContact> contacts) {
  seen_.clear();
  const auto measured =
      std::ranges::find_if(contacts, [](const KeptContact& contact) { return contact.range_m > 0; });
  if (measured == contacts.end()) {
    return;
  }
  const double range_m = static_cast<double>(measured->range_m);
  const double axis_rad = static_cast<double>(measured->axis_rad);
  antenna_ = geo::LocalPlane(measured->position)
                 .to_position({-range_m * std::sin(axis_rad), -range_m * std::cos(axis_rad)});
  const geo::LocalPlane plane(antenna_);
  tracks.for_each_near(antenna_, [&](TrackSlot slot) {
    const TrackRecord& record = tracks[slot];
    if (!record.is_confirmed()) {
      return;
    }
    const Estimate now = estimate_at(record, measured->at());
    const geo::Offset place = plane.to_plane(record.plane.to_position({now.state[0], now.state[1]}));
    if (place.length_m() < kFarthest_m) {
      seen_.push_back({.bearing_rad = std::atan2(place.east_m, place.north_m),
                       .range_m = std::max(place.length_m(), 1.0)});
    }
  });
}

bool NearReflectors::is_behind(double bearing_rad, double range_m) const {
  return std::ranges::any_of(seen_, [&](const Reflector& near) {
    const double apart_rad = std::abs(std::remainder(bearing_rad - near.bearing_rad, 2 * std::numbers::pi));
    return range_m > kBehind * near.range_m && apart_rad < std::atan2(kHalfLength_m, near.range_m);
  });
}

bool NearReflectors::is_behind(const KeptContact& contact) const {
  return !seen_.empty() && contact.range_m > 0 &&
         is_behind(static_cast<double>(contact.axis_rad), static_cast<double>(contact.range_m));
}

bool NearReflectors::is_behind(const TrackRecord& record) const {
  if (seen_.empty()) {
    return false;
  }
  const Estimate& lively = record.imm.models[1];
  const geo::Offset place =
      geo::LocalPlane(antenna_).to_plane(record.plane.to_position({lively.state[0], lively.state[1]}));
  return is_behind(std::atan2(place.east_m, place.north_m), place.length_m());
}

}  // namespace selat::track::fusion
