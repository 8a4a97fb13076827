// The clock of event time: what is evaluated again after late reports, and what happens at each second, tick,
// minute and sweep.
#include <algorithm>

#include "detect/engine_impl.h"
#include "detect/rule_table.h"

namespace selat::detect {

namespace {

// When no vessel is heard for this long, nothing is left to evaluate tick by tick.
constexpr Span kQuiet = Span::minutes(30);
// Stations differ by a second or so in when they pass a report on. A tick waits this long; without it most
// ticks would be evaluated twice.
constexpr Span kTickDelay = Span::milliseconds(1'500);
// Where a vessel was an hour before a meeting must not depend on whether its track ended in between.
constexpr Span kHistory = Span::minutes(80);
// The memory of a record is asked for while so many others are at work.
constexpr std::size_t kAhead = 4;

}  // namespace

void Engine::Impl::evaluate() {
  if (!has_watermark) {
    return;
  }
  for (const model::Report& reached : time_jumps.take_reached(watermark)) {
    admit(reached, true);
  }
  refold_updated();
  for (MmsiRecord* record : updated) {
    if (record->updated_from <= clock) {
      search_again(*record);
    }
  }
  compare_fleet();
  for (MmsiRecord* record : updated) {
    record->is_updated = false;
  }
  updated.clear();
  run_clock();
  for (auto& monitor : pair_monitors) {
    monitor->refold(last_tick());
  }
}

void Engine::Impl::refold_updated() {
  for (MmsiRecord* record : updated) {
    if (record->is_dirty) {
      keeper->refold(*record, happened_until());
      wake_later(*record);
    }
  }
}

// At minutes and ticks that were evaluated before these reports became known.
void Engine::Impl::search_again(MmsiRecord& record) {
  const Instant searched_until = MmsiTable::swept_at(record.mmsi, clock);
  const Instant first = ceil_to_minute(std::max(record.updated_from, pair_horizon()));
  for (Instant minute = first; minute <= searched_until; minute = minute + Span::minutes(1)) {
    search(record, minute);
  }
  for (auto& monitor : pair_monitors) {
    monitor->mark_dirty(record);
  }
  for (auto& monitor : area_monitors) {
    monitor->mark_dirty(record.updated_from);
  }
}

void Engine::Impl::compare_fleet() {
  for (std::size_t i = 0; i < fleet_rules.size(); ++i) {
    FleetRule& rule = *fleet_rules[i];
    for (const MmsiRecord* record : updated) {
      if (rule.learn(*record, clock)) {
        comparisons[i].left = MmsiTable::kLists;
      }
    }
    for (const MmsiRecord* record : updated) {
      if (rule.is_needed()) {
        rule.compare(*record, MmsiTable::swept_at(record->mmsi, clock));
      }
    }
  }
}

void Engine::Impl::compare_list(FleetRule& rule, std::uint32_t list) {
  const auto in_list = records.list(list);
  for (std::size_t i = 0; i < in_list.size(); ++i) {
    if (i + kAhead < in_list.size()) {
      in_list[i + kAhead]->prefetch_live();
    }
    rule.compare(*in_list[i], MmsiTable::swept_at(in_list[i]->mmsi, clock));
  }
}

// All records at once would hold up the reports: they take five seconds of event time.
void Engine::Impl::compare_more() {
  constexpr std::uint32_t kAtATime = MmsiTable::kLists / 20;
  for (std::size_t i = 0; i < fleet_rules.size(); ++i) {
    Comparison& comparison = comparisons[i];
    for (std::uint32_t lists = std::min(comparison.left, kAtATime); lists > 0; --lists) {
      compare_list(*fleet_rules[i], comparison.next);
      comparison.next = (comparison.next + 1) % MmsiTable::kLists;
      --comparison.left;
    }
  }
}

void Engine::Impl::run_clock() {
  const Instant target = MmsiTable::floor_to_step(watermark - kTickDelay);
  const Instant quiet_from = clock + kQuiet;
  while (clock < target) {
    skip_quiet_time(quiet_from);
    clock = clock + MmsiTable::kStep;
    for (auto& monitor : pair_monitors) {
      monitor->set_horizon(pair_horizon());
    }
    if (clock == floor_to(clock, 1)) {
      wake_due();
    }
    if (clock == floor_to(clock, 60)) {
      begin_minute();
    }
    if (clock == last_tick()) {
      for (auto& monitor : pair_monitors) {
        monitor->step(clock);
      }
    }
    sweep_all(records.due_at(clock));
    compare_more();
  }
}

// When no vessel was heard for long, the clock moves on to where reports begin again.
void Engine::Impl::skip_quiet_time(Instant quiet_from) {
  const Instant begin_again = floor_to(watermark - options.lateness, 60) - Span::minutes(1);
  if (clock < quiet_from || clock + kQuiet >= begin_again + Span::minutes(1)) {
    return;
  }
  clock = stepped_since = begin_again;
  wakes.clear();
  for (MmsiRecord* record : records.records()) {
    keeper->advance(*record, happened_until());
    record->wakes_at = kNever;
    wake_later(*record);
  }
  grids.clear();
  for (auto& monitor : pair_monitors) {
    monitor->clear(pair_horizon());
  }
}

void Engine::Impl::begin_minute() {
  // What all were at a minute is known when all records have been swept once more.
  const Instant completed = clock - Span::minutes(1);
  if (grids.has(completed)) {
    complete_minute(completed);
  }
  for (auto& monitor : area_monitors) {
    monitor->finalize(horizon());
  }
  forget_contexts();
  grids.begin(clock);
  for (auto& monitor : pair_monitors) {
    monitor->begin_minute(clock);
  }
  anomalies.expire(clock);
  if (clock.in_unix_seconds() % 86'400 == 0 || begun_before.size() >= options.max_vessels * 8) {
    std::erase_if(begun_before,
                  [today = model::track_day(clock)](const auto& entry) { return entry.second.day != today; });
  }
}

void Engine::Impl::complete_minute(Instant minute) {
  bool has_clusters = false;
  for (auto& monitor : area_monitors) {
    monitor->step(minute);
    has_clusters = has_clusters || !monitor->clusters().empty();
  }
  if (has_clusters) {
    anomalies.retract_covered();
  }
}

// Vessels that were evicted since are, too.
bool Engine::Impl::is_in_cluster(model::Mmsi mmsi) const {
  const auto is_told = [this](std::uint16_t source, Instant first_at) {
    return std::ranges::any_of(area_monitors, [&](const auto& monitor) {
      return std::ranges::any_of(monitor->clusters(),
                                 [&](const Cluster& cluster) { return cluster.contains(source, first_at); });
    });
  };
  if (const MmsiRecord* record = records.find(mmsi)) {
    return is_told(record->first_source, record->first_at);
  }
  const auto evicted = begun_before.find(mmsi);
  return evicted != begun_before.end() && is_told(evicted->second.first_source, evicted->second.first_at);
}

// One of its vessels is part of a cluster, of which the cluster's own anomaly tells.
bool Engine::Impl::is_covered(const model::Anomaly& anomaly) const {
  const bool is_told = anomaly.severity == model::Severity::distress ||
                       anomaly.grade.view() == find_rule(anomaly.rule)->told_of_clusters;
  return !is_told && std::ranges::any_of(anomaly.vessels, [this](const model::AnomalyVessel& vessel) {
    return is_in_cluster(vessel.mmsi);
  });
}

// Every record, pair and area is finalized once a minute, and looks no farther back than a minute from there.
void Engine::Impl::forget_contexts() {
  constexpr Span kUsed = Span::minutes(3);
  if (clock - stepped_since >= kUsed) {
    contexts.forget_before(horizon() - kUsed);
  }
}

void Engine::Impl::wake_due() {
  for (const model::Mmsi mmsi : wakes.take(clock)) {
    MmsiRecord* record = records.find(mmsi);
    if (record == nullptr || record->wakes_at != clock) {
      continue;
    }
    record->wakes_at = kNever;
    keeper->advance(*record, happened_until());
    wake_later(*record);
  }
}

// The record stands in the queue at its next event, or earlier.
void Engine::Impl::wake_later(MmsiRecord& record) {
  const Instant next = record.live.next_event;
  if (next < record.wakes_at && next != kNever) {
    record.wakes_at = wakes.put(record.mmsi, next, clock);
  }
}

std::optional<Sample> Engine::Impl::put_in_grid(const MmsiRecord& record, const ObjectState& object,
                                                Instant minute) {
  const auto sample = record.sample_at(object.id(), object.tag, minute);
  if (sample) {
    grids.put(minute, object.id(), sample->position);
  } else {
    grids.erase(minute, object.id());
  }
  return sample;
}

void Engine::Impl::search(const MmsiRecord& record, Instant minute) {
  for (const ObjectState& object : record.live.objects) {
    const auto sample = put_in_grid(record, object, minute);
    for (auto& monitor : pair_monitors) {
      if (sample) {
        monitor->search(*sample, minute);
      } else {
        monitor->leave(object.id(), minute);
      }
    }
  }
}

// The memory of those that come soon is asked for in the meantime.
void Engine::Impl::sweep_all(const std::vector<MmsiRecord*>& due) {
  for (std::size_t i = 0; i < due.size(); ++i) {
    if (i + 3 * kAhead < due.size()) {
      due[i + 3 * kAhead]->prefetch();
    }
    if (i + 2 * kAhead < due.size()) {
      due[i + 2 * kAhead]->prefetch_live();
      due[i + 2 * kAhead]->prefetch_checkpoint();
    }
    if (i + kAhead < due.size()) {
      due[i + kAhead]->prefetch_oldest();
    }
    sweep(*due[i]);
  }
}

void Engine::Impl::sweep(MmsiRecord& record) {
  // What was due is done, but for a new version of the context: so many records at once would take too long.
  keeper->advance(record, happened_until());
  search(record, floor_to(clock, 60));
  for (auto& monitor : pair_monitors) {
    monitor->finalize(record, last_tick());
  }
  keeper->finalize(record, horizon());
  for (auto& rule : fleet_rules) {
    rule->finalize(record, horizon());
  }
  if (is_over(record, horizon())) {
    remove(record);
    return;
  }
  keeper->drop_objects(record, horizon() - kHistory);
  for (auto& rule : fleet_rules) {
    if (rule->is_needed()) {
      rule->compare(record, clock);
    }
  }
}

// All of its tracks have ended, and nothing that is still open can ask where the vessel was.
bool Engine::Impl::is_over(const MmsiRecord& record, Instant horizon) const {
  const auto has_ended = [](const MmsiState& state) {
    return std::ranges::all_of(state.objects, [](const ObjectState& object) { return object.is_ended; });
  };
  return record.timeline.finalized() == record.timeline.size() && has_ended(record.live) &&
         has_ended(record.checkpoint) && record.live.heard_at() + kHistory < horizon;
}

}  // namespace selat::detect
