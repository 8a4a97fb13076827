#include "detect/pair_book.h"

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
    if (!a)
      return std::nullopt;
    auto b = b_.sample_at(tick);
    if (!b)
      return std::nullopt;
    return std::pair(*a, *b);
  }
  [[nodiscard]] std::optional<std::pair<geo::Position, geo::Position>> places(Instant minute) const override {
    const auto a = a_.place_at(minute);
    if (!a)
      return std::nullopt;
    const auto b = b_.place_at(minute);
    if (!b)
      return std::nullopt;
    return std::pair(*a, *b);
  }

 private:
  const VesselRecord& a_;
  const VesselRecord& b_;
};

}  // namespace

PairBook::PairBook(std::unique_ptr<PairRule> rule, std::size_t max_pairs, const track::SourceTable& sources,
                   AnomalyBook& anomalies)
    : rule_(std::move(rule)), max_pairs_(max_pairs), sources_(sources), anomalies_(anomalies) {
  const Distance cell = std::max(rule_->reach(), Distance::metres(500));
  for (MinuteGrid& grid : grids_) {
    grid.grid = std::make_unique<geo::GridIndex>(cell);
  }
}

PairBook::MinuteGrid* PairBook::grid_of(Instant minute) {
  const auto index = static_cast<std::size_t>(minute.in_unix_seconds() / 60) % grids_.size();
  return grids_[index].minute == minute ? &grids_[index] : nullptr;
}

void PairBook::begin_minute(Instant minute) {
  MinuteGrid& grid = grids_[static_cast<std::size_t>(minute.in_unix_seconds() / 60) % grids_.size()];
  grid.minute = minute;
  grid.grid->clear();
}

void PairBook::look(VesselRecord& vessel, Instant minute, const Find& find) {
  MinuteGrid* grid = grid_of(minute);
  if (grid == nullptr)
    return;
  const auto sample = vessel.sample_at(minute);
  if (!sample || !rule_->may_take_part(*sample)) {
    grid->grid->erase(vessel.mmsi.number());
    return;
  }
  grid->grid->put(vessel.mmsi.number(), sample->position);
  grid->grid->within(sample->position, rule_->reach(), found_);
  for (const auto& neighbour : found_) {
    const model::Mmsi other(static_cast<std::uint32_t>(neighbour.key));
    if (other == vessel.mmsi)
      continue;
    VesselRecord* record = find(other);
    const auto other_sample = record == nullptr ? std::nullopt : record->sample_at(minute);
    if (other_sample && rule_->is_worth_following(*sample, *other_sample))
      ensure(vessel, *record);
  }
}

void PairBook::ensure(VesselRecord& a, VesselRecord& b) {
  VesselRecord& first = a.mmsi < b.mmsi ? a : b;
  VesselRecord& second = a.mmsi < b.mmsi ? b : a;
  const Key key{first.mmsi.number(), second.mmsi.number()};
  if (pairs_.contains(key))
    return;
  if (pairs_.size() >= max_pairs_) {
    ++refused_;
    return;
  }
  Pair& pair = pairs_[key];
  pair.a = &first;
  pair.b = &second;
  pair.settled_at = horizon_;
  pair.checkpoint.memory.resize(rule_->memory_bytes());
  rule_->begin(pair.checkpoint.memory.data());
  pair.live = pair.checkpoint;
  mark_dirty(pair);
  pairs_of_[key.first].push_back(&pair);
  pairs_of_[key.second].push_back(&pair);
}

void PairBook::step(Instant tick) {
  for (auto& [key, pair] : pairs_) {
    if (pair.is_dirty)
      continue;
    if (!is_minute(tick) && rule_->is_idle(pair.live.memory.data()))
      continue;
    rule_->step(tick, History(*pair.a, *pair.b), sources_, pair.live.memory.data(), pair.live.ledger);
    for (const std::uint64_t id : pair.live.ledger.changed()) {
      anomalies_.publish(*pair.live.ledger.find(id));
    }
    pair.live.ledger.clear_changed();
  }
}

void PairBook::look_again(VesselRecord& vessel, Instant from, Instant looked_until, const Find& find) {
  const Instant first = ceil_to_minute(std::max(from, horizon_));
  for (Instant minute = first; minute <= looked_until; minute = minute + kMinute) {
    look(vessel, minute, find);
  }
  const auto own = pairs_of_.find(vessel.mmsi.number());
  if (own == pairs_of_.end())
    return;
  for (Pair* pair : own->second) {
    mark_dirty(*pair);
  }
}

