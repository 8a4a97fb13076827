#pragma once
// The findings about one vessel (or one pair) as its reports are folded: those that are open, and those that
// ended within the engine's lateness. A log is a function of the ordered reports alone; the difference of two
// logs is what late reports changed.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "model/anomaly.h"

namespace selat::detect {

// An anomaly as the fold of the reports so far finds it.
struct Finding {
  model::Anomaly anomaly;
  Instant changed_at;  // event time of the last change
  friend bool operator==(const Finding&, const Finding&) = default;
};

class FindingLog {
 public:
  // Sets the anomaly's id (see anomaly_id) and adds it; a finding of the same id is replaced. Returns the id.
  std::uint64_t raise(model::Anomaly anomaly, std::string_view kind, Instant at);
  // Null when there is no such finding (any more). Call mark_changed() after a change.
  [[nodiscard]] model::Anomaly* find(std::uint64_t id);
  void mark_changed(std::uint64_t id, Instant at);
  void end(std::uint64_t id, Instant ended_at, Instant at);

  [[nodiscard]] std::span<const Finding> all() const { return findings_; }
  [[nodiscard]] bool empty() const { return findings_.empty(); }
  // The ids raised, changed or ended since clear_changed(), in that order, each once.
  [[nodiscard]] std::span<const std::uint64_t> changed() const { return changed_; }
  void clear_changed() { changed_.clear(); }
  // Removes findings that have ended and did not change at or after `before`.
  void drop_ended(Instant before);

 private:
  void note_changed(std::uint64_t id);
  std::vector<Finding> findings_;
  std::vector<std::uint64_t> changed_;
};

// The id of an anomaly, the same live and replayed: of its rule, kind, vessels, subject and start. `kind`
// tells apart what one rule finds of different kinds.
[[nodiscard]] std::uint64_t anomaly_id(const model::Anomaly& anomaly, std::string_view kind);

}  // namespace selat::detect
