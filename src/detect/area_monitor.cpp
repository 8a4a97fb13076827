#include "detect/area_monitor.h"

#include <utility>

#include "base/fingerprint.h"

namespace selat::detect {

namespace {

constexpr Span kMinute = Span::minutes(1);

}  // namespace

std::vector<Sample> AreaMoment::neighbours(geo::Position centre, Distance radius) const {
  std::vector<geo::GridIndex::Neighbour> found;
  grids.within(minute, centre, radius, found);
  std::vector<Sample> samples;
  for (const auto& neighbour : found) {
    const MmsiRecord* record = records.find(model::mmsi_of(neighbour.key));
    const ObjectState* object = record == nullptr ? nullptr : record->live.find(neighbour.key);
    const auto sample =
        object == nullptr ? std::nullopt : record->sample_at(object->id(), object->tag, minute);
    if (sample) {
      samples.push_back(*sample);
    }
  }
  return samples;
}

AreaMonitor::AreaMonitor(std::string_view rule_id, std::unique_ptr<AreaRule> rule,
                         const AreaSurroundings& surroundings)
    : rule_(std::move(rule)), around_(surroundings) {
  checkpoint_ = {rule_->begin(), FindingLog(fingerprint(rule_id))};
  live_ = checkpoint_.copy();
}

void AreaMonitor::fold(State& state, Instant minute) const {
  const AreaMoment moment{minute,        around_.stations, around_.sources,
                          around_.grids, around_.records,  around_.contexts[around_.contexts.at(minute)]};
  rule_->step(moment, *state.memory, state.findings);
}

void AreaMonitor::step(Instant minute) {
  if (live_minute_ == Instant()) {
    checkpoint_minute_ = minute - kMinute;
  }
  live_minute_ = minute;
  if (is_dirty_) {
    refold();
    return;
  }
  fold(live_, minute);
  around_.anomalies.publish_changed(live_.findings);
}

void AreaMonitor::refold() {
  if (!is_dirty_) {
    return;
  }
  is_dirty_ = false;
  const State before = std::exchange(live_, checkpoint_.copy());
  for (Instant minute = checkpoint_minute_ + kMinute; minute <= live_minute_; minute = minute + kMinute) {
    fold(live_, minute);
  }
  live_.findings.clear_changed();
  around_.anomalies.publish_difference(before.findings.all(), live_.findings.all());
}

void AreaMonitor::save(ArchiveWriter& writer) {
  refold();
  checkpoint_.memory->save(writer);
  live_.memory->save(writer);
  writer(checkpoint_.findings, live_.findings, checkpoint_minute_, live_minute_);
}

void AreaMonitor::load(ArchiveReader& reader) {
  checkpoint_.memory->load(reader);
  live_.memory->load(reader);
  reader(checkpoint_.findings, live_.findings, checkpoint_minute_, live_minute_);
}

void AreaMonitor::finalize(Instant horizon) {
  if (live_minute_ == Instant()) {
    return;
  }
  while (checkpoint_minute_ + kMinute * 2 <= horizon && checkpoint_minute_ < live_minute_) {
    checkpoint_minute_ = checkpoint_minute_ + kMinute;
    fold(checkpoint_, checkpoint_minute_);
  }
  checkpoint_.findings.clear_changed();
  checkpoint_.findings.drop_ended(horizon);
  live_.findings.drop_ended(horizon);
}

}  // namespace selat::detect
