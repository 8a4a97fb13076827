#include "detect/checkpoint_keeper.h"

#include <utility>

namespace selat::detect {

namespace {

// Finalized reports are kept this much longer: copies (30 s) and pairs (a minute's ticks) look back.
constexpr Span kLookBack = Span::seconds(90);
// Few reports are later than that.
constexpr Span kUsuallyLate = Span::minutes(1);
constexpr Span kMiddleFor = Span::minutes(3);
// A state is kept on the way when so many reports need not be folded again.
constexpr std::size_t kWorthKeeping = 8;

// Late reports have become rare again.
bool is_middle_old(const MmsiRecord& record) {
  const track::Timeline& timeline = record.timeline;
  return record.middle_count <= timeline.finalized() ||
         timeline.back().at() - timeline[record.middle_count - 1].at() > kMiddleFor;
}

// Of all objects, in their order.
std::vector<Finding> findings_of(const MmsiState& state) {
  std::vector<Finding> all;
  for (const ObjectState& object : state.objects) {
    const auto own = object.findings.all();
    all.insert(all.end(), own.begin(), own.end());
  }
  return all;
}

void clear_changed(MmsiState& state) {
  for (ObjectState& object : state.objects) {
    object.findings.clear_changed();
  }
}

void drop_ended(MmsiState& state, Instant before) {
  for (ObjectState& object : state.objects) {
    object.findings.drop_ended(before);
  }
}

}  // namespace

void CheckpointKeeper::publish_changed(MmsiRecord& record) {
  for (ObjectState& object : record.live.objects) {
    anomalies_.publish_changed(object.findings);
  }
  count_tracks(record);
}

void CheckpointKeeper::count_tracks(MmsiRecord& record) {
  EnumCounts<model::TrackState> counts;
  for (const ObjectState& object : record.live.objects) {
    if (object.tracker.is_begun()) {
      counts.add(object.tracker.state());
    }
  }
  if (counts != record.counted) {
    tracks_by_state_.subtract(record.counted);
    tracks_by_state_.add(counts);
    record.counted = counts;
  }
}

void CheckpointKeeper::recount(const std::vector<MmsiRecord*>& records) {
  tracks_by_state_ = {};
  for (MmsiRecord* record : records) {
    record->counted = {};
    count_tracks(*record);
  }
}

void CheckpointKeeper::remove(const MmsiRecord& record) {
  tracks_by_state_.subtract(record.counted);
}

void CheckpointKeeper::fold_newest(MmsiRecord& record, Instant clock) {
  if (fold_.fold(record.live, record, record.timeline.size() - 1)) {
    ++counters_.copies;
  }
  fold_.advance(record.live, record, clock, record.timeline.size());
  publish_changed(record);
}

void CheckpointKeeper::advance(MmsiRecord& record, Instant clock) {
  // A new version of the context changes no track.
  if (record.live.next_event <= clock) {
    tracks_.push(record);
  }
  if (fold_.advance(record.live, record, clock, record.timeline.size())) {
    publish_changed(record);
  }
}

void CheckpointKeeper::fold_again(MmsiRecord& record, Instant clock) {
  std::size_t next = record.timeline.finalized();
  if (record.middle != nullptr) {
    record.live = *record.middle;
    next = record.middle_count;
  } else {
    record.live = record.checkpoint;
  }
  const std::size_t first = next;
  const Instant middle_at = clock - kUsuallyLate;
  for (; next < record.timeline.size(); ++next) {
    const bool is_middle = record.timeline[next].at() > middle_at && next > first + kWorthKeeping;
    if (is_middle && (record.middle == nullptr || record.middle_count < first + kWorthKeeping)) {
      record.middle = std::make_unique<MmsiState>(record.live);
      record.middle_count = next;
    }
    fold_.fold(record.live, record, next);
  }
}

void CheckpointKeeper::refold(MmsiRecord& record, Instant clock) {
  ++counters_.refolds;
  record.is_dirty = false;
  const auto tracks = tracks_of(record);
  const auto before = findings_of(record.live);
  fold_again(record, clock);
  fold_.advance(record.live, record, clock, record.timeline.size());
  clear_changed(record.live);
  tracks_.emit_missing(tracks, record);
  anomalies_.publish_difference(before, findings_of(record.live));
  count_tracks(record);
}

void CheckpointKeeper::finalize_one(MmsiRecord& record) {
  fold_.fold(record.checkpoint, record, record.timeline.finalized());
  record.timeline.finalize_one();
}

void CheckpointKeeper::finalize_early(MmsiRecord& record, std::size_t count, Instant clock) {
  if (record.is_dirty) {
    refold(record, clock);
  }
  for (std::size_t i = 0; i < count; ++i) {
    finalize_one(record);
    ++counters_.finalized_early;
  }
  clear_changed(record.checkpoint);
  record.middle.reset();
  record.drop_before(record.timeline[record.timeline.finalized()].at() - kLookBack);
}

void CheckpointKeeper::finalize(MmsiRecord& record, Instant horizon) {
  const track::Timeline& timeline = record.timeline;
  while (timeline.finalized() < timeline.size() && timeline[timeline.finalized()].at() < horizon) {
    finalize_one(record);
  }
  fold_.advance(record.checkpoint, record, horizon, timeline.finalized());
  if (record.middle != nullptr && is_middle_old(record)) {
    record.middle.reset();
  }
  clear_changed(record.checkpoint);
  drop_ended(record.checkpoint, horizon);
  drop_ended(record.live, horizon);
  if (record.middle != nullptr) {
    drop_ended(*record.middle, horizon);
  }
  record.drop_before(horizon - kLookBack);
}

}  // namespace selat::detect
