#pragma once
// Folds the ordered reports of one vessel into its track, the memories of the rules and the log of findings.
// The result is a function of the reports alone.

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

#include "detect/finding_log.h"
#include "detect/identifier_history.h"
#include "detect/rule.h"
#include "track/timeline.h"
#include "track/tracker.h"

namespace selat::detect {

// A silence of at least three expected reports (and a minute): the fix before it, and when it ended.
struct Gap {
  track::Fix before;
  Instant next_at;
  friend bool operator==(const Gap&, const Gap&) = default;
};

// All that the fold carries from one report to the next; a copy of it is a checkpoint.
struct FoldState {
  track::Tracker tracker;
  IdentifierHistory identifiers;
  std::array<Gap, 3> gaps;        // the latest first; an unused one ends at the epoch
  std::vector<std::byte> memory;  // of all rules; empty before the first report
  FindingLog findings;
  Instant begun_at;             // the first report of this track, of any kind
  Instant heard_at;             // the last report of any kind
  Instant silence_notified_at;  // event time of the last silence the rules were notified of
  Instant last_track_heard_at;  // the last report of the track before this one; the epoch when there was none
  bool is_heard = false;
  bool is_lost_notified = false, is_ended_notified = false;
};

// After a silence this long, counted from this fix, there is a gap.
[[nodiscard]] Span gap_after(const track::Fix& fix);

class VesselFold {
 public:
  struct Rule {
    std::unique_ptr<VesselRule> rule;
    std::size_t offset = 0;  // of its part of the memory
  };

  VesselFold(std::vector<std::unique_ptr<VesselRule>> rules, track::TrackOptions options);

  [[nodiscard]] FoldState first_state(model::Mmsi mmsi) const;
  // Folds timeline[index] in. Entries before it must have been folded. Returns whether it was a copy.
  bool fold(FoldState& state, track::Timeline& timeline, std::size_t index,
            const track::SourceTable& sources) const;
  // Notifies the rules of a silence that has lasted long enough by `now`.
  void fold_silence(FoldState& state, Instant now) const;
  // When the vessel's track ends if it is not heard again.
  [[nodiscard]] Instant ends_at(const FoldState& state) const;

 private:
  [[nodiscard]] FoldState next_track(FoldState old) const;
  void notify(FoldState& state, Silence silence, Instant at) const;

  std::vector<Rule> rules_;
  std::size_t memory_bytes_ = 0;
  track::TrackOptions options_;
};

}  // namespace selat::detect
