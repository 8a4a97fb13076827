#include "detect/track_queue.h"

#include <algorithm>
#include <utility>

namespace selat::detect {

void append_tracks(const MmsiRecord& record, std::vector<model::Track>& tracks) {
  for (const ObjectState& object : record.live.objects) {
    if (object.tracker.is_begun()) {
      tracks.push_back(object.tracker.track());
    }
  }
}

std::vector<model::Track> tracks_of(const MmsiRecord& record) {
  std::vector<model::Track> tracks;
  append_tracks(record, tracks);
  return tracks;
}

void TrackQueue::emit_missing(const std::vector<model::Track>& before, const MmsiRecord& record) {
  for (const model::Track& track : before) {
    const ObjectState* object = record.live.find(track.id);
    if (track.state != model::TrackState::ended && (object == nullptr || !object->tracker.is_begun())) {
      emit_ended(track);
    }
  }
}

void TrackQueue::remove(const MmsiRecord& record) {
  for (const model::Track& track : tracks_of(record)) {
    if (record.is_queued || track.state != model::TrackState::ended) {
      emit_ended(track);
    }
  }
  if (record.is_queued) {
    std::erase(changed_, record.mmsi);
  }
}

std::vector<model::Track> TrackQueue::take(std::size_t at_most) {
  std::vector<model::Track> tracks = std::exchange(ended_, {});
  tracks.reserve(tracks.size() + std::min(at_most, changed_.size()));
  for (; at_most > 0 && !changed_.empty(); --at_most) {
    prefetch_next();
    MmsiRecord* record = records_.find(changed_.front());
    changed_.pop_front();
    if (record == nullptr) {
      continue;
    }
    record->is_queued = false;
    append_tracks(*record, tracks);
  }
  return tracks;
}

// Vessels that wait to be handed out were heard a while ago: their memory is asked for while others are at
// work.
void TrackQueue::prefetch_next() const {
  constexpr std::size_t kAhead = 6;
  if (changed_.size() > 3 * kAhead) {
    records_.prefetch(changed_[3 * kAhead]);
  }
  if (changed_.size() > 2 * kAhead) {
    if (const MmsiRecord* record = records_.find(changed_[2 * kAhead])) {
      record->prefetch();
    }
  }
  if (changed_.size() > kAhead) {
    if (const MmsiRecord* record = records_.find(changed_[kAhead])) {
      record->prefetch_live();
    }
  }
}

void TrackQueue::emit_ended(const model::Track& track) {
  ended_.push_back(track);
  ended_.back().state = model::TrackState::ended;
}

}  // namespace selat::detect
