#pragma once
// Tracks to be handed out: those that changed since they were handed out last, the one that has waited
// longest first, and the last state of each track that ended. One thread. Bounded by the number of records;
// ended tracks by what happens between two calls of take().

#include <cstdint>
#include <deque>
#include <vector>

#include "detect/mmsi_table.h"
#include "model/track.h"

namespace selat::detect {

class TrackQueue {
 public:
  explicit TrackQueue(MmsiTable& records) : records_(records) {}

  // A track of the record has changed.
  void push(MmsiRecord& record) {
    if (!record.is_queued) {
      record.is_queued = true;
      changed_.push_back(record.mmsi);
    }
  }
  // The record's tracks were these; those it has no more have ended.
  void emit_missing(const std::vector<model::Track>& before, const MmsiRecord& record);
  // The record is about to be removed: its tracks are handed out as ended, unless they already were.
  void remove(const MmsiRecord& record);

  // All ended tracks, then those of at most this many changed records.
  [[nodiscard]] std::vector<model::Track> take(std::size_t at_most);
  // How many changed records wait.
  [[nodiscard]] std::size_t size() const { return changed_.size(); }

  template <typename Archive>
  void archive(Archive& archive) {
    archive(changed_, ended_);
  }

 private:
  void prefetch_next() const;
  void emit_ended(const model::Track& track);

  MmsiTable& records_;
  std::deque<model::Mmsi> changed_;
  std::vector<model::Track> ended_;
};

// The tracks of a record's objects that have a position.
void append_tracks(const MmsiRecord& record, std::vector<model::Track>& tracks);
[[nodiscard]] std::vector<model::Track> tracks_of(const MmsiRecord& record);

}  // namespace selat::detect
