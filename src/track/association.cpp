#include "track/association.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/check.h"
#include "model/placeholder.h"
#include "track/expected_interval.h"

namespace selat::track {

namespace {

// When fixes agree with neither the object nor one another, it is moved to the latest after this many.
constexpr std::uint32_t kGiveUpAfter = 10;
// What was not heard for so many of its expected intervals has left its place.
constexpr double kSilentIntervals = 2;
constexpr Span kSilentAtMost = Span::minutes(6);

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

// Of a tracker that has begun.
const Fix& last_of(const Tracker& tracker) {
  const Fix* last = tracker.last();
  require(last != nullptr, "only objects with a position are compared with a fix");
  return *last;
}

bool is_in_gate(const Tracker& tracker, const Fix& fix, const TrackOptions& options) {
  return !innovation_of(last_of(tracker), fix, tracker.fastest(), options).is_jump;
}

bool agrees(const Candidate& candidate, const Fix& fix, Speed fastest, const TrackOptions& options) {
  return !innovation_of(candidate.last, fix, fastest, options).is_jump;
}

bool has_left(const Fix& last, Instant now) {
  const Span expected = expected_interval(last.transponder, last.sog(), last.status);
  return now - last.at() >= std::min(expected * kSilentIntervals, kSilentAtMost);
}

// The one in whose gate the fix lies; the nearest of several.
std::size_t nearest_in_gate(std::span<const LiveObject> live, const Fix& fix, const TrackOptions& options) {
  std::size_t best = kNone;
  double best_sigmas = 0;
  for (std::size_t i = 0; i < live.size(); ++i) {
    const Tracker& tracker = *live[i].tracker;
    if (!tracker.is_begun() || !is_in_gate(tracker, fix, options)) {
      continue;
    }
    const double sigmas = live.size() > 1 ? sigmas_of(last_of(tracker), fix) : 0;
    if (best == kNone || sigmas < best_sigmas) {
      best = i;
      best_sigmas = sigmas;
    }
  }
  return best;
}

// The object that the fix is least far from.
std::size_t least_far(std::span<const LiveObject> live, const Fix& fix) {
  std::size_t best = kNone;
  double best_sigmas = 0;
  for (std::size_t i = 0; i < live.size(); ++i) {
    if (!live[i].tracker->is_begun()) {
      continue;
    }
    const double sigmas = sigmas_of(last_of(*live[i].tracker), fix);
    if (best == kNone || sigmas < best_sigmas) {
      best = i;
      best_sigmas = sigmas;
    }
  }
  return best;
}

std::size_t index_of(std::span<const LiveObject> live, ObjectTag tag) {
  const auto found = std::ranges::find(live, tag, &LiveObject::tag);
  return found == live.end() ? kNone : static_cast<std::size_t>(found - live.begin());
}

// A candidate that was not heard for long, or whose object has ended, is forgotten.
void forget_old(std::span<const LiveObject> live, std::vector<Candidate>& candidates, Instant now) {
  std::erase_if(candidates, [&](const Candidate& candidate) {
    const Fix& last = candidate.last;
    const Span kept_for = lost_after(expected_interval(last.transponder, last.sog(), last.status));
    return now - last.at() > kept_for || index_of(live, candidate.nearest) == kNone;
  });
}

// The candidate that the fix agrees with better than with the object, which may be none.
std::size_t agreeing_candidate(const std::vector<Candidate>& candidates, std::span<const LiveObject> live,
                               std::size_t object, const Fix& fix, const TrackOptions& options) {
  std::size_t best = kNone;
  double best_sigmas = object == kNone ? std::numeric_limits<double>::infinity()
                                       : sigmas_of(last_of(*live[object].tracker), fix);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Speed fastest = live[index_of(live, candidates[i].nearest)].tracker->fastest();
    if (!agrees(candidates[i], fix, fastest, options)) {
      continue;
    }
    const double sigmas = sigmas_of(candidates[i].last, fix);
    if (sigmas < best_sigmas) {
      best = i;
      best_sigmas = sigmas;
    }
  }
  return best;
}

// The silent object that the candidate is least far from; kNone when none is silent.
std::size_t silent_object(std::span<const LiveObject> live, const Candidate& candidate, Instant now) {
  std::size_t best = kNone;
  double best_sigmas = 0;
  for (std::size_t i = 0; i < live.size(); ++i) {
    const Tracker& tracker = *live[i].tracker;
    if (!tracker.is_begun() || last_of(tracker).at() > candidate.begun_at() ||
        !has_left(last_of(tracker), now)) {
      continue;
    }
    const double sigmas = sigmas_of(last_of(tracker), candidate.deviation.to);
    if (best == kNone || sigmas < best_sigmas) {
      best = i;
      best_sigmas = sigmas;
    }
  }
  return best;
}

bool are_all_heard_since(std::span<const LiveObject> live, Instant since) {
  return std::ranges::all_of(live, [since](const LiveObject& object) {
    return !object.tracker->is_begun() || last_of(*object.tracker).at() > since;
  });
}

Association relocate(std::span<const LiveObject> live, std::vector<Candidate>& candidates, std::size_t object,
                     const Candidate& to, Fix& fix, const TrackOptions& options) {
  Tracker& tracker = *live[object].tracker;
  const Fix from = last_of(tracker);
  tracker.set_deviation(
      {from, to.deviation.to, innovation_of(from, to.deviation.to, tracker.fastest(), options)});
  const std::uint32_t fixes_before = to.fixes - 1;
  std::erase_if(candidates, [&](const Candidate& other) {
    return other.nearest == live[object].tag || other.begun_at() == to.begun_at();
  });
  if (tracker.state() == model::TrackState::tentative) {
    // The track was not confirmed: the later fixes are as good as the earlier.
    tracker.begin(fix, fixes_before, options);
    return {Outcome::initiated, object, std::nullopt};
  }
  tracker.relocate(fix, options);
  return {Outcome::relocated, object, std::nullopt};
}

// The fix is the candidate's. It is held, until nothing else is left to believe.
Association hold(std::span<const LiveObject> live, std::vector<Candidate>& candidates, std::size_t index,
                 Fix& fix, const TrackOptions& options) {
  const Candidate candidate = candidates[index];
  const std::size_t nearest = index_of(live, candidate.nearest);
  live[nearest].tracker->hold(candidate.deviation);
  const std::size_t silent = silent_object(live, candidate, fix.at());
  if (silent != kNone) {
    const Tracker& tracker = *live[silent].tracker;
    const bool is_tentative = tracker.state() == model::TrackState::tentative;
    const bool is_enough = candidate.fixes > options.return_messages || tracker.held() >= kGiveUpAfter ||
                           (is_tentative && candidate.fixes >= options.confirm_fixes);
    if (is_enough) {
      return relocate(live, candidates, silent, candidate, fix, options);
    }
  } else if (candidate.fixes >= options.confirm_fixes && live.size() < kMostObjects &&
             are_all_heard_since(live, candidate.begun_at())) {
    candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(index));
    return {Outcome::initiated, live.size(), candidate};
  }
  return {Outcome::held, nearest, std::nullopt};
}

