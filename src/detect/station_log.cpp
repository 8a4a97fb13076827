#include "detect/station_log.h"

#include <algorithm>

#include "base/fingerprint.h"
#include "detect/never.h"

namespace selat::detect {

namespace {

std::int64_t minute_of(Instant at) {
  return at.in_unix_seconds() / 60;
}

}  // namespace

std::optional<geo::Position> StationMinute::middle() const {
  if (positions == 0) {
    return std::nullopt;
  }
  return geo::Position::e7(static_cast<std::int32_t>(latitude_sum_e7 / positions),
                           static_cast<std::int32_t>(longitude_sum_e7 / positions));
}

StationMinute* StationLog::minute_at(std::uint16_t source, Instant at) {
  if (source >= stations_.size()) {
    stations_.resize(source + 1U);
  }
  std::vector<Slot>& slots = stations_[source];
  slots.resize(kMinutes);
  const std::int64_t minute = minute_of(at);
  Slot& slot = slots[static_cast<std::size_t>(minute % kMinutes)];
  if (slot.minute < minute) {
    slot = {minute, {}};
  }
  return slot.minute == minute ? &slot.counts : nullptr;
}

void StationLog::count(std::uint16_t source, const model::Report& report) {
  StationMinute* minute = minute_at(source, model::header_of(report).observed_at);
  if (minute == nullptr) {
    return;
  }
  StationMinute& counts = *minute;
  ++counts.reports;
  counts.vessels |= std::uint64_t{1} << (mix(model::header_of(report).mmsi.number()) % 64);
  counts.also_heard += std::holds_alternative<model::AlsoHeard>(report) ? 1U : 0U;
  const auto* position = std::get_if<model::PositionReport>(&report);
  if (position == nullptr || !position->position || !position->position->is_valid()) {
    return;
  }
  ++counts.positions;
  counts.low_accuracy += position->is_high_accuracy ? 0U : 1U;
  counts.without_raim += position->has_raim ? 0U : 1U;
  counts.dead_reckoning += position->is_dead_reckoning ? 1U : 0U;
  counts.latitude_sum_e7 += position->position->latitude_e7();
  counts.longitude_sum_e7 += position->position->longitude_e7();
}

void StationLog::count_newcomer(std::uint16_t source, Instant at, int change) {
  if (StationMinute* minute = minute_at(source, at)) {
    minute->newcomers += static_cast<std::uint32_t>(change);
  }
}

void StationLog::count_borne_out(std::uint16_t source, Instant at, int change) {
  if (at == kNever) {
    return;
  }
  if (StationMinute* minute = minute_at(source, at)) {
    minute->borne_out += static_cast<std::uint32_t>(change);
  }
}

StationMinute StationLog::at(std::uint16_t source, Instant minute) const {
  if (source >= stations_.size() || stations_[source].empty()) {
    return {};
  }
  const std::int64_t wanted = minute_of(minute);
  const Slot& slot = stations_[source][static_cast<std::size_t>(wanted % kMinutes)];
  return slot.minute == wanted ? slot.counts : StationMinute{};
}

std::vector<std::uint16_t> StationLog::stations(const track::SourceTable& sources) const {
  std::vector<std::uint16_t> all;
  for (std::size_t source = 0; source < stations_.size(); ++source) {
    if (!stations_[source].empty()) {
      all.push_back(static_cast<std::uint16_t>(source));
    }
  }
  std::ranges::sort(all, {}, [&](std::uint16_t source) { return sources.name_of(source); });
  return all;
}

}  // namespace selat::detect
