#pragma once
// Finds pairs of vessels near each other (as they were at each full minute, through a grid: no all-pairs
// pass) and folds one pair rule over them, tick by tick. All work is done a vessel or a pair at a time. A
// late report makes the ticks it touches be evaluated again.

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

#include "detect/anomaly_book.h"
#include "detect/rule.h"
#include "detect/vessel_record.h"
#include "geo/grid_index.h"

namespace selat::detect {

class PairBook {
 public:
  PairBook(std::unique_ptr<PairRule> rule, std::size_t max_pairs, const track::SourceTable& sources,
           AnomalyBook& anomalies);

  using Find = std::function<VesselRecord*(model::Mmsi)>;

  // In the order of time: set_horizon() (a tick nothing older than which can change any more), at full
  // minutes begin_minute(), at ticks step(); then, once for each vessel in the course of the minute, look()
  // at where it was when the minute began, and settle().
  void set_horizon(Instant horizon) { horizon_ = std::max(horizon_, horizon); }
  void begin_minute(Instant minute);
  void look(VesselRecord& vessel, Instant minute, const Find& find);
  void step(Instant tick);
  // Reports of the vessel from `from` on became known; look() has been called for it up to `looked_until`.
  // Vessels' live folds must be up to date.
  void look_again(VesselRecord& vessel, Instant from, Instant looked_until, const Find& find);
  // Folds again the pairs that look() or look_again() found to have changed.
  void refold(Instant last_tick);
  // Moves the checkpoints of the vessel's pairs with greater MMSIs to the horizon; forgets those in which
  // nothing goes on.
  void settle(const VesselRecord& vessel, Instant last_tick);
  // The vessel is about to be forgotten; its open findings end.
  void forget(const VesselRecord& vessel);
  // After a long silence of everybody.
  void forget_all(Instant at);

  [[nodiscard]] std::size_t size() const { return pairs_.size(); }
  [[nodiscard]] std::uint64_t refused() const { return refused_; }

 private:
  struct State {
    std::vector<std::byte> memory;
    Ledger ledger;
  };
  struct Pair {
    VesselRecord* a = nullptr;
    VesselRecord* b = nullptr;
    Instant settled_at;  // checkpoint is the state after this tick
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
  void ensure(VesselRecord& a, VesselRecord& b);
  void unlink(const Pair& pair);
  [[nodiscard]] MinuteGrid* grid_of(Instant minute);

  std::unique_ptr<PairRule> rule_;
  std::size_t max_pairs_;
  const track::SourceTable& sources_;
  AnomalyBook& anomalies_;
  std::map<Key, Pair> pairs_;
  std::unordered_map<std::uint32_t, std::vector<Pair*>> pairs_of_;
  std::vector<Key> dirty_;
  std::array<MinuteGrid, 16> grids_;
  Instant horizon_;
  std::vector<geo::GridIndex::Neighbour> found_;
  std::uint64_t refused_ = 0;
};

}  // namespace selat::detect
