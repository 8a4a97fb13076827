#pragma once
// What folding the reports of one MMSI carries from one report to the next: a copy of it is a checkpoint.
// Plain values.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "detect/context.h"
#include "detect/finding_log.h"
#include "detect/identifier_history.h"
#include "detect/never.h"
#include "track/association.h"
#include "track/fix.h"
#include "track/tracker.h"

namespace selat::detect {

// A silence of at least three expected reports (and a minute): the fix before it, and when it ended.
struct Gap {
  track::Fix before;
  track::Hull hull;  // as known then
  Instant next_at;
  friend bool operator==(const Gap&, const Gap&) = default;
};

// After a silence this long, counted from this fix, there is a gap.
inline constexpr Span kShortestGap = Span::minutes(1);
[[nodiscard]] Span gap_after(const track::Fix& fix);

// One object, its track and what the rules remember of it.
struct ObjectState {
  track::ObjectTag tag = 0;
  track::Tracker tracker;
  IdentifierHistory identifiers;
  std::array<Gap, 3> gaps;        // the latest first; an unused one ends at the epoch
  std::vector<std::byte> memory;  // of all rules
  FindingLog findings;
  Instant begun_at, heard_at;  // the first and the last report of any kind
  // When something is to happen though nothing is heard; never later than that.
  Instant next_event = kNever;
  bool is_lost = false, is_ended = false;
  Instant ended_at;  // when its silence was long enough; set if is_ended

  [[nodiscard]] model::TrackId id() const { return tracker.id(); }
  template <typename Archive>
  void archive(Archive& archive) {
    archive(tag, tracker, identifiers, gaps, memory, findings, begun_at, heard_at, next_event, is_lost,
            is_ended, ended_at);
  }
};

// All objects that have sent the MMSI.
struct MmsiState {
  // In the order in which they began. Those whose track has ended stay until nobody can ask for them.
  std::vector<ObjectState> objects;
  std::vector<track::Candidate> candidates;
  std::int64_t begun_day = 0;  // of the latest object
  std::uint32_t begun_that_day = 0;
  track::ObjectTag next_tag = 0;
  ContextHistory::Index context = 0;  // the version in force
  // The earliest of what is to happen though nothing is heard, or earlier.
  Instant next_event = kNever;
  Instant advanced_to;  // event time of the latest of these that has happened

  [[nodiscard]] const ObjectState* find(model::TrackId id) const;
  [[nodiscard]] bool is_heard() const { return !objects.empty(); }
  // The last report of any of them.
  [[nodiscard]] Instant heard_at() const;
  template <typename Archive>
  void archive(Archive& archive) {
    archive(objects, candidates, begun_day, begun_that_day, next_tag, context, next_event, advanced_to);
  }
};

}  // namespace selat::detect
