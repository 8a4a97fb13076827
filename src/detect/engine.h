#pragma once
// Reports in, tracks and anomalies out, by event time (observed_at). The same set of reports gives the same
// anomalies, in whatever order the reports arrive within `lateness`. To that end the reports of that time are
// kept in order for each MMSI; after a late one they are folded again from a checkpoint, and an anomaly that
// is no longer found is retracted, a little later (detect/anomaly_registry.h). Reports that arrive in order
// are evaluated at once.
//
// Pure and deterministic; one thread; time comes only from the reports. Everything is bounded: vessels (the
// least needed are evicted), reports kept per vessel, pairs, anomalies kept. What is dropped at a
// bound depends on what has arrived by then, so the promise about the order holds below the bounds only; the
// counters vessels_evicted, reports_crowded_out, pairs_refused and anomalies_forgotten tell when one is met.
//
// The first report sets the clock. If its time is too early, three later reports that agree move the clock on
// (`time_jump`). If it is ahead of its own received_at by more than `ahead_tolerance`, it is refused. Only
// when received_at is wrong by as much (a recording made with a wrong clock) are the reports after it too
// late; they are counted.

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detect/rule.h"
#include "model/anomaly.h"
#include "model/report.h"
#include "model/track.h"
#include "model/watch_entry.h"
#include "model/zone.h"

namespace selat::detect {

// One rule's part of the settings; keys must be declared by the rule.
struct RuleOptions {
  bool is_on = true;
  std::map<std::string, double, std::less<>> thresholds;
};

struct EngineOptions {
  Span lateness = Span::minutes(10);
  // A report further ahead of its own received_at than this has a wrong time.
  Span ahead_tolerance = Span::minutes(2);
  // A report further ahead of all others than this is held until two more agree with it.
  Span time_jump = Span::minutes(20);
  std::size_t max_vessels = 50'000;
  std::size_t max_reports_per_vessel = 1'024;  // within lateness
  std::size_t max_pairs = 100'000;
  std::size_t max_anomalies = 50'000;  // kept, open and recent
  // The reports come in the order of their time, as from a recording that was sorted: a report far ahead of
  // all others is not waited with, however sparse they are.
  bool trusts_order = false;
  std::map<std::string, RuleOptions, std::less<>> rules;  // those not named have their defaults
  std::vector<model::WatchEntry> watch_list;
  std::vector<model::Zone> zones;
};

struct EngineCounters {
  std::uint64_t reports_received = 0;  // all, AlsoHeard too; the sum of the next eight
  std::uint64_t in_order = 0;          // newer than the vessel's reports before
  std::uint64_t late = 0;              // older, within lateness
  std::uint64_t too_late = 0;          // or not the newest of an MMSI that sends far too many
  std::uint64_t repeated = 0;          // the very same report again
  std::uint64_t also_heard = 0;        // ingest reports: one more station heard it
  std::uint64_t from_future = 0;       // ahead of received_at, or of all others
  std::uint64_t waiting = 0;           // ahead of all others, not yet decided
  std::uint64_t invalid = 0;           // MMSI of more than nine digits, or none
  std::uint64_t late_distress = 0;     // of those in order or late: distress too late for its own time
  std::uint64_t copies = 0;   // of those folded: the transmission had been heard from another station
  std::uint64_t refolds = 0;  // of a vessel's last minutes because of late reports
  std::uint64_t vessels_evicted = 0;
  std::uint64_t reports_crowded_out = 0;  // finalized early: one vessel sends too many
  std::uint64_t pairs_refused = 0;
  std::uint64_t anomalies_forgotten = 0;  // open ones, at the bound
};

// How many anomalies a rule has brought into each phase since the start.
struct RuleCounters {
  std::string_view rule;
  EnumCounts<model::AnomalyPhase> phases;
};

class Engine {
 public:
  // All rules and thresholds must exist (checked): settings with others are refused when read.
  explicit Engine(EngineOptions options);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  void observe(const model::Report& report);
  // The same for several, which is faster.
  void observe(std::span<const model::Report> reports);
  // From then on these zones and this watch list are in force, if they are not already; not before the
  // reports that are final, nor before the last such call (checked). Cheap when `from` is later than all
  // reports so far: each vessel is judged anew with its next report, or within a minute. Otherwise all heard
  // since then are folded again.
  void set_context(std::vector<model::Zone> zones, std::vector<model::WatchEntry> watch_list, Instant from);
  // Evaluates all reports so far. Returns the messages about anomalies since the last call, in the order in
  // which they became known. Call it after each batch.
  [[nodiscard]] std::vector<model::Anomaly> drain();
  // The same when no report is expected for now, and event time stands still: with the retractions that are
  // held back.
  [[nodiscard]] std::vector<model::Anomaly> drain_held();

  // The whole state as bytes: what this program, with the same rules and thresholds, reads back to go on as
  // if nothing had happened. Evaluates; messages and tracks not yet taken, and the versions of the context,
  // are part of it.
  [[nodiscard]] std::string save();
  // In an engine that has observed nothing. Returns false, and leaves the engine as it was, when the bytes
  // were written by another program or with other options, or are damaged.
  [[nodiscard]] bool load(std::string_view bytes);

  // Tracks that changed since they were handed out last, at most this many, the one that has waited longest
  // first; and all that have ended. Call drain() before.
  [[nodiscard]] std::vector<model::Track> changed_tracks(std::size_t at_most = SIZE_MAX);
  // How many changed ones wait to be handed out.
  [[nodiscard]] std::size_t tracks_waiting() const;
  // All tracks, by id, that is by MMSI.
  [[nodiscard]] std::vector<model::Track> tracks() const;
  // Those of one MMSI.
  [[nodiscard]] std::vector<model::Track> tracks_of(model::Mmsi mmsi) const;
  // The last message about every anomaly that is open, or changed within the last hour; by start, then id.
  [[nodiscard]] std::vector<model::Anomaly> anomalies() const;

  // Versions of the context that are kept, since reports may yet be judged by them.
  [[nodiscard]] std::size_t context_versions() const;
  // The latest event time believed; the epoch before the first report.
  [[nodiscard]] Instant watermark() const;
  [[nodiscard]] EngineCounters counters() const;
  [[nodiscard]] std::vector<RuleCounters> rule_counters() const;
  [[nodiscard]] EnumCounts<model::TrackState> tracks_by_state() const;
  // MMSIs of which anything is kept.
  [[nodiscard]] std::size_t vessels() const;
  [[nodiscard]] std::size_t pairs() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::detect
