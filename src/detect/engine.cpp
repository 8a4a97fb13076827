#include "detect/engine.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "detect/anomaly_registry.h"
#include "detect/checkpoint_keeper.h"
#include "detect/pair_monitor.h"
#include "detect/rule_table.h"
#include "detect/time_jump_filter.h"
#include "detect/track_queue.h"
#include "detect/vessel_fold.h"
#include "detect/vessel_table.h"
#include "detect/watch_reidentifier.h"
#include "detect/zone_context.h"

namespace selat::detect {

namespace {

// When no vessel is heard for this long, nothing is left to evaluate tick by tick.
constexpr Span kQuiet = Span::minutes(30);
// Stations differ by a second or so in when they pass a report on. A tick waits this long; without it most
// ticks would be evaluated twice.
constexpr Span kTickDelay = Span::milliseconds(1'500);
constexpr auto kPairTick_s = kPairTick.in_microseconds() / 1'000'000;
// Where a vessel was an hour before a meeting must not depend on whether its track ended in between.
constexpr Span kHistory = Span::minutes(80);
// Event time advances at most this far between two evaluations.
constexpr Span kMaxUnevaluated = Span::minutes(2);

Instant floor_to(Instant at, std::int64_t step_s) {
  return Instant::unix_seconds(at.in_unix_seconds() / step_s * step_s);
}

bool is_distress(const model::Report& report) {
  const auto& header = model::header_of(report);
  const auto* position = std::get_if<model::PositionReport>(&report);
  return header.mmsi.is_distress_device() ||
         (position != nullptr && position->status == model::NavigationStatus::distress_device_active);
}

bool is_valid(const model::ReportHeader& header) {
  const bool is_time_valid =
      header.observed_at > Instant() && header.observed_at.in_unix_seconds() < std::int64_t{1} << 32;
  return is_time_valid && header.mmsi.number() != 0 && header.mmsi.number() <= 999'999'999;
}

}  // namespace

struct Engine::Impl {
  explicit Impl(EngineOptions given);

  // Intake: reports in the order of arrival.
  void observe(const model::Report& report);
  void hold(const model::Report& report);
  void admit(const model::Report& report, bool is_time_believed);
  void advance_watermark(Instant at, bool is_time_believed);
  void mark_updated(VesselRecord& record, Instant from);
  VesselRecord& record_of(model::Mmsi mmsi);
  void remove(VesselRecord& record);

  // The clock of event time.
  void evaluate();
  void search_pairs_again();
  void reidentify_listed();
  void run_clock();
  void skip_quiet_time(Instant quiet_from);
  void begin_minute();
  void sweep(VesselRecord& record);
  [[nodiscard]] bool is_over(const VesselRecord& record, Instant horizon) const;
  [[nodiscard]] Instant swept_at(const VesselRecord& record) const {
    return VesselTable::swept_at(record.mmsi, clock);
  }
  [[nodiscard]] Instant last_tick() const { return floor_to(clock, kPairTick_s); }
  [[nodiscard]] Instant pair_horizon() const { return floor_to(clock - options.lateness, kPairTick_s); }

