#pragma once
// The alerts and their life cycle (after IMO MSC.302(87)):
//
//   raised ──acknowledge──► acknowledged ──the condition ends──► ended
//     └──the condition ends──► returned_unacknowledged ──acknowledge──► ended
//   any ──late data disproves it──► retracted        any ──a person closes it──► ended
//
// One anomaly is one alert. An acknowledgement covers the severity at which the person saw the alert: the
// alert asks again only when it is graver than that, or when its condition begins anew after it had ended. An
// alert that a person closed stays closed for as long as the same condition goes on, unless it becomes
// graver.
//
// Revisions are compared only within one term of the detector. After a restart of the detector the content is
// compared: the same content changes nothing, other content changes the alert.
//
// A detector that lost its memory may give what goes on another id than before. What it raises with an id
// unknown here continues the alert of the same condition (model::Anomaly::condition) that stands and that it
// has not named so far; from then on the alert is known by the new id of the anomaly as well as by its own.
//
// A snapshot names each anomaly that the detector still holds. If an alert is active and the snapshot of the
// same term does not name its anomaly, its condition has ended without a message. A detector that was started
// anew must first find its anomalies again: what its snapshot does not name is unconfirmed, and ends when it
// has stayed so for `unconfirmed_for`.
//
// A sighting is an alert of its own, of which no anomaly and no snapshot speaks: it ends when a person closes
// it, and where it is no distress also a day after it was seen.
//
// Pure. Bounded: closed alerts are kept for some hours from their closing, longer than the detector can speak
// of them (detect/anomaly_registry.h); at the limit of `max_alerts` closed alerts are evicted first, then the
// least severe, then the oldest. Evicted open alerts are counted. Not thread-safe.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "coordinate/sector_map.h"
#include "model/alert.h"

namespace selat::coordinate {

struct AlertLimits {
  Span keep_closed_for = Span::hours(6);
  Span sighting_for = Span::hours(24);  // as long is one kept that was closed, until whoever took it was told
  Span unconfirmed_for = Span::minutes(30);
  std::size_t max_alerts = 10'000;
};

struct AlertCounters {
  std::uint64_t anomalies = 0;  // received
  std::uint64_t repeated = 0;   // received, but changed no alert
  std::uint64_t dropped = 0;    // open alerts evicted at the limit
};

class AlertRegistry {
 public:
  // `last_number` was given before; 0: that of the newest alert.
  AlertRegistry(AlertLimits limits, std::vector<model::Alert> persisted, std::uint32_t last_number = 0);

  // Returns the changed alert, or nullptr if nothing changed. `sector` contains the place of the anomaly;
  // `detector_term` is the term of its publisher. Times are of the wall clock.
  model::Alert* apply(const model::Anomaly& anomaly, std::uint64_t detector_term,
                      const model::SectorId& sector, Instant wall);

  // The clock was set: event time leaps, so that the detector ends what stands and raises it anew as soon as
  // it hears the vessels again. For some minutes what stands is not ended by that but unconfirmed, and what
  // is raised of the same condition is the same alert.
  void note_clock_step(Instant wall);

  // Between the two calls apply() notes the anomalies that the snapshot names. end_snapshot() returns the ids
  // of the alerts that changed since it does not name them.
  void begin_snapshot();
  [[nodiscard]] std::vector<std::uint64_t> end_snapshot(std::uint64_t detector_term, Instant wall);
  // Ends the alerts that were unconfirmed for too long, and those of sightings that are old; returns their
  // ids.
  [[nodiscard]] std::vector<std::uint64_t> end_in_time(Instant wall);

  // A new alert, of which no detector speaks.
  model::Alert& raise(const model::Sighting& sighting, const model::SectorId& sector, Instant wall);

  // What persons do. Each returns the alert if it changed; nullptr if it is not known or changed nothing.
  // `seen`: how grave the alert was when the person saw it.
  model::Alert* acknowledge(std::uint64_t id, const model::ControlPointId& by, model::Severity seen,
                            Instant wall);
  model::Alert* comment(std::uint64_t id, const model::ControlPointId& by, std::string text, Instant wall);
  model::Alert* close(std::uint64_t id, const model::ControlPointId& by, model::Outcome outcome,
                      Instant wall);
  // The vessel of the alert is now in this sector. nullptr if that is nothing new.
  model::Alert* move(std::uint64_t id, const model::SectorId& sector);
  // By the names that its vessels send now. nullptr if that is nothing new; an empty name says nothing.
  using NewestName = std::function<ShortText<34>(model::Mmsi)>;
  model::Alert* name_vessels(std::uint64_t id, const NewestName& newest);

  // Removes closed alerts whose time has passed, and evicts alerts at the limit. Evicted open alerts are
  // returned as ended (`crowded_out`), so that no screen keeps showing an alert that the server has
  // forgotten.
  struct Forgotten {
    std::vector<std::uint64_t> ids;
    std::vector<model::Alert> crowded_out;
  };
  [[nodiscard]] Forgotten forget(Instant wall);

  [[nodiscard]] model::Alert* find(std::uint64_t id);
  [[nodiscard]] const model::Alert* find(std::uint64_t id) const;
  [[nodiscard]] const std::map<std::uint64_t, model::Alert>& alerts() const { return alerts_; }
  // The number that was given last; the next alert has one above it.
  [[nodiscard]] std::uint32_t last_number() const { return last_number_; }
  [[nodiscard]] AlertCounters counters() const { return counters_; }
  [[nodiscard]] EnumCounts<model::AlertState> by_state() const;

 private:
  [[nodiscard]] std::uint32_t next_number();
  [[nodiscard]] model::Alert* find_by_anomaly(std::uint64_t anomaly);
  [[nodiscard]] model::Alert* continued_by(const model::Anomaly& anomaly, std::uint64_t detector_term,
                                           Instant wall);
  void know_by(model::Alert& alert, std::uint64_t anomaly);
  // Its condition may go on, though the detector lost sight of it as the clock was set.
  [[nodiscard]] bool is_unsure(const model::Alert& alert, Instant wall) const;
  model::Alert* take(model::Alert& alert, const model::Anomaly& anomaly, std::uint64_t detector_term,
                     const model::SectorId& sector, Instant wall);
  model::Alert& raise(const model::Anomaly& anomaly, std::uint64_t detector_term,
                      const model::SectorId& sector, Instant wall);
  [[nodiscard]] model::Alert& begin(std::uint64_t id, const model::Anomaly& anomaly,
                                    const model::SectorId& sector, Instant wall);
  [[nodiscard]] bool is_over(const model::Alert& alert, Instant wall) const;

  AlertLimits limits_;
  std::map<std::uint64_t, model::Alert> alerts_;
  std::map<std::uint64_t, std::uint64_t> by_anomaly_;  // the alert of each anomaly
  std::set<std::uint32_t> numbers_;                    // in use
  std::uint32_t last_number_ = 0;
  std::uint64_t current_term_ = 0;                // of the detector whose snapshot was taken last
  std::optional<std::set<std::uint64_t>> named_;  // alerts, by the snapshot; empty: none is being applied
  std::set<std::uint64_t> unsure_;                // alerts that stood when the clock was set last
  Instant unsure_until_;
  std::set<std::uint64_t> former_;  // anomalies whose alerts go on as others, since then
  AlertCounters counters_;
};

}  // namespace selat::coordinate