Association begin_candidate(std::span<const LiveObject> live, std::vector<Candidate>& candidates, Fix& fix,
                            const TrackOptions& options) {
  const std::size_t nearest = least_far(live, fix);
  const Tracker& tracker = *live[nearest].tracker;
  if (candidates.size() >= kMostCandidates) {
    // The one of which least is known; of several the newest, or five in turn would all be given up for ever.
    candidates.erase(std::ranges::min_element(
        candidates, {}, [](const Candidate& c) { return std::pair(c.fixes, Instant() - c.begun_at()); }));
  }
  Candidate candidate;
  candidate.deviation = {last_of(tracker), fix,
                         innovation_of(last_of(tracker), fix, tracker.fastest(), options)};
  candidate.last = fix;
  candidate.nearest = live[nearest].tag;
  candidates.push_back(candidate);
  return hold(live, candidates, candidates.size() - 1, fix, options);
}

// The fix is the object's own.
Association accept(std::span<const LiveObject> live, std::vector<Candidate>& candidates, std::size_t object,
                   Fix& fix, const TrackOptions& options) {
  Tracker& tracker = *live[object].tracker;
  Outcome outcome = Outcome::accepted;
  for (Candidate& candidate : candidates) {
    const bool is_outlier = candidate.nearest == live[object].tag && !candidate.is_told &&
                            candidate.fixes <= options.return_messages && has_left(candidate.last, fix.at());
    if (is_outlier && tracker.state() != model::TrackState::tentative) {
      candidate.is_told = true;
      tracker.set_deviation(candidate.deviation);
      outcome = Outcome::returned;
    }
  }
  tracker.accept(fix, options);
  return {outcome, object, std::nullopt};
}

