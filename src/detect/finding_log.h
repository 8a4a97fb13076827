#pragma once
// The findings about one vessel, pair or area as reports are folded: those that are open, and those that
// ended within the engine's lateness. A log is a function of the ordered reports alone; the difference of two
// logs is what late reports changed.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "model/anomaly.h"

namespace selat::detect {

// An anomaly as the fold of the reports so far finds it.
struct Finding {
  template <typename Archive>
  void archive(Archive& archive) {
    archive(anomaly, changed_at);
  }
  model::Anomaly anomaly;
  Instant changed_at;  // event time of the last change
  friend bool operator==(const Finding&, const Finding&) = default;
};

// The names of the vessels of an anomaly, as they had sent them by then; asked for only when needed.
class VesselNames {
 public:
  virtual ~VesselNames() = default;
  [[nodiscard]] virtual ShortText<34> name(std::size_t vessel) const = 0;
};

// model::Anomaly::condition. `kind`: of rule, kind and subject.
[[nodiscard]] std::uint64_t condition_of(std::uint64_t kind, std::span<const model::AnomalyVessel> vessels);

class FindingLog {
 public:
  FindingLog() = default;
  // `owner`: the track, the pair or the rule that this log is about.
  explicit FindingLog(std::uint64_t owner) : owner_(owner) {}

  // Where the names of the anomalies' vessels come from, for whatever is raised or changed next; must be
  // valid until then.
  void set_names(const VesselNames& names) { names_ = &names; }

  // Adds a finding and returns its id. The id follows from the owner, rule, `kind`, subject, and how many of
  // the same there were before; not from when it began, which a late report may change. `kind` tells apart
  // what one rule finds of different kinds.
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

  // How often each kind of finding has been raised: what must be remembered when a log is to be continued.
  using Occurrences = std::vector<std::pair<std::uint64_t, std::uint32_t>>;
  [[nodiscard]] const Occurrences& occurrences() const { return occurrences_; }
  void set_occurrences(Occurrences occurrences) { occurrences_ = std::move(occurrences); }

  template <typename Archive>
  void archive(Archive& archive) {
    archive(owner_, findings_, changed_, occurrences_);
  }

 private:
  Finding* find_finding(std::uint64_t id);
  void put_names(model::Anomaly& anomaly) const;
  [[nodiscard]] std::uint32_t count_occurrence(std::uint64_t key);
  void note_changed(std::uint64_t id);

  std::uint64_t owner_ = 0;
  const VesselNames* names_ = nullptr;
  std::vector<Finding> findings_;
  std::vector<std::uint64_t> changed_;
  Occurrences occurrences_;
};

}  // namespace selat::detect
