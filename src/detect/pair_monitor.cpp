#include "detect/pair_monitor.h"

#include <algorithm>

namespace selat::detect {

namespace {

constexpr Span kMinute = Span::minutes(1);

bool is_minute(Instant tick) {
  return tick.in_unix_seconds() % 60 == 0;
}

Instant floor_to_minute(Instant at) {
  return Instant::unix_seconds(at.in_unix_seconds() / 60 * 60);
}
Instant ceil_to_minute(Instant at) {
  const Instant floor = floor_to_minute(at);
  return floor == at ? at : floor + kMinute;
}

class History final : public PairHistory {
 public:
  History(const VesselRecord& a, const VesselRecord& b) : a_(a), b_(b) {}
  [[nodiscard]] std::optional<std::pair<Sample, Sample>> at(Instant tick) const override {
    auto a = a_.sample_at(tick);
    if (!a) {
      return std::nullopt;
    }
    auto b = b_.sample_at(tick);
    if (!b) {
      return std::nullopt;
    }
    return std::pair(*a, *b);
  }
  [[nodiscard]] std::optional<std::pair<geo::Position, geo::Position>> places(Instant minute) const override {
    const auto a = a_.place_at(minute);
    if (!a) {
      return std::nullopt;
    }
    const auto b = b_.place_at(minute);
    if (!b) {
      return std::nullopt;
    }
    return std::pair(*a, *b);
  }

