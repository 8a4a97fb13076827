#pragma once
// Keeps the two states of a vessel's record in step with its timeline: `live`, after all of its reports, and
// `checkpoint`, after the finalized ones. A late report makes the live state be folded again from the
// checkpoint. What changes in the live state is published: findings to the registry, tracks to the queue.
// Refers to what it is given; one thread.

#include <cstdint>

#include "detect/anomaly_registry.h"
#include "detect/track_queue.h"
#include "detect/vessel_fold.h"
#include "detect/vessel_record.h"

namespace selat::detect {

class CheckpointKeeper {
 public:
  struct Counters {
    std::uint64_t copies = 0;
    std::uint64_t refolds = 0;
    std::uint64_t finalized_early = 0;
  };

  CheckpointKeeper(const VesselFold& fold, const track::SourceTable& sources, AnomalyRegistry& anomalies,
                   TrackQueue& tracks)
      : fold_(fold), sources_(sources), anomalies_(anomalies), tracks_(tracks) {}

  // `swept_at` below is the latest sweep of the vessel: its silence has been judged up to then.

  // The timeline has one more entry, at its end; the live state holds all others.
  void fold_newest(VesselRecord& record, Instant swept_at);
  // Folds the live state again from the checkpoint.
  void refold(VesselRecord& record, Instant swept_at);
  // Tells the live state of a silence that has lasted long enough by `now`.
  void fold_silence(VesselRecord& record, Instant now);

  // Finalizes all reports before the horizon.
  void finalize(VesselRecord& record, Instant horizon);
  // Finalizes a few of them. Never beyond the checkpoint's track: which tracks are finalized changes with
  // finalize() only, or it would depend on who was heard when.
  void finalize_some(VesselRecord& record, Instant horizon);
  // One vessel (or many that share an MMSI) sends more than is kept: finalizes its `count` oldest reports.
  void finalize_early(VesselRecord& record, std::size_t count, Instant swept_at);

  [[nodiscard]] const Counters& counters() const { return counters_; }

 private:
  void finalize_one(VesselRecord& record);
  void publish_changed(VesselRecord& record);

  const VesselFold& fold_;
  const track::SourceTable& sources_;
  AnomalyRegistry& anomalies_;
  TrackQueue& tracks_;
  Counters counters_;
};

}  // namespace selat::detect