Association extend(std::span<const LiveObject> live, std::vector<Candidate>& candidates, std::size_t index,
                   Fix& fix, const TrackOptions& options) {
  ++candidates[index].fixes;
  candidates[index].last = fix;
  return hold(live, candidates, index, fix, options);
}

bool have_same_identity(const model::Vessel& vessel, const model::StaticReport& report) {
  const auto same_text = [](const auto& text, const auto& other) {
    return text && text == other && !model::is_placeholder_text(*text);
  };
  return (report.imo && vessel.imo == report.imo && !model::is_placeholder_imo(*report.imo)) ||
         same_text(report.name, vessel.name) || same_text(report.call_sign, vessel.call_sign);
}

// The only one that has sent the same name, call sign or IMO number.
std::size_t of_same_identity(std::span<const LiveObject> live, const model::StaticReport& report) {
  std::size_t found = kNone;
  for (std::size_t i = 0; i < live.size(); ++i) {
    if (!have_same_identity(live[i].tracker->vessel(), report)) {
      continue;
    }
    if (found != kNone) {
      return kNone;
    }
    found = i;
  }
  return found;
}

}  // namespace

Association associate(std::span<const LiveObject> live, std::vector<Candidate>& candidates, Fix& fix,
                      const TrackOptions& options) {
  // An object whose position was not heard yet begins here.
  if (live.size() == 1 && !live[0].tracker->is_begun()) {
    live[0].tracker->begin(fix, 0, options);
    return {Outcome::initiated, 0, std::nullopt};
  }
  if (!candidates.empty()) {
    forget_old(live, candidates, fix.at());
  }
  const std::size_t object = nearest_in_gate(live, fix, options);
  if (candidates.empty() && object != kNone) {
    live[object].tracker->accept(fix, options);
    return {Outcome::accepted, object, std::nullopt};
  }
  const std::size_t candidate = agreeing_candidate(candidates, live, object, fix, options);
  if (candidate != kNone) {
    return extend(live, candidates, candidate, fix, options);
  }
  if (object != kNone) {
    return accept(live, candidates, object, fix, options);
  }
  return begin_candidate(live, candidates, fix, options);
}

std::optional<std::size_t> associate_without_position(std::span<const LiveObject> live,
                                                      std::vector<Candidate>& candidates, const Fix& fix,
                                                      const model::StaticReport* particulars) {
  if (live.size() == 1 && candidates.empty()) {
    return 0;
  }
  if (particulars != nullptr) {
    if (const std::size_t same = of_same_identity(live, *particulars); same != kNone) {
      return same;
    }
  }
  // Otherwise whoever was heard last by the same station; if none was, by any.
  const auto rank = [&](const Fix& last) { return std::pair(last.source == fix.source, last.at()); };
  std::size_t best = 0;
  std::pair<bool, Instant> best_rank{};
  for (std::size_t i = 0; i < live.size(); ++i) {
    const Fix* last = live[i].tracker->last();
    if (last != nullptr && rank(*last) > best_rank) {
      best = i;
      best_rank = rank(*last);
    }
  }
  // A single fix elsewhere is more likely wrong than another vessel's; and a station that hears the object
  // may tell of it.
  for (Candidate& candidate : candidates) {
    const bool is_other = candidate.fixes > 1 && candidate.last.source == fix.source && !best_rank.first;
    if (!is_other) {
      continue;
    }
    if (particulars != nullptr) {
      candidate.particulars = *particulars;
    }
    return std::nullopt;
  }
  return best;
}

}  // namespace selat::track