void PairBook::fold(const Pair& pair, State& state, Instant after, Instant until) const {
  const History history(*pair.a, *pair.b);
  for (Instant tick = after + kPairTick; tick <= until; tick = tick + kPairTick) {
    if (!is_minute(tick) && rule_->is_idle(state.memory.data())) {
      tick = ceil_to_minute(tick);
      if (tick > until)
        return;
    }
    rule_->step(tick, history, sources_, state.memory.data(), state.ledger);
  }
}

void PairBook::mark_dirty(Pair& pair) {
  if (!pair.is_dirty)
    dirty_.emplace_back(pair.a->mmsi.number(), pair.b->mmsi.number());
  pair.is_dirty = true;
}

void PairBook::refold(Instant last_tick) {
  std::ranges::sort(dirty_);
  for (const Key& key : dirty_) {
    if (const auto place = pairs_.find(key); place != pairs_.end() && place->second.is_dirty)
      refold(place->second, last_tick);
  }
  dirty_.clear();
}

void PairBook::refold(Pair& pair, Instant last_tick) {
  pair.is_dirty = false;
  State before = std::exchange(pair.live, pair.checkpoint);
  fold(pair, pair.live, pair.settled_at, last_tick);
  pair.live.ledger.clear_changed();
  anomalies_.publish_difference(before.ledger.episodes(), pair.live.ledger.episodes());
}

bool PairBook::is_over(const Pair& pair) const {
  return pair.live.ledger.empty() && pair.checkpoint.ledger.empty() &&
         rule_->is_forgettable(pair.live.memory.data(), horizon_) &&
         rule_->is_forgettable(pair.checkpoint.memory.data(), horizon_);
}

void PairBook::settle(const VesselRecord& vessel, Instant last_tick) {
  const auto own = pairs_of_.find(vessel.mmsi.number());
  if (own == pairs_of_.end())
    return;
  const auto pairs = own->second;  // a copy: those that are over leave it
  for (Pair* pair : pairs) {
    if (pair->a != &vessel)
      continue;
    // What is settled is compared with what is said: both must be up to date.
    if (pair->is_dirty)
      refold(*pair, last_tick);
    fold(*pair, pair->checkpoint, pair->settled_at, horizon_);
    pair->settled_at = horizon_;
    pair->checkpoint.ledger.clear_changed();
    pair->checkpoint.ledger.forget_ended(horizon_);
    pair->live.ledger.forget_ended(horizon_);
    if (!is_over(*pair))
      continue;
    const Key key{pair->a->mmsi.number(), pair->b->mmsi.number()};
    unlink(*pair);
    pairs_.erase(key);
  }
}

void PairBook::unlink(const Pair& pair) {
  for (const VesselRecord* vessel : {pair.a, pair.b}) {
    const auto own = pairs_of_.find(vessel->mmsi.number());
    std::erase(own->second, &pair);
    if (own->second.empty())
      pairs_of_.erase(own);
  }
}

void PairBook::forget(const VesselRecord& vessel) {
  for (MinuteGrid& grid : grids_) {
    grid.grid->erase(vessel.mmsi.number());
  }
  const auto own = pairs_of_.find(vessel.mmsi.number());
  if (own == pairs_of_.end())
    return;
  const auto pairs = own->second;
  for (Pair* pair : pairs) {
    const Key key{pair->a->mmsi.number(), pair->b->mmsi.number()};
    for (const Episode& episode : pair->live.ledger.episodes()) {
      if (episode.anomaly.ended_at)
        continue;
      model::Anomaly ended = episode.anomaly;
      ended.ended_at = episode.changed_at;
      anomalies_.publish(ended);
    }
    unlink(*pair);
    pairs_.erase(key);
  }
}

void PairBook::forget_all(Instant at) {
  while (!pairs_.empty()) {
    forget(*pairs_.begin()->second.a);
  }
  for (MinuteGrid& grid : grids_) {
    grid.grid->clear();
    grid.minute = Instant();
  }
  horizon_ = std::max(horizon_, at);
}

}  // namespace selat::detect
