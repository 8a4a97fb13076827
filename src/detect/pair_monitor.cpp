#include "detect/pair_monitor.h"

#include <algorithm>

#include "base/fingerprint.h"

namespace selat::detect {

namespace {

constexpr Span kMinute = Span::minutes(1);

bool is_minute(Instant tick) {
  return tick.in_unix_seconds() % 60 == 0;
}

Instant ceil_to_minute(Instant at) {
  const Instant floor = Instant::unix_seconds(at.in_unix_seconds() / 60 * 60);
  return floor == at ? at : floor + kMinute;
}

}  // namespace

class PairMonitor::History final : public PairHistory {
 public:
  History(const Pair& pair, const PairMonitor& monitor) : a_(pair.a), b_(pair.b), monitor_(monitor) {}
  [[nodiscard]] std::optional<std::pair<Sample, Sample>> at(Instant tick) const override {
    const auto a = a_.record->sample_with_hull_at(a_.id, a_.tag, tick);
    if (!a) {
      return std::nullopt;
    }
    const auto b = b_.record->sample_with_hull_at(b_.id, b_.tag, tick);
    if (!b) {
      return std::nullopt;
    }
    return std::pair(*a, *b);
  }
  [[nodiscard]] std::pair<std::optional<geo::Position>, std::optional<geo::Position>> places(
      Instant minute) const override {
    return {a_.record->place_at(a_.tag, minute), b_.record->place_at(b_.tag, minute)};
  }
  // What was the horizon at the tick is so still, or was once; each record was finalized a minute later.
  [[nodiscard]] int resting_near(geo::Position place, Distance radius, Instant tick) const override {
    const Instant minute = ceil_to_minute(tick - monitor_.around_.lateness - kMinute * 3);
    return monitor_.resting_.count(place, radius, minute, a_.id, b_.id);
  }

 private:
  const Object& a_;
  const Object& b_;
  const PairMonitor& monitor_;
};

class PairMonitor::Names final : public VesselNames {
 public:
  Names(const Pair& pair, Instant tick) : pair_(pair), tick_(tick) {}
  [[nodiscard]] ShortText<34> name(std::size_t vessel) const override {
    const Object& object = vessel == 0 ? pair_.a : pair_.b;
    const ObjectState* known = object.record->live.find(object.id);
    return known == nullptr ? ShortText<34>() : object.record->name_at(known->tag, tick_);
  }

