#include "detect/checkpoint_keeper.h"

#include <utility>

namespace selat::detect {

namespace {

// Finalized reports are kept this much longer: copies (30 s) and pairs (a minute's ticks) look back.
constexpr Span kLookBack = Span::minutes(2);
// finalize_some() is called with each report of a vessel: two old ones for each new one leave few for its
// sweep.
constexpr int kFinalizedWithEach = 2;

}  // namespace

void CheckpointKeeper::fold_newest(VesselRecord& record, Instant swept_at) {
  const std::size_t newest = record.timeline.size() - 1;
  // A track that ends here is copied before its successor replaces it.
  const bool may_end = record.live.tracker.is_begun() && !record.live.is_ended_notified &&
                       fold_.ends_at(record.live) <= record.timeline[newest].fix.at;
  const model::Track before = may_end ? record.live.tracker.track() : model::Track{};
  if (fold_.fold(record.live, record.timeline, newest, sources_)) {
    ++counters_.copies;
  }
  fold_.fold_silence(record.live, swept_at);
  if (may_end) {
    tracks_.emit_if_replaced(before, record);
  }
  publish_changed(record);
}

void CheckpointKeeper::publish_changed(VesselRecord& record) {
  for (const std::uint64_t id : record.live.findings.changed()) {
    anomalies_.publish(*record.live.findings.find(id));
  }
  record.live.findings.clear_changed();
}

void CheckpointKeeper::fold_silence(VesselRecord& record, Instant now) {
  const model::TrackState before = record.live.tracker.state();
  fold_.fold_silence(record.live, now);
  if (record.live.tracker.state() != before) {
    tracks_.push(record);
  }
  publish_changed(record);
}

void CheckpointKeeper::refold(VesselRecord& record, Instant swept_at) {
  ++counters_.refolds;
  record.is_dirty = false;
  const bool was_begun = record.live.tracker.is_begun();
  const model::Track before = was_begun ? record.live.tracker.track() : model::Track{};
  const FoldState old = std::exchange(record.live, record.checkpoint);
  for (std::size_t i = record.timeline.finalized(); i < record.timeline.size(); ++i) {
    fold_.fold(record.live, record.timeline, i, sources_);
  }
  fold_.fold_silence(record.live, swept_at);
  record.live.findings.clear_changed();
  if (was_begun) {
    tracks_.emit_if_replaced(before, record);
  }
  anomalies_.publish_difference(old.findings.all(), record.live.findings.all());
}

void CheckpointKeeper::finalize_one(VesselRecord& record) {
  fold_.fold(record.checkpoint, record.timeline, record.timeline.finalized(), sources_);
  record.timeline.finalize_one();
}

void CheckpointKeeper::finalize_some(VesselRecord& record, Instant horizon) {
  const track::Timeline& timeline = record.timeline;
  for (int i = 0; i < kFinalizedWithEach && timeline.finalized() < timeline.size(); ++i) {
    const Instant oldest = timeline[timeline.finalized()].fix.at;
    if (!record.checkpoint.is_heard || oldest >= horizon || oldest >= fold_.ends_at(record.checkpoint)) {
      return;
    }
    finalize_one(record);
  }
}

void CheckpointKeeper::finalize_early(VesselRecord& record, std::size_t count, Instant swept_at) {
  if (record.is_dirty) {
    refold(record, swept_at);
  }
  for (std::size_t i = 0; i < count; ++i) {
    finalize_one(record);
    ++counters_.finalized_early;
  }
  record.checkpoint.findings.clear_changed();
  record.drop_before(record.timeline[record.timeline.finalized()].fix.at - kLookBack);
}

void CheckpointKeeper::finalize(VesselRecord& record, Instant horizon) {
  const track::Timeline& timeline = record.timeline;
  while (timeline.finalized() < timeline.size() && timeline[timeline.finalized()].fix.at < horizon) {
    finalize_one(record);
  }
  record.checkpoint.findings.clear_changed();
  record.checkpoint.findings.drop_ended(horizon);
  record.live.findings.drop_ended(horizon);
  record.drop_before(horizon - kLookBack);
}

}  // namespace selat::detect