 private:
  const VesselRecord& a_;
  const VesselRecord& b_;
};

}  // namespace

PairMonitor::PairMonitor(std::unique_ptr<PairRule> rule, std::size_t max_pairs,
                         const track::SourceTable& sources, AnomalyRegistry& anomalies)
    : rule_(std::move(rule)), max_pairs_(max_pairs), sources_(sources), anomalies_(anomalies) {
  const Distance cell = std::max(rule_->reach(), Distance::metres(500));
  for (MinuteGrid& grid : grids_) {
    grid.grid = std::make_unique<geo::GridIndex>(cell);
  }
}

PairMonitor::MinuteGrid* PairMonitor::grid_of(Instant minute) {
  const auto index = static_cast<std::size_t>(minute.in_unix_seconds() / 60) % grids_.size();
  return grids_[index].minute == minute ? &grids_[index] : nullptr;
}

void PairMonitor::begin_minute(Instant minute) {
  MinuteGrid& grid = grids_[static_cast<std::size_t>(minute.in_unix_seconds() / 60) % grids_.size()];
  grid.minute = minute;
  grid.grid->clear();
}

void PairMonitor::search(VesselRecord& vessel, Instant minute, const Find& find) {
  MinuteGrid* grid = grid_of(minute);
  if (grid == nullptr) {
    return;
  }
  const auto sample = vessel.sample_at(minute);
  if (!sample || !rule_->may_take_part(*sample)) {
    grid->grid->erase(vessel.mmsi.number());
    return;
  }
  grid->grid->put(vessel.mmsi.number(), sample->position);
  grid->grid->within(sample->position, rule_->reach(), found_);
  for (const auto& neighbour : found_) {
    const model::Mmsi other(static_cast<std::uint32_t>(neighbour.key));
    if (other == vessel.mmsi) {
      continue;
    }
    VesselRecord* record = find(other);
    const auto other_sample = record == nullptr ? std::nullopt : record->sample_at(minute);
    if (other_sample && rule_->is_worth_following(*sample, *other_sample)) {
      add(vessel, *record);
    }
  }
}

void PairMonitor::add(VesselRecord& a, VesselRecord& b) {
  VesselRecord& first = a.mmsi < b.mmsi ? a : b;
  VesselRecord& second = a.mmsi < b.mmsi ? b : a;
  const Key key{first.mmsi.number(), second.mmsi.number()};
  if (pairs_.contains(key)) {
    return;
  }
  if (pairs_.size() >= max_pairs_) {
    ++refused_;
    return;
  }
  Pair& pair = pairs_[key];
  pair.a = &first;
  pair.b = &second;
  pair.finalized_until = horizon_;
  pair.checkpoint.memory.resize(rule_->memory_bytes());
  rule_->begin(pair.checkpoint.memory.data());
  pair.live = pair.checkpoint;
  mark_dirty(pair);
  pairs_of_[key.first].push_back(&pair);
  pairs_of_[key.second].push_back(&pair);
}

void PairMonitor::step(Instant tick) {
  for (auto& [key, pair] : pairs_) {
    if (pair.is_dirty) {
      continue;
    }
    if (!is_minute(tick) && rule_->is_idle(pair.live.memory.data())) {
      continue;
    }
    rule_->step(tick, History(*pair.a, *pair.b), sources_, pair.live.memory.data(), pair.live.findings);
    for (const std::uint64_t id : pair.live.findings.changed()) {
      anomalies_.publish(*pair.live.findings.find(id));
    }
    pair.live.findings.clear_changed();
  }
}

void PairMonitor::search_again(VesselRecord& vessel, Instant from, Instant searched_until, const Find& find) {
  const Instant first = ceil_to_minute(std::max(from, horizon_));
  for (Instant minute = first; minute <= searched_until; minute = minute + kMinute) {
    search(vessel, minute, find);
  }
  const auto own = pairs_of_.find(vessel.mmsi.number());
  if (own == pairs_of_.end()) {
    return;
  }
  for (Pair* pair : own->second) {
    mark_dirty(*pair);
  }
}

void PairMonitor::fold(const Pair& pair, State& state, Instant after, Instant until) const {
  const History history(*pair.a, *pair.b);
  for (Instant tick = after + kPairTick; tick <= until; tick = tick + kPairTick) {
    if (!is_minute(tick) && rule_->is_idle(state.memory.data())) {
      tick = ceil_to_minute(tick);
      if (tick > until) {
        return;
      }
    }
    rule_->step(tick, history, sources_, state.memory.data(), state.findings);
  }
}

void PairMonitor::mark_dirty(Pair& pair) {
  if (!pair.is_dirty) {
    dirty_.emplace_back(pair.a->mmsi.number(), pair.b->mmsi.number());
  }
  pair.is_dirty = true;
}

void PairMonitor::refold(Instant last_tick) {
  std::ranges::sort(dirty_);
  for (const Key& key : dirty_) {
    if (const auto place = pairs_.find(key); place != pairs_.end() && place->second.is_dirty) {
      refold(place->second, last_tick);
    }
  }
  dirty_.clear();
}

void PairMonitor::refold(Pair& pair, Instant last_tick) {
  pair.is_dirty = false;
  State before = std::exchange(pair.live, pair.checkpoint);
  fold(pair, pair.live, pair.finalized_until, last_tick);
  pair.live.findings.clear_changed();
  anomalies_.publish_difference(before.findings.all(), pair.live.findings.all());
}

bool PairMonitor::is_over(const Pair& pair) const {
  return pair.live.findings.empty() && pair.checkpoint.findings.empty() &&
         rule_->can_be_dropped(pair.live.memory.data(), horizon_) &&
         rule_->can_be_dropped(pair.checkpoint.memory.data(), horizon_);
}

void PairMonitor::finalize(const VesselRecord& vessel, Instant last_tick) {
  const auto own = pairs_of_.find(vessel.mmsi.number());
  if (own == pairs_of_.end()) {
    return;
  }
  const auto pairs = own->second;  // a copy: those that are over are removed from it
  for (Pair* pair : pairs) {
    if (pair->a != &vessel) {
      continue;
    }
    // The live state must be up to date before the checkpoint moves on.
    if (pair->is_dirty) {
      refold(*pair, last_tick);
    }
    fold(*pair, pair->checkpoint, pair->finalized_until, horizon_);
    pair->finalized_until = horizon_;
    pair->checkpoint.findings.clear_changed();
    pair->checkpoint.findings.drop_ended(horizon_);
    pair->live.findings.drop_ended(horizon_);
    if (!is_over(*pair)) {
      continue;
    }
    const Key key{pair->a->mmsi.number(), pair->b->mmsi.number()};
    unlink(*pair);
    pairs_.erase(key);
  }
}

void PairMonitor::unlink(const Pair& pair) {
  for (const VesselRecord* vessel : {pair.a, pair.b}) {
    const auto own = pairs_of_.find(vessel->mmsi.number());
    std::erase(own->second, &pair);
    if (own->second.empty()) {
      pairs_of_.erase(own);
    }
  }
}

void PairMonitor::remove(const VesselRecord& vessel) {
  for (MinuteGrid& grid : grids_) {
    grid.grid->erase(vessel.mmsi.number());
  }
  const auto own = pairs_of_.find(vessel.mmsi.number());
  if (own == pairs_of_.end()) {
    return;
  }
  const auto pairs = own->second;
  for (Pair* pair : pairs) {
    const Key key{pair->a->mmsi.number(), pair->b->mmsi.number()};
    for (const Finding& finding : pair->live.findings.all()) {
      if (finding.anomaly.ended_at) {
        continue;
      }
      model::Anomaly ended = finding.anomaly;
      ended.ended_at = finding.changed_at;
      anomalies_.publish(ended);
    }
    unlink(*pair);
    pairs_.erase(key);
  }
}

void PairMonitor::clear(Instant at) {
  while (!pairs_.empty()) {
    remove(*pairs_.begin()->second.a);
  }
  for (MinuteGrid& grid : grids_) {
    grid.grid->clear();
    grid.minute = Instant();
  }
  horizon_ = std::max(horizon_, at);
}

}  // namespace selat::detect
