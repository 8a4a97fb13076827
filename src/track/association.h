#pragma once
// Whose fix is it? One MMSI may be sent by several objects (a copied identity, a careless installation), and
// one object may send a wrong position now and then. A fix belongs to the object in whose gate it lies, the
// nearest in standard deviations if there are several. A fix in nobody's gate is held as a candidate:
//
//   an object is heard again where it should be     the candidate's fixes were outliers, as far as is known
//   the candidate goes on, and so does the object   they are two transmitters: the candidate becomes an
//   object the candidate goes on, the object is silent     the object has jumped there: it is relocated
//
// A function of the fixes in the order of their time. Bounded: kMostObjects objects, kMostCandidates
// candidates of an MMSI; beyond that the candidate with the fewest fixes is given up. Pure.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "model/report.h"
#include "track/fix.h"
#include "track/tracker.h"

namespace selat::track {

inline constexpr std::size_t kMostObjects = 4;
inline constexpr std::size_t kMostCandidates = 3;

// Fixes that agree with each other but with no object.
struct Candidate {
  Deviation deviation;  // of its first fix from the object nearest to it
  Fix last;
  std::uint32_t fixes = 1;
  ObjectTag nearest = 0;  // the tag of that object
  bool is_told = false;   // as an outlier
  [[nodiscard]] Instant begun_at() const { return deviation.to.at(); }
  std::optional<model::StaticReport> particulars;  // from the station that hears it
};

// An object that is live: its track has not ended.
struct LiveObject {
  ObjectTag tag = 0;
  Tracker* tracker = nullptr;
};

struct Association {
  Outcome outcome = Outcome::accepted;
  std::size_t object = 0;  // index among the live ones; their number: a new one is to begin
  // Of a new one that was a candidate before.
  std::optional<Candidate> origin;
};

// Decides, and lets the object's tracker take the fix; a new object's tracker is the caller's to make.
[[nodiscard]] Association associate(std::span<const LiveObject> live, std::vector<Candidate>& candidates,
                                    Fix& fix, const TrackOptions& options);

// Whose report without a position it is: the index of the object; nothing when it is a candidate's (which
// keeps the particulars for when it becomes an object). `particulars` is null when the report has none. There
// must be at least one live object.
[[nodiscard]] std::optional<std::size_t> associate_without_position(std::span<const LiveObject> live,
                                                                    std::vector<Candidate>& candidates,
                                                                    const Fix& fix,
                                                                    const model::StaticReport* particulars);

}  // namespace selat::track
