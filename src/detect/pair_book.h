#pragma once
// Finds pairs of vessels near each other (each full minute, through a grid: no all-pairs pass) and folds one
// pair rule over them, tick by tick. A late report makes the ticks it touches be evaluated again.

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

  // The next tick in order: at full minutes first begin_minute(), then look() for each vessel.
  void begin_minute(Instant minute);
  void look(VesselRecord& vessel, Instant minute, const Find& find);
  void step(Instant tick);
  // Reports of the vessel from `from` on became known; ticks up to `last_tick` are over. Vessels' live folds
  // must be up to date.
  void look_again(VesselRecord& vessel, Instant from, Instant last_tick, const Find& find);
  // Folds again the pairs that look() or look_again() found to have changed.
  void refold(Instant last_tick);
  // Nothing older than `horizon` can change any more.
  void settle(Instant horizon);
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
  void ensure(VesselRecord& a, VesselRecord& b);
  void unlink(const Pair& pair);
  [[nodiscard]] MinuteGrid* grid_of(Instant minute);

  std::unique_ptr<PairRule> rule_;
  std::size_t max_pairs_;
  const track::SourceTable& sources_;
  AnomalyBook& anomalies_;
  std::map<Key, Pair> pairs_;
  std::unordered_map<std::uint32_t, std::vector<Pair*>> pairs_of_;
  std::array<MinuteGrid, 16> grids_;
  Instant horizon_;
  std::vector<geo::GridIndex::Neighbour> found_;
  std::uint64_t refused_ = 0;
};

}  // namespace selat::detect
