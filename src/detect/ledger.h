#pragma once
// The findings of one vessel (or one pair) as its reports are folded: what is open, and what ended within the
// engine's lateness. A ledger is a function of the ordered reports alone; comparing two of them says what
// late data changed.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "model/anomaly.h"

namespace selat::detect {

struct Episode {
  model::Anomaly anomaly;
  Instant changed_at;  // event time of the last change
  friend bool operator==(const Episode&, const Episode&) = default;
};

class Ledger {
 public:
  // Sets the id (of rule, kind, vessels, subject and start) and opens the episode; the same id again replaces
  // it. `kind` keeps apart what one rule finds of different kinds. Returns the id.
  std::uint64_t raise(model::Anomaly anomaly, std::string_view kind, Instant at);
  // Null when there is no such episode (any more). Follow a change with touch().
  [[nodiscard]] model::Anomaly* find(std::uint64_t id);
  void touch(std::uint64_t id, Instant at);
  void end(std::uint64_t id, Instant ended_at, Instant at);

  [[nodiscard]] std::span<const Episode> episodes() const { return episodes_; }
  [[nodiscard]] bool empty() const { return episodes_.empty(); }
  // The ids raised, touched or ended since clear_changed(), in that order, each once.
  [[nodiscard]] std::span<const std::uint64_t> changed() const { return changed_; }
  void clear_changed() { changed_.clear(); }
  // Drops what ended and did not change at or after `before`.
  void forget_ended(Instant before);

 private:
  void note(std::uint64_t id);
  std::vector<Episode> episodes_;
  std::vector<std::uint64_t> changed_;
};

// The id of an anomaly: the same live and replayed.
[[nodiscard]] std::uint64_t anomaly_id(const model::Anomaly& anomaly, std::string_view kind);

}  // namespace selat::detect
