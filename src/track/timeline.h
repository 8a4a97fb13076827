#pragma once
// The reports of one vessel of the last minutes, in an order that does not depend on the order of arrival: by
// time, then fingerprint, then source. The oldest entries are final; they are kept a little longer, to
// recognise copies and to give positions of the past. One thread.

#include <cstddef>
#include <memory>
#include <vector>

#include "track/fix.h"
#include "track/source_table.h"

namespace selat::track {

struct TimelineEntry {
  Fix fix;
  std::unique_ptr<const model::Report> text;  // of static data and safety texts; empty for positions
};

class Timeline {
 public:
  struct Insertion {
    std::size_t index = 0;
    bool is_copy = false;  // the very same report is there already: nothing was inserted
    bool is_appended = false;
  };

  // The report must not be older than a finalized one (the engine counts those as too late).
  Insertion insert(TimelineEntry entry, const SourceTable& sources);

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  [[nodiscard]] TimelineEntry& operator[](std::size_t index) { return entries_[index]; }
  [[nodiscard]] const TimelineEntry& operator[](std::size_t index) const { return entries_[index]; }
  [[nodiscard]] const TimelineEntry& back() const { return entries_.back(); }

  // How many entries, from the oldest on, are final.
  [[nodiscard]] std::size_t finalized() const { return finalized_; }
  void finalize_one() { ++finalized_; }
  // How many final entries are older than `before`.
  [[nodiscard]] std::size_t finalized_before(Instant before) const;
  // Removes the `count` oldest entries, which must be final.
  void drop(std::size_t count);

  // Whether an earlier entry within `within` is the same transmission (fingerprint and message type).
  [[nodiscard]] bool is_heard_before(std::size_t index, Span within) const;
  // The latest accepted fix at or before `at`; null when there is none (any more).
  [[nodiscard]] const Fix* accepted_at(Instant at) const;

 private:
  std::vector<TimelineEntry> entries_;
  std::size_t finalized_ = 0;
};

}  // namespace selat::track
