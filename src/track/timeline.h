#pragma once
// The reports of one vessel of the last minutes, in an order that does not depend on how they arrived: by
// time, then fingerprint, then source. Entries before `settled` are final: they are kept a little longer so
// that copies are recognised and positions of the past can be asked for.

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
    bool is_copy = false;  // the very same report was there: nothing was inserted
    bool is_appended = false;
  };

  // Only for reports not older than the settled ones (the engine has counted those as too late).
  Insertion insert(TimelineEntry entry, const SourceTable& sources);

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  [[nodiscard]] TimelineEntry& operator[](std::size_t index) { return entries_[index]; }
  [[nodiscard]] const TimelineEntry& operator[](std::size_t index) const { return entries_[index]; }
  [[nodiscard]] const TimelineEntry& back() const { return entries_.back(); }

  // How many entries, from the oldest on, are settled.
  [[nodiscard]] std::size_t settled() const { return settled_; }
  void settle_one() { ++settled_; }
  // Forgets settled entries before `before`. Returns nothing of them: read them first.
  [[nodiscard]] std::size_t settled_before(Instant before) const;
  void forget(std::size_t count);

  // Whether an earlier entry within `within` is the same transmission (fingerprint and message type).
  [[nodiscard]] bool is_heard_before(std::size_t index, Span within) const;
  // The latest accepted fix at or before `at`; nothing when there is none (any more).
  [[nodiscard]] const Fix* accepted_at(Instant at) const;

 private:
  std::vector<TimelineEntry> entries_;
  std::size_t settled_ = 0;
};

}  // namespace selat::track