  EngineOptions options;
  ZoneContext zones;
  track::SourceTable sources;
  std::unique_ptr<VesselFold> fold;
  VesselTable vessels;
  std::unique_ptr<AnomalyRegistry> anomalies;
  std::vector<std::unique_ptr<PairMonitor>> pair_monitors;
  std::unique_ptr<WatchReidentifier> reidentifier;
  std::vector<VesselRecord*> updated;  // since the last evaluation
  TrackQueue tracks;
  std::unique_ptr<CheckpointKeeper> keeper;
  TimeJumpFilter time_jumps;
  Instant watermark;
  Instant clock;  // all full seconds up to it are evaluated; a little behind the watermark
  bool has_watermark = false;
  EngineCounters counters;
};

Engine::Impl::Impl(EngineOptions given)
    : options(std::move(given)), zones(std::move(options.zones)), time_jumps(options.time_jump) {
  anomalies = std::make_unique<AnomalyRegistry>(options.max_anomalies, [this](model::Mmsi mmsi) {
    const VesselRecord* record = vessels.find(mmsi);
    const auto& name = record == nullptr ? std::nullopt : record->live.tracker.vessel().name;
    return name.value_or(ShortText<34>());
  });
  for (const auto& [id, rule] : options.rules) {
    require(find_rule(id) != nullptr, "settings name a rule that does not exist");
  }
  reidentifier = std::make_unique<WatchReidentifier>(sources, *anomalies);
  const RuleContext context{zones, options.watch_list};
  std::vector<std::unique_ptr<VesselRule>> vessel_rules;
  track::TrackOptions track_options;
  for (const RuleDescription& rule : rule_table()) {
    const auto found = options.rules.find(rule.id);
    const RuleOptions chosen = found == options.rules.end() ? RuleOptions{} : found->second;
    const Thresholds thresholds(rule.thresholds, chosen.thresholds);
    if (rule.configure_tracker != nullptr) {
      rule.configure_tracker(thresholds, track_options);
    }
    if (chosen.is_on && rule.make_vessel_rule != nullptr) {
      vessel_rules.push_back(rule.make_vessel_rule(context, thresholds));
    }
    if (chosen.is_on && rule.make_pair_rule != nullptr) {
      pair_monitors.push_back(std::make_unique<PairMonitor>(rule.make_pair_rule(context, thresholds),
                                                            options.max_pairs, sources, *anomalies));
    }
  }
  fold = std::make_unique<VesselFold>(std::move(vessel_rules), track_options);
  keeper = std::make_unique<CheckpointKeeper>(*fold, sources, *anomalies, tracks);
}

VesselRecord& Engine::Impl::record_of(model::Mmsi mmsi) {
  if (VesselRecord* known = vessels.find_heard(mmsi)) {
    return *known;
  }
  if (vessels.size() >= options.max_vessels) {
    ++counters.vessels_evicted;
    remove(vessels.least_recently_heard());
  }
  return vessels.add(mmsi, fold->first_state(mmsi));
}

void Engine::Impl::remove(VesselRecord& record) {
  for (const Finding& finding : record.live.findings.all()) {
    if (finding.anomaly.ended_at) {
      continue;
    }
    model::Anomaly ended = finding.anomaly;
    ended.ended_at = record.live.heard_at;
    anomalies->publish(ended);
  }
  for (auto& monitor : pair_monitors) {
    monitor->remove(record);
  }
  reidentifier->remove(record);
  tracks.remove(record);
  std::erase(updated, &record);
  vessels.erase(record);
}

void Engine::Impl::observe(const model::Report& report) {
  ++counters.reports_received;
  const model::ReportHeader& header = model::header_of(report);
  const bool is_ahead = has_watermark && time_jumps.is_ahead(header.observed_at, watermark);
  if (!is_valid(header)) {
    ++counters.invalid;
  } else if (std::holds_alternative<model::AlsoHeard>(report)) {
    ++counters.also_heard;
  } else if (header.observed_at > header.received_at + options.ahead_tolerance) {
    ++counters.from_future;
  } else if (is_ahead && !is_distress(report)) {
    hold(report);
  } else {
    admit(report, !is_ahead);
  }
}

void Engine::Impl::hold(const model::Report& report) {
  const TimeJumpFilter::Held held = time_jumps.hold(report);
  counters.repeated += held.is_repeated ? 1U : 0U;
  counters.from_future += held.has_dropped ? 1U : 0U;
  for (const model::Report& believed : held.believed) {
    admit(believed, true);
  }
}

void Engine::Impl::admit(const model::Report& report, bool is_time_believed) {
  const Instant at = model::header_of(report).observed_at;
  if (has_watermark && at < watermark - options.lateness) {
    ++counters.too_late;
    return;
  }
  if (is_time_believed) {
    time_jumps.count_agreeing();
  }
  // What is known before a time jump is evaluated before it.
  if (has_watermark && is_time_believed && at - clock > kMaxUnevaluated) {
    evaluate();
  }
  VesselRecord& record = record_of(model::header_of(report).mmsi);
  const std::size_t finalized = record.timeline.finalized();
  if (finalized > 0 && at <= record.timeline[finalized - 1].fix.at) {
    ++counters.too_late;
    return;
  }
  track::TimelineEntry entry;
  entry.fix = track::fix_of(report, sources.index_of(model::header_of(report).source));
  if (entry.fix.kind != track::FixKind::position) {
    entry.text = std::make_unique<const model::Report>(report);
  }
  const auto inserted = record.timeline.insert(std::move(entry), sources);
  if (inserted.is_copy) {
    ++counters.repeated;
    return;
  }
  ++(inserted.is_appended ? counters.in_order : counters.late);
  advance_watermark(at, is_time_believed);
  const bool is_newest = inserted.is_appended && !record.is_dirty && at > record.live.silence_notified_at;
  if (is_newest) {
    keeper->fold_newest(record, swept_at(record));
  } else {
    record.is_dirty = true;
  }
  mark_updated(record, at);
  keeper->finalize_some(record, clock - options.lateness);
  if (record.timeline.size() - record.timeline.finalized() > options.max_reports_per_vessel) {
    keeper->finalize_early(record, options.max_reports_per_vessel / 4 + 1, swept_at(record));
  }
  if (watermark - clock > kMaxUnevaluated) {
    evaluate();
  }
}

// A distress report far ahead of all others is evaluated at once, but does not move the watermark.
void Engine::Impl::advance_watermark(Instant at, bool is_time_believed) {
  if (!has_watermark) {
    clock = floor_to(at - options.lateness, 60);
    for (auto& monitor : pair_monitors) {
      monitor->set_horizon(pair_horizon());
    }
  }
  if (!has_watermark || (at > watermark && is_time_believed)) {
    watermark = at;
  }
  has_watermark = true;
}

void Engine::Impl::mark_updated(VesselRecord& record, Instant from) {
  tracks.push(record);
  if (!record.is_updated) {
    record.is_updated = true;
    record.updated_from = from;
    updated.push_back(&record);
  }
  record.updated_from = std::min(record.updated_from, from);
}

void Engine::Impl::evaluate() {
  if (!has_watermark) {
    return;
  }
  for (const model::Report& reached : time_jumps.take_reached(watermark)) {
    admit(reached, true);
  }
  for (VesselRecord* record : updated) {
    if (record->is_dirty) {
      keeper->refold(*record, swept_at(*record));
    }
  }
  search_pairs_again();
  reidentify_listed();
  for (VesselRecord* record : updated) {
    record->is_updated = false;
  }
  updated.clear();
  run_clock();
  for (auto& monitor : pair_monitors) {
    monitor->refold(last_tick());
  }
}

// Pairs at ticks that were evaluated before these reports became known.
void Engine::Impl::search_pairs_again() {
  const auto find = [this](model::Mmsi mmsi) { return vessels.find(mmsi); };
  for (VesselRecord* record : updated) {
    if (record->updated_from > clock) {
      continue;
    }
    for (auto& monitor : pair_monitors) {
      monitor->search_again(*record, record->updated_from, swept_at(*record), find);
    }
  }
}

void Engine::Impl::reidentify_listed() {
  bool must_compare_all = false;
  for (const VesselRecord* record : updated) {
    must_compare_all = reidentifier->learn(*record, clock) || must_compare_all;
  }
  if (must_compare_all) {
    for (const VesselRecord& record : vessels.records()) {
      reidentifier->compare(record, swept_at(record));
    }
  } else if (reidentifier->is_needed()) {
    for (const VesselRecord* record : updated) {
      reidentifier->compare(*record, swept_at(*record));
    }
  }
}

void Engine::Impl::run_clock() {
  const Instant target = floor_to(watermark - kTickDelay, 1);
  const Instant quiet_from = clock + kQuiet;
  while (clock < target) {
    skip_quiet_time(quiet_from);
    clock = clock + Span::seconds(1);
    for (auto& monitor : pair_monitors) {
      monitor->set_horizon(pair_horizon());
    }
    if (clock.in_unix_seconds() % 60 == 0) {
      begin_minute();
    }
    if (clock == last_tick()) {
      for (auto& monitor : pair_monitors) {
        monitor->step(clock);
      }
    }
    for (VesselRecord* record : vessels.due_at(clock)) {
      sweep(*record);
    }
  }
}

// When no vessel was heard for long, the clock moves on to where reports begin again.
void Engine::Impl::skip_quiet_time(Instant quiet_from) {
  const Instant begin_again = floor_to(watermark - options.lateness, 60) - Span::minutes(1);
  if (clock < quiet_from || clock + kQuiet >= begin_again + Span::minutes(1)) {
    return;
  }
  clock = begin_again;
  for (auto& monitor : pair_monitors) {
    monitor->clear(pair_horizon());
  }
}

void Engine::Impl::begin_minute() {
  for (auto& monitor : pair_monitors) {
    monitor->begin_minute(clock);
  }
  anomalies->expire(clock);
}

void Engine::Impl::sweep(VesselRecord& record) {
  const Instant horizon = clock - options.lateness;
  const auto find = [this](model::Mmsi mmsi) { return vessels.find(mmsi); };
  for (auto& monitor : pair_monitors) {
    monitor->search(record, floor_to(clock, 60), find);
    monitor->finalize(record, last_tick());
  }
  keeper->fold_silence(record, clock);
  keeper->finalize(record, horizon);
  reidentifier->finalize(record, horizon);
  if (is_over(record, horizon)) {
    remove(record);
  } else if (reidentifier->is_needed()) {
    reidentifier->compare(record, clock);
  }
}

// Its track has ended, and nothing that is still open can ask where the vessel was.
bool Engine::Impl::is_over(const VesselRecord& record, Instant horizon) const {
  const bool is_finalized = record.timeline.finalized() == record.timeline.size();
  const bool is_history = record.live.heard_at + kHistory < horizon;
  return record.live.is_ended_notified && is_finalized && is_history && fold->ends_at(record.live) < horizon;
}

Engine::Engine(EngineOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Engine::~Engine() = default;

void Engine::observe(const model::Report& report) {
  impl_->observe(report);
}

std::vector<model::Anomaly> Engine::drain() {
  impl_->evaluate();
  return impl_->anomalies->take_messages();
}

std::vector<model::Track> Engine::changed_tracks(std::size_t at_most) {
  return impl_->tracks.take(at_most);
}

std::size_t Engine::tracks_waiting() const {
  return impl_->tracks.size();
}

std::vector<model::Track> Engine::tracks() const {
  std::vector<model::Track> all;
  for (const VesselRecord& record : impl_->vessels.records()) {
    if (record.live.tracker.is_begun()) {
      all.push_back(record.live.tracker.track());
    }
  }
  std::ranges::sort(all, {}, [](const model::Track& track) { return track.vessel.mmsi; });
  return all;
}

std::vector<model::Anomaly> Engine::anomalies() const {
  return impl_->anomalies->known();
}

Instant Engine::watermark() const {
  return impl_->watermark;
}

EngineCounters Engine::counters() const {
  EngineCounters counters = impl_->counters;
  counters.copies = impl_->keeper->counters().copies;
  counters.refolds = impl_->keeper->counters().refolds;
  counters.reports_crowded_out = impl_->keeper->counters().finalized_early;
  counters.waiting = impl_->time_jumps.size();
  counters.anomalies_forgotten = impl_->anomalies->dropped_open();
  for (const auto& monitor : impl_->pair_monitors) {
    counters.pairs_refused += monitor->refused();
  }
  return counters;
}

std::vector<RuleCounters> Engine::rule_counters() const {
  return impl_->anomalies->counters();
}

EnumCounts<model::TrackState> Engine::tracks_by_state() const {
  EnumCounts<model::TrackState> counts;
  for (const VesselRecord& record : impl_->vessels.records()) {
    if (record.live.tracker.is_begun()) {
      counts.add(record.live.tracker.state());
    }
  }
  return counts;
}

std::size_t Engine::vessels() const {
  return impl_->vessels.size();
}

std::size_t Engine::pairs() const {
  std::size_t count = 0;
  for (const auto& monitor : impl_->pair_monitors) {
    count += monitor->size();
  }
  return count;
}

}  // namespace selat::detect