 private:
  const Pair& pair_;
  Instant tick_;
};

std::optional<PairMonitor::Object> PairMonitor::object(model::TrackId id) const {
  const MmsiRecord* record = around_.records.find(model::mmsi_of(id));
  const ObjectState* state = record == nullptr ? nullptr : record->live.find(id);
  if (state == nullptr) {
    return std::nullopt;
  }
  return Object{record, id, state->tag};
}

std::optional<Sample> PairMonitor::sample(model::TrackId id, Instant minute) const {
  const auto found = object(id);
  return found ? found->record->sample_with_hull_at(found->id, found->tag, minute) : std::nullopt;
}

void PairMonitor::search(const Sample& vessel, Instant minute) {
  const Context& context = around_.contexts[around_.contexts.at(minute)];
  if (!rule_->may_take_part(vessel, context)) {
    grids_.erase(minute, vessel.id);
    return;
  }
  grids_.put(minute, vessel.id, vessel.position);
  if (rule_->looks_for_others(vessel)) {
    // Those that are not swept yet in this minute, and will not look themselves, stand where they stood.
    look_around(vessel, minute, minute);
    look_around(vessel, minute, minute - kMinute);
  }
}

void PairMonitor::look_around(const Sample& vessel, Instant minute, Instant where) {
  const Context& context = around_.contexts[around_.contexts.at(minute)];
  grids_.within(where, vessel.position, rule_->reach(), found_);
  std::optional<Sample> own;
  for (const auto& neighbour : found_) {
    if (neighbour.key == vessel.id || pairs_.contains(std::minmax(vessel.id, neighbour.key))) {
      continue;
    }
    const auto other = sample(neighbour.key, minute);
    if (!other || !rule_->may_take_part(*other, context)) {
      continue;
    }
    own = own ? own : sample(vessel.id, minute);
    if (own && rule_->is_worth_following(*own, *other)) {
      add(vessel.id, neighbour.key);
    }
  }
}

void PairMonitor::add(model::TrackId one, model::TrackId other) {
  const Key key = std::minmax(one, other);
  const auto a = object(key.first), b = object(key.second);
  if (!a || !b) {
    return;
  }
  if (pairs_.size() >= max_pairs_) {
    ++refused_;
    return;
  }
  Pair& pair = pairs_[key];
  pair.a = *a;
  pair.b = *b;
  pair.finalized_until = horizon_;
  pair.checkpoint.memory.resize(rule_->memory_bytes());
  pair.checkpoint.findings = FindingLog(join(key.first, key.second));
  if (const auto before = occurrences_.find(key); before != occurrences_.end()) {
    pair.checkpoint.findings.set_occurrences(before->second);
  }
  rule_->begin(pair.checkpoint.memory.data());
  pair.live = pair.checkpoint;
  mark_dirty(pair);
  link(pair);
}

void PairMonitor::link(Pair& pair) {
  pairs_of_[pair.a.record->mmsi].push_back(&pair);
  if (pair.a.record != pair.b.record) {
    pairs_of_[pair.b.record->mmsi].push_back(&pair);
  }
}

void PairMonitor::save(ArchiveWriter& writer) {
  resting_.save(writer);
  auto count = static_cast<std::uint64_t>(pairs_.size());
  writer(horizon_, refused_, occurrences_, count);
  for (auto& [key, pair] : pairs_) {
    writer(pair.a.id, pair.a.tag, pair.b.id, pair.b.tag, pair.finalized_until, pair.checkpoint, pair.live);
  }
}

void PairMonitor::load(ArchiveReader& reader) {
  resting_.load(reader);
  std::uint64_t count = 0;
  reader(horizon_, refused_, occurrences_, count);
  for (; count > 0 && !reader.has_failed(); --count) {
    Pair pair;
    reader(pair.a.id, pair.a.tag, pair.b.id, pair.b.tag, pair.finalized_until, pair.checkpoint, pair.live);
    pair.a.record = around_.records.find(model::mmsi_of(pair.a.id));
    pair.b.record = around_.records.find(model::mmsi_of(pair.b.id));
    const std::size_t bytes = rule_->memory_bytes();
    const bool fits = pair.checkpoint.memory.size() == bytes && pair.live.memory.size() == bytes;
    if (pair.a.record == nullptr || pair.b.record == nullptr || !fits) {
      reader.fail();
      return;
    }
    Pair& kept = pairs_[{pair.a.id, pair.b.id}];
    kept = std::move(pair);
    link(kept);
  }
}

void PairMonitor::step(const Pair& pair, const History& history, State& state, Instant tick) const {
  const Names names(pair, tick);
  state.findings.set_names(names);
  rule_->step({tick, history, around_.contexts[around_.contexts.at(tick)], around_.sources},
              state.memory.data(), state.findings);
}

void PairMonitor::step(Instant tick) {
  for (auto& [key, pair] : pairs_) {
    if (pair.is_dirty || (!is_minute(tick) && rule_->is_idle(pair.live.memory.data()))) {
      continue;
    }
    step(pair, History(pair, *this), pair.live, tick);
    around_.anomalies.publish_changed(pair.live.findings);
  }
}

void PairMonitor::mark_dirty(const MmsiRecord& record) {
  const auto own = pairs_of_.find(record.mmsi);
  if (own == pairs_of_.end()) {
    return;
  }
  for (Pair* pair : own->second) {
    mark_dirty(*pair);
  }
}

void PairMonitor::mark_dirty(Pair& pair) {
  if (!pair.is_dirty) {
    dirty_.emplace_back(pair.a.id, pair.b.id);
  }
  pair.is_dirty = true;
}

void PairMonitor::fold(const Pair& pair, State& state, Instant after, Instant until) const {
  const History history(pair, *this);
  for (Instant tick = after + kPairTick; tick <= until; tick = tick + kPairTick) {
    if (!is_minute(tick) && rule_->is_idle(state.memory.data())) {
      tick = ceil_to_minute(tick);
      if (tick > until) {
        return;
      }
    }
    step(pair, history, state, tick);
  }
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
  const State before = std::exchange(pair.live, pair.checkpoint);
  fold(pair, pair.live, pair.finalized_until, last_tick);
  pair.live.findings.clear_changed();
  around_.anomalies.publish_difference(before.findings.all(), pair.live.findings.all());
}

bool PairMonitor::is_over(const Pair& pair) const {
  return pair.live.findings.empty() && pair.checkpoint.findings.empty() &&
         rule_->can_be_dropped(pair.live.memory.data(), horizon_) &&
         rule_->can_be_dropped(pair.checkpoint.memory.data(), horizon_);
}

// At the last full minute that is final. (A fix is settled after an hour, or if it never was elsewhere.)
void PairMonitor::note_rest(const MmsiRecord& record) {
  constexpr Span kHeardFor = kMinute * 5;
  const Instant minute = Instant::unix_seconds(horizon_.in_unix_seconds() / 60 * 60);
  for (const ObjectState& object : record.live.objects) {
    const track::TrackHistory history = record.history(object.tag, record.timeline.size());
    const auto point = history.at(minute);
    const bool is_heard = point && minute - point->at <= track::kFixValidFor;
    if (is_heard && point->is_settled && history.at(minute - kHeardFor)) {
      resting_.note(object.id(), point->position, minute);
    }
  }
}

void PairMonitor::finalize(const MmsiRecord& record, Instant last_tick) {
  note_rest(record);
  const auto own = pairs_of_.find(record.mmsi);
  if (own == pairs_of_.end()) {
    return;
  }
  const auto pairs = own->second;  // a copy: those that are over are removed from it
  for (Pair* pair : pairs) {
    if (pair->a.record != &record) {
      continue;
    }
    // The live state must be up to date before the checkpoint moves on.
    if (pair->is_dirty) {
      refold(*pair, last_tick);
    }
    fold(*pair, pair->checkpoint, pair->finalized_until, horizon_);
    pair->finalized_until = std::max(pair->finalized_until, horizon_);
    pair->checkpoint.findings.clear_changed();
    pair->checkpoint.findings.drop_ended(horizon_);
    pair->live.findings.drop_ended(horizon_);
    if (is_over(*pair)) {
      erase(*pair);
    }
  }
}

void PairMonitor::erase(Pair& pair) {
  const Key key{pair.a.id, pair.b.id};
  if (!pair.checkpoint.findings.occurrences().empty()) {
    occurrences_[key] = pair.checkpoint.findings.occurrences();
  }
  for (const MmsiRecord* record : {pair.a.record, pair.b.record}) {
    const auto own = pairs_of_.find(record->mmsi);
    if (own == pairs_of_.end()) {
      continue;
    }
    std::erase(own->second, &pair);
    if (own->second.empty()) {
      pairs_of_.erase(own);
    }
  }
  pairs_.erase(key);
}

void PairMonitor::remove(const MmsiRecord& record) {
  for (const ObjectState& object : record.live.objects) {
    grids_.erase_everywhere(object.id());
    resting_.erase(object.id());
  }
  if (const auto own = pairs_of_.find(record.mmsi); own != pairs_of_.end()) {
    const auto pairs = own->second;
    for (Pair* pair : pairs) {
      around_.anomalies.end_open(pair->live.findings);
      erase(*pair);
    }
  }
  std::erase_if(occurrences_, [mmsi = record.mmsi](const auto& entry) {
    return model::mmsi_of(entry.first.first) == mmsi || model::mmsi_of(entry.first.second) == mmsi;
  });
}

void PairMonitor::clear(Instant at) {
  while (!pairs_.empty()) {
    Pair& pair = pairs_.begin()->second;
    around_.anomalies.end_open(pair.live.findings);
    erase(pair);
  }
  grids_.clear();
  resting_.clear();
  horizon_ = std::max(horizon_, at);
}

}  // namespace selat::detect
