#include "detect/engine.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "detect/engine_impl.h"
#include "detect/rule_table.h"

namespace selat::detect {

namespace {

// Room is made for so many at once; beyond that the tables grow, which takes some milliseconds.
std::size_t expected_vessels(const EngineOptions& options) {
  return std::min<std::size_t>(options.max_vessels, 65'536);
}

}  // namespace

Engine::Impl::Impl(EngineOptions given)
    : options(std::move(given)),
      contexts(std::make_shared<const Context>(std::move(options.zones), std::move(options.watch_list))),
      records(expected_vessels(options)),
      grids(expected_vessels(options)),
      anomalies(options.max_anomalies, options.lateness),
      tracks(records),
      time_jumps(options.time_jump) {
  for (const auto& [id, rule] : options.rules) {
    require(find_rule(id) != nullptr, "settings name a rule that does not exist");
  }
  make_rules();
  anomalies.set_covered([this](const model::Anomaly& anomaly) { return is_covered(anomaly); });
}

void Engine::Impl::make_rules() {
  std::vector<std::unique_ptr<VesselRule>> vessel_rules;
  track::TrackOptions track_options;
  const PairSurroundings pair_surroundings{
      records, contexts, sources, anomalies, expected_vessels(options), options.lateness};
  const AreaSurroundings area_surroundings{stations, sources, grids, records, contexts, anomalies};
  for (const RuleDescription& rule : rule_table()) {
    const auto found = options.rules.find(rule.id);
    const RuleOptions chosen = found == options.rules.end() ? RuleOptions{} : found->second;
    const Thresholds thresholds(rule.thresholds, chosen.thresholds);
    if (rule.configure_tracker != nullptr) {
      rule.configure_tracker(thresholds, track_options);
    }
    if (!chosen.is_on) {
      continue;
    }
    if (rule.make_vessel_rule != nullptr) {
      vessel_rules.push_back(rule.make_vessel_rule(thresholds));
    }
    if (rule.make_pair_rule != nullptr) {
      pair_monitors.push_back(std::make_unique<PairMonitor>(rule.make_pair_rule(thresholds),
                                                            options.max_pairs, pair_surroundings));
    }
    if (rule.make_fleet_rule != nullptr) {
      fleet_rules.push_back(rule.make_fleet_rule({rule, sources, contexts, anomalies}));
    }
    if (rule.make_area_rule != nullptr) {
      area_monitors.push_back(
          std::make_unique<AreaMonitor>(rule.id, rule.make_area_rule(thresholds), area_surroundings));
    }
  }
  comparisons.resize(fleet_rules.size());
  vessel_fold = std::make_unique<MmsiFold>(std::move(vessel_rules), track_options, sources, contexts);
  keeper = std::make_unique<CheckpointKeeper>(*vessel_fold, anomalies, tracks);
}

Engine::Engine(EngineOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Engine::~Engine() = default;

void Engine::observe(const model::Report& report) {
  impl_->observe(report);
}

void Engine::observe(std::span<const model::Report> reports) {
  impl_->prefetch(reports);
  for (const model::Report& report : reports) {
    impl_->observe(report);
  }
}

void Engine::set_context(std::vector<model::Zone> zones, std::vector<model::WatchEntry> watch_list,
                         Instant from) {
  auto since = impl_->contexts.zones_since(zones, from);
  impl_->set_context(
      std::make_shared<const Context>(std::move(zones), std::move(watch_list), std::move(since)), from);
}

std::string Engine::save() {
  return impl_->save();
}

bool Engine::load(std::string_view bytes) {
  require(!impl_->has_watermark, "state is read into an engine that has observed nothing");
  return impl_->load(bytes);
}

std::vector<model::Anomaly> Engine::drain() {
  impl_->evaluate();
  return impl_->anomalies.take_messages();
}

std::vector<model::Anomaly> Engine::drain_held() {
  impl_->evaluate();
  impl_->anomalies.release_held();
  return impl_->anomalies.take_messages();
}

std::vector<model::Track> Engine::changed_tracks(std::size_t at_most) {
  return impl_->tracks.take(at_most);
}

std::size_t Engine::tracks_waiting() const {
  return impl_->tracks.size();
}

std::vector<model::Track> Engine::tracks() const {
  std::vector<model::Track> all;
  all.reserve(impl_->records.size());
  for (const MmsiRecord* record : impl_->records.records()) {
    append_tracks(*record, all);
  }
  return all;
}

std::vector<model::Track> Engine::tracks_of(model::Mmsi mmsi) const {
  const MmsiRecord* const record = impl_->records.find(mmsi);
  return record == nullptr ? std::vector<model::Track>() : detect::tracks_of(*record);
}

std::vector<model::Anomaly> Engine::anomalies() const {
  return impl_->anomalies.known();
}

std::size_t Engine::context_versions() const {
  return impl_->contexts.size();
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
  counters.anomalies_forgotten = impl_->anomalies.dropped_open();
  for (const auto& monitor : impl_->pair_monitors) {
    counters.pairs_refused += monitor->refused();
  }
  return counters;
}

std::vector<RuleCounters> Engine::rule_counters() const {
  return impl_->anomalies.counters();
}

EnumCounts<model::TrackState> Engine::tracks_by_state() const {
  return impl_->keeper->tracks_by_state();
}

std::size_t Engine::vessels() const {
  return impl_->records.size();
}

std::size_t Engine::pairs() const {
  std::size_t count = 0;
  for (const auto& monitor : impl_->pair_monitors) {
    count += monitor->size();
  }
  return count;
}

}  // namespace selat::detect
