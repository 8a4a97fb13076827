#include "detect/track_queue.h"

#include <algorithm>
#include <utility>

namespace selat::detect {

void TrackQueue::push(VesselRecord& record) {
  if (!record.queued) {
    record.queued = changed_.insert(changed_.end(), &record);
  }
}

void TrackQueue::emit_if_replaced(const model::Track& before, const VesselRecord& record) {
  if (!record.live.tracker.is_begun() || record.live.tracker.track_id() != before.id) {
    emit_ended(before);
  }
}

void TrackQueue::remove(VesselRecord& record) {
  const track::Tracker& tracker = record.live.tracker;
  if (tracker.is_begun() && (record.queued || tracker.state() != model::TrackState::ended)) {
    emit_ended(tracker.track());
  }
  if (record.queued) {
    changed_.erase(*record.queued);
    record.queued.reset();
  }
}

std::vector<model::Track> TrackQueue::take(std::size_t at_most) {
  std::vector<model::Track> tracks = std::exchange(ended_, {});
  tracks.reserve(tracks.size() + std::min(at_most, changed_.size()));
  for (; at_most > 0 && !changed_.empty(); --at_most) {
    VesselRecord& record = *changed_.front();
    changed_.pop_front();
    record.queued.reset();
    if (record.live.tracker.is_begun()) {
      tracks.push_back(record.live.tracker.track());
    }
  }
  return tracks;
}

void TrackQueue::emit_ended(const model::Track& track) {
  ended_.push_back(track);
  ended_.back().state = model::TrackState::ended;
}

}  // namespace selat::detect
