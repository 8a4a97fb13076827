#pragma once
// Reports in, tracks and anomalies out, by event time (observed_at). The same set of reports gives the same
// anomalies in whatever order they arrive within `lateness`: every vessel keeps its reports of that time in
// order, and a late one is folded in again from a checkpoint; what it disproves is retracted. Reports in
// order are decided at once.
//
// Pure and deterministic; one thread; time comes only from the reports. Bounded in everything: vessels (the
// least recently heard goes first), reports kept per vessel, pairs, anomalies remembered. Where a bound is
// met, what goes depends on what has arrived by then, so the promise about the order holds below the bounds
// only: vessels_evicted, reports_crowded_out, pairs_refused and anomalies_forgotten say whether they were
// met.
//
// The first report sets the clock. If it is too early, three that agree move it on (`leap`); if it is too
// late by its station's clock (more than `ahead_tolerance` beyond received_at) it is refused. Only one whose
// received_at is as wrong, as in a recording of a wild clock, leaves what follows too late: counted.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "detect/rule.h"
#include "model/anomaly.h"
#include "model/report.h"
#include "model/track.h"
#include "model/zone.h"

namespace selat::detect {

// What settings say of one rule; keys must be declared by the rule.
struct RuleChoice {
  bool is_on = true;
  std::map<std::string, double, std::less<>> thresholds;
};

struct EngineOptions {
  Span lateness = Span::minutes(10);
  // A report so far ahead of its own received_at is wrong about the time.
  Span ahead_tolerance = Span::minutes(2);
  // A report so far ahead of all others waits until two more agree with it.
  Span leap = Span::minutes(20);
  std::size_t max_vessels = 50'000;
  std::size_t max_reports_per_vessel = 1'024;  // within lateness
  std::size_t max_pairs = 20'000;
  std::size_t max_anomalies = 50'000;                    // remembered, open and recent
  std::map<std::string, RuleChoice, std::less<>> rules;  // those not named have their defaults
  std::vector<WatchEntry> watch_list;
  std::vector<model::Zone> zones;
};

struct EngineCounters {
  std::uint64_t reports_received = 0;  // all, AlsoHeard too; the sum of the next eight
  std::uint64_t in_order = 0;          // newer than what the vessel said before
  std::uint64_t late = 0;              // older, within lateness
  std::uint64_t too_late = 0;
  std::uint64_t repeated = 0;     // the very same report again
  std::uint64_t also_heard = 0;   // ingest says: one more station heard it
  std::uint64_t from_future = 0;  // ahead of received_at, or of everybody else
  std::uint64_t waiting = 0;      // ahead of everybody else, not yet judged
  std::uint64_t invalid = 0;      // MMSI of more than nine digits, or none
  std::uint64_t copies = 0;       // of those folded: the transmission had been heard from another station
  std::uint64_t refolds = 0;      // of a vessel's last minutes because of late reports
  std::uint64_t vessels_evicted = 0;
  std::uint64_t reports_crowded_out = 0;  // settled early: one vessel says too much
  std::uint64_t pairs_refused = 0;
  std::uint64_t anomalies_forgotten = 0;  // open ones beyond the bound
};

// How many anomalies a rule has brought into each phase since the start.
struct RuleCounters {
  std::string_view rule;
  EnumCounts<model::AnomalyPhase> phases;
};

class Engine {
 public:
  // Rules and thresholds that do not exist are a contract broken: app/ has checked the settings.
  explicit Engine(EngineOptions options);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  void observe(const model::Report& report);
  // Decides all that the reports so far allow. The messages about anomalies since the last call, in the
  // order they became known. Call it after each batch.
  [[nodiscard]] std::vector<model::Anomaly> drain();

  // Tracks that changed since they were handed out last, the longest waiting first; ended ones, for the last
  // time, are not counted. Call drain() before.
  [[nodiscard]] std::vector<model::Track> changed_tracks(std::size_t at_most = SIZE_MAX);
  // How many wait to be handed out.
  [[nodiscard]] std::size_t tracks_waiting() const;
  // All tracks, by MMSI.
  [[nodiscard]] std::vector<model::Track> tracks() const;
  // The last message about every anomaly that is open, or changed within the last hour; by start, then id.
  [[nodiscard]] std::vector<model::Anomaly> anomalies() const;

  // The latest event time believed; the epoch before the first report.
  [[nodiscard]] Instant watermark() const;
  [[nodiscard]] EngineCounters counters() const;
  [[nodiscard]] std::vector<RuleCounters> rule_counters() const;
  [[nodiscard]] EnumCounts<model::TrackState> tracks_by_state() const;
  [[nodiscard]] std::size_t vessels() const;
  [[nodiscard]] std::size_t pairs() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::detect
