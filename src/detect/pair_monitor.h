#pragma once
// Finds pairs of vessels near each other, through a grid of their positions at each full minute, and folds
// one pair rule over each pair, tick by tick. Work is done one vessel or one pair at a time. After a late
// report the ticks it affects are evaluated again. Bounded: pairs beyond `max_pairs` are refused and counted.

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

#include "detect/anomaly_registry.h"
#include "detect/rule.h"
#include "detect/vessel_record.h"
#include "geo/grid_index.h"

namespace selat::detect {

class PairMonitor {
 public:
  PairMonitor(std::unique_ptr<PairRule> rule, std::size_t max_pairs, const track::SourceTable& sources,
              AnomalyRegistry& anomalies);

  using Find = std::function<VesselRecord*(model::Mmsi)>;

  // In the order of time: set_horizon(), a tick before which nothing changes any more; at full minutes
  // begin_minute(); at ticks step(). Then, once for each vessel in the course of the minute, search() around
  // its position when the minute began, and finalize().
  void set_horizon(Instant horizon) { horizon_ = std::max(horizon_, horizon); }
  void begin_minute(Instant minute);
  void search(VesselRecord& vessel, Instant minute, const Find& find);
  void step(Instant tick);
  // Reports of the vessel from `from` on became known; search() has been called for it up to
  // `searched_until`. The live states of all vessels must be up to date.
  void search_again(VesselRecord& vessel, Instant from, Instant searched_until, const Find& find);
  // Folds again the pairs that search() or search_again() marked.
  void refold(Instant last_tick);
  // Moves the checkpoints of the vessel's pairs with greater MMSIs to the horizon; removes pairs in which
  // nothing happens any more.
  void finalize(const VesselRecord& vessel, Instant last_tick);
  // The vessel is about to be removed: its pairs are removed, their open findings end.
  void remove(const VesselRecord& vessel);
  // Removes all pairs, after a time in which no vessel was heard.
  void clear(Instant at);

  [[nodiscard]] std::size_t size() const { return pairs_.size(); }
  [[nodiscard]] std::uint64_t refused() const { return refused_; }

 private:
  struct State {
    std::vector<std::byte> memory;
    FindingLog findings;
  };
  struct Pair {
    VesselRecord* a = nullptr;
    VesselRecord* b = nullptr;
    Instant finalized_until;  // checkpoint is the state after this tick
    State checkpoint, live;
    bool is_dirty = false;
  };
  using Key = std::pair<std::uint32_t, std::uint32_t>;
  struct MinuteGrid {
    Instant minute;
    std::unique_ptr<geo::GridIndex> grid;
  };

  void fold(const Pair& pair, State& state, Instant after, Instant until) const;
  void refold(Pair& pair, Instant last_tick);
  void mark_dirty(Pair& pair);
  [[nodiscard]] bool is_over(const Pair& pair) const;
  void add(VesselRecord& a, VesselRecord& b);
  void unlink(const Pair& pair);
  [[nodiscard]] MinuteGrid* grid_of(Instant minute);

  std::unique_ptr<PairRule> rule_;
  std::size_t max_pairs_;
  const track::SourceTable& sources_;
  AnomalyRegistry& anomalies_;
  std::map<Key, Pair> pairs_;
  std::unordered_map<std::uint32_t, std::vector<Pair*>> pairs_of_;
  std::vector<Key> dirty_;
  std::array<MinuteGrid, 16> grids_;
  Instant horizon_;
  std::vector<geo::GridIndex::Neighbour> found_;
  std::uint64_t refused_ = 0;
};

}  // namespace selat::detect
