#include "detect/vessel_record.h"

#include <algorithm>

namespace selat::detect {

namespace {

constexpr std::int64_t kMinute_us = 60'000'000;

}  // namespace

void MinutePlaces::put(std::int64_t minute, geo::Position position) {
  if (minute <= newest_) {
    return;
  }
  const std::int64_t first_skipped = std::max(newest_ + 1, minute - kMinutes + 1);
  for (std::int64_t skipped = first_skipped; skipped < minute; ++skipped) {
    places_[static_cast<std::size_t>(skipped % kMinutes)] = kUnknownPlace;
  }
  places_[static_cast<std::size_t>(minute % kMinutes)] = position;
  newest_ = minute;
}

void MinutePlaces::fill(const track::Fix& from, Instant until) {
  const Instant last = std::min(until - Span::microseconds(1), from.at + kFixValidFor);
  const std::int64_t first = (from.at.in_unix_microseconds() + kMinute_us - 1) / kMinute_us;
  for (std::int64_t minute = first; minute * kMinute_us <= last.in_unix_microseconds(); ++minute) {
    put(minute, track::predict(from, Instant::unix_microseconds(minute * kMinute_us)));
  }
}

std::optional<geo::Position> MinutePlaces::at(Instant when) const {
  const std::int64_t minute = when.in_unix_microseconds() / kMinute_us;
  if (newest_ < 0 || minute < 0 || minute > newest_ || minute <= newest_ - kMinutes) {
    return std::nullopt;
  }
  const geo::Position place = places_[static_cast<std::size_t>(minute % kMinutes)];
  if (!place.is_valid()) {
    return std::nullopt;
  }
  return place;
}

std::optional<Sample> VesselRecord::sample_at(Instant tick) const {
  const track::Fix* fix = timeline.accepted_at(tick);
  if (fix == nullptr && has_dropped && last_dropped.at <= tick) {
    fix = &last_dropped;
  }
  if (fix == nullptr || tick - fix->at > kFixValidFor) {
    return std::nullopt;
  }
  return Sample{mmsi, *fix, track::predict(*fix, tick)};
}

std::optional<geo::Position> VesselRecord::place_at(Instant minute) const {
  if (has_dropped && minute < last_dropped.at) {
    return places.at(minute);
  }
  const auto sample = sample_at(minute);
  if (!sample) {
    return std::nullopt;
  }
  return sample->position;
}

void VesselRecord::drop_before(Instant before) {
  const std::size_t count = timeline.finalized_before(before);
  // Moving the rest costs more than keeping a few.
  if (count < 8 && count < timeline.size() / 4 + 1) {
    return;
  }
  for (std::size_t i = 0; i < count; ++i) {
    const track::Fix& fix = timeline[i].fix;
    if (!fix.is_accepted) {
      continue;
    }
    if (has_dropped) {
      places.fill(last_dropped, fix.at);
    }
    last_dropped = fix;
    has_dropped = true;
  }
  timeline.drop(count);
}

}  // namespace selat::detect
