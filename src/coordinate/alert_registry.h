#pragma once
// The alerts and their life cycle (after IMO MSC.302(87)):
//
//   raised ──acknowledge──► acknowledged ──the condition ends──► ended
//     └──the condition ends──► returned_unacknowledged ──acknowledge──► ended
//   any ──late data disproves it──► retracted
//
// An alert that becomes more severe after its acknowledgement is raised again. One anomaly is one alert:
// revisions count within one term of the detector; a restarted one is taken by what it says: the same again
// changes nothing, other content is news, and nobody is asked again to acknowledge what is not graver.
//
// A snapshot names every anomaly that the detector still holds. An alert whose condition holds and whose
// anomaly is not among them has ended, and nobody told us: it takes the same way as at the end of its
// condition, so what nobody has acknowledged stays open and what was acknowledged is ended. That holds only
// for the detector's own term: one that was restarted must find again what stands, and until then its alerts
// stay as they are.
//
// Pure; bounded: closed alerts are kept for some hours, and beyond `max_alerts` the closed, then the least
// severe and oldest go, counted. Not thread-safe.

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
  std::uint64_t anomalies = 0;  // taken in
  std::uint64_t repeated = 0;   // known already, nothing changed
  std::uint64_t dropped = 0;    // forgotten for want of room while still open
};

class AlertRegistry {
 public:
  AlertRegistry(AlertLimits limits, std::vector<model::Alert> persisted);

  // The alert as it is afterwards; nothing when the anomaly said nothing new. `sector` is where its place
  // lies, `detector_term` the term of the publisher that says so.
  const model::Alert* apply(const model::Anomaly& anomaly, std::uint64_t detector_term,
                            const model::SectorId& sector, Instant wall);

  // Between the two, apply() notes what the detector's snapshot names. The alerts that have ended without a
  // word, as they are afterwards.
  void begin_snapshot();
  [[nodiscard]] std::vector<model::Alert> end_snapshot(std::uint64_t detector_term);

  // The alert as it is afterwards, nothing when it is not known. Idempotent: the first acknowledgement stays.
  const model::Alert* acknowledge(std::uint64_t id, const model::ControlPointId& by, Instant wall);

  // Drops what need not be kept. Open ones that there is no room for are returned as ended, so that no reader
  // keeps showing what nobody keeps.
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
  std::optional<std::set<std::uint64_t>> named_;  // by the snapshot that is being applied
  AlertCounters counters_;
};

// The condition holds, or it ended and nobody has acknowledged it yet.
[[nodiscard]] bool is_open(const model::Alert& alert);
// The condition holds: it counts in the sector's priority.
[[nodiscard]] bool is_active(const model::Alert& alert);

}  // namespace selat::coordinate
