#pragma once
// Finds pairs of vessels near each other at each full minute, and folds one pair rule over each pair, tick by
// tick. Work is done one vessel or one pair at a time. After a late report the ticks it affects are evaluated
// again. Bounded: pairs beyond `max_pairs` are refused and counted.

#include <cstdint>
#include <map>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/archive.h"
#include "detect/anomaly_registry.h"
#include "detect/minute_grids.h"
#include "detect/mmsi_table.h"
#include "detect/resting_vessels.h"
#include "detect/rule.h"

namespace selat::detect {

// What a pair monitor works with; all of it outlives the monitor.
struct PairSurroundings {
  const MmsiTable& records;
  const ContextHistory& contexts;
  const track::SourceTable& sources;
  AnomalyRegistry& anomalies;
  std::size_t expected_vessels = 0;
  Span lateness;
};

class PairMonitor {
 public:
  PairMonitor(std::unique_ptr<PairRule> rule, std::size_t max_pairs, const PairSurroundings& surroundings)
      : rule_(std::move(rule)),
        max_pairs_(max_pairs),
        around_(surroundings),
        grids_(surroundings.expected_vessels) {}

  // In the order of time: set_horizon(), a tick before which nothing changes any more; at full minutes
  // begin_minute(); at ticks step(). Then, for each object in the course of the minute, search() around its
  // place when the minute began (or leave(), if it has none), and for each record finalize().
  void set_horizon(Instant horizon) { horizon_ = std::max(horizon_, horizon); }
  void begin_minute(Instant minute) { grids_.begin(minute); }
  void search(const Sample& vessel, Instant minute);
  void leave(model::TrackId id, Instant minute) { grids_.erase(minute, id); }
  void step(Instant tick);
  // Reports of the record became known for ticks that were evaluated already.
  void mark_dirty(const MmsiRecord& record);
  // Folds again the pairs that were found or marked.
  void refold(Instant last_tick);
  // Moves the checkpoints of the record's pairs with greater MMSIs to the horizon; removes pairs in which
  // nothing happens any more.
  void finalize(const MmsiRecord& record, Instant last_tick);
  // The record is about to be removed: its pairs are removed, their open findings end.
  void remove(const MmsiRecord& record);
  // Removes all pairs, after a time in which no vessel was heard.
  void clear(Instant at);
  // When nothing is marked dirty. The records must have been read before the pairs.
  void save(ArchiveWriter& writer);
  void load(ArchiveReader& reader);

  [[nodiscard]] std::size_t size() const { return pairs_.size(); }
  [[nodiscard]] std::uint64_t refused() const { return refused_; }

 private:
  struct Object {
    const MmsiRecord* record = nullptr;
    model::TrackId id = 0;
    track::ObjectTag tag = 0;
  };
  struct State {
    template <typename Archive>
    void archive(Archive& archive) {
      archive(memory, findings);
    }
    std::vector<std::byte> memory;
    FindingLog findings;
  };
  struct Pair {
    Object a, b;
    Instant finalized_until;  // checkpoint is the state after this tick
    State checkpoint, live;
    bool is_dirty = false;
  };
  using Key = std::pair<model::TrackId, model::TrackId>;  // the smaller one first
  class History;
  class Names;

  // Adds the pairs at `minute` with those near it whose places of the minute `where` are known.
  void note_rest(const MmsiRecord& record);
  void look_around(const Sample& vessel, Instant minute, Instant where);
  [[nodiscard]] std::optional<Object> object(model::TrackId id) const;
  [[nodiscard]] std::optional<Sample> sample(model::TrackId id, Instant minute) const;
  void add(model::TrackId one, model::TrackId other);
  void fold(const Pair& pair, State& state, Instant after, Instant until) const;
  void step(const Pair& pair, const History& history, State& state, Instant tick) const;
  void refold(Pair& pair, Instant last_tick);
  void mark_dirty(Pair& pair);
  [[nodiscard]] bool is_over(const Pair& pair) const;
  void erase(Pair& pair);
  void link(Pair& pair);

  std::unique_ptr<PairRule> rule_;
  std::size_t max_pairs_;
  PairSurroundings around_;
  MinuteGrids grids_;  // of those that may take part
  RestingVessels resting_;
  std::map<Key, Pair> pairs_;
  std::unordered_map<model::Mmsi, std::vector<Pair*>> pairs_of_;
  std::map<Key, FindingLog::Occurrences> occurrences_;  // of pairs that were removed
  std::vector<Key> dirty_;
  Instant horizon_;
  std::vector<geo::GridIndex::Neighbour> found_;
  std::uint64_t refused_ = 0;
};

}  // namespace selat::detect
