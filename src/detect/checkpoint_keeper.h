#pragma once
// Keeps the two states of a record in step with its timeline: `live`, after all of its reports, and
// `checkpoint`, after the finalized ones. A late report makes the live state be folded again from the
// checkpoint. What changes in the live state is published: findings to the registry, tracks to the queue.
// Refers to what it is given; one thread.

#include <cstdint>

#include "detect/anomaly_registry.h"
#include "detect/mmsi_fold.h"
#include "detect/mmsi_record.h"
#include "detect/track_queue.h"

namespace selat::detect {

class CheckpointKeeper {
 public:
  struct Counters {
    std::uint64_t copies = 0;
    std::uint64_t refolds = 0;
    std::uint64_t finalized_early = 0;
  };

  CheckpointKeeper(const MmsiFold& fold, AnomalyRegistry& anomalies, TrackQueue& tracks)
      : fold_(fold), anomalies_(anomalies), tracks_(tracks) {}

  // `clock` below: what happens though nothing is heard has happened up to then in every live state.

  // The timeline has one more entry, at its end; the live state holds all others.
  void fold_newest(MmsiRecord& record, Instant clock);
  // Folds the live state again from the checkpoint.
  void refold(MmsiRecord& record, Instant clock);
  // Lets happen in the live state what is due.
  void advance(MmsiRecord& record, Instant clock);

  // Finalizes all reports before the horizon, and all that happens up to it.
  void finalize(MmsiRecord& record, Instant horizon);
  // Forgets the oldest objects while their tracks have ended and they were last heard before `before`.
  void drop_objects(MmsiRecord& record, Instant before) {
    record.drop_objects(before);
    count_tracks(record);
  }
  // One vessel (or many that share an MMSI) sends more than is kept: finalizes its `count` oldest reports.
  void finalize_early(MmsiRecord& record, std::size_t count, Instant clock);

  [[nodiscard]] const Counters& counters() const { return counters_; }
  [[nodiscard]] const EnumCounts<model::TrackState>& tracks_by_state() const { return tracks_by_state_; }
  // Counts the tracks of all records afresh.
  void recount(const std::vector<MmsiRecord*>& records);
  // The record is about to be removed: its tracks count no more.
  void remove(const MmsiRecord& record);

 private:
  // From the state in the middle, if there is one, else from the checkpoint.
  void fold_again(MmsiRecord& record, Instant clock);
  void finalize_one(MmsiRecord& record);
  void publish_changed(MmsiRecord& record);
  void count_tracks(MmsiRecord& record);

  const MmsiFold& fold_;
  AnomalyRegistry& anomalies_;
  TrackQueue& tracks_;
  Counters counters_;
  EnumCounts<model::TrackState> tracks_by_state_;
};

}  // namespace selat::detect
