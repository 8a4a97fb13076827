#pragma once
// The alerts and their life cycle (after IMO MSC.302(87)):
//
//   raised ──acknowledge──► acknowledged ──the condition ends──► ended
//     └──the condition ends──► returned_unacknowledged ──acknowledge──► ended
//   any ──late data disproves it──► retracted
//
// An alert that becomes more severe after its acknowledgement is raised again. One anomaly is one alert.
// Revisions are compared only within one term of the detector. After a restart of the detector the content is
// compared: the same content changes nothing, other content changes the alert, and a new acknowledgement is
// needed only if the alert is more severe.
//
// A snapshot names each anomaly that the detector still holds. If an alert is active and the snapshot does
// not name its anomaly, its condition has ended without a message: an acknowledged alert is ended, any other
// stays open as returned_unacknowledged. This applies only to alerts of the same term of the detector. A
// restarted detector must first find its anomalies again; until then their alerts stay as they are.
//
// Pure. Bounded: closed alerts are kept for some hours; at the limit of `max_alerts` closed alerts are
// evicted first, then the least severe, then the oldest. Evicted open alerts are counted. Not thread-safe.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "coordinate/sector_map.h"
#include "model/alert.h"

namespace selat::coordinate {

struct AlertLimits {
  Span keep_closed_for = Span::hours(6);
  std::size_t max_alerts = 10'000;
};

struct AlertCounters {
  std::uint64_t anomalies = 0;  // received
  std::uint64_t repeated = 0;   // received, but changed no alert
  std::uint64_t dropped = 0;    // open alerts evicted at the limit
};

class AlertRegistry {
 public:
  AlertRegistry(AlertLimits limits, std::vector<model::Alert> persisted);

  // Returns the changed alert, or nullptr if nothing changed. `sector` contains the place of the anomaly;
  // `detector_term` is the term of its publisher.
  const model::Alert* apply(const model::Anomaly& anomaly, std::uint64_t detector_term,
                            const model::SectorId& sector, Instant wall);

  // Between the two calls apply() notes the anomalies that the snapshot names. end_snapshot() returns the
  // alerts whose condition has ended without a message, as they are afterwards.
  void begin_snapshot();
  [[nodiscard]] std::vector<model::Alert> end_snapshot(std::uint64_t detector_term);

  // Returns the alert as it is afterwards, or nullptr if it is not known. Idempotent: the first
  // acknowledgement stays.
  const model::Alert* acknowledge(std::uint64_t id, const model::ControlPointId& by, Instant wall);

  // Removes closed alerts whose time has passed, and evicts alerts at the limit. Evicted open alerts are
  // returned as ended (`crowded_out`), so that no screen keeps showing an alert that the server has
  // forgotten.
  struct Forgotten {
    std::vector<std::uint64_t> ids;
    std::vector<model::Alert> crowded_out;
  };
  [[nodiscard]] Forgotten forget(Instant wall);

  [[nodiscard]] const model::Alert* find(std::uint64_t id) const;
  [[nodiscard]] const std::map<std::uint64_t, model::Alert>& alerts() const { return alerts_; }
  [[nodiscard]] AlertCounters counters() const { return counters_; }
  [[nodiscard]] EnumCounts<model::AlertState> by_state() const;

 private:
  AlertLimits limits_;
  std::map<std::uint64_t, model::Alert> alerts_;
  std::optional<std::set<std::uint64_t>> named_;  // by the snapshot; empty: none is being applied
  AlertCounters counters_;
};

// The condition holds, or it has ended and the alert is not acknowledged yet.
[[nodiscard]] bool is_open(const model::Alert& alert);
// The condition holds; the alert counts in the priority of its sector.
[[nodiscard]] bool is_active(const model::Alert& alert);

}  // namespace selat::coordinate
