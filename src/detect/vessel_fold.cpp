#include "detect/vessel_fold.h"

#include <algorithm>
#include <utility>

#include "track/expected_interval.h"

namespace selat::detect {

namespace {

// The same transmission, heard by several stations, arrives within this time.
constexpr Span kCopyWithin = Span::seconds(30);
constexpr std::size_t kAlignment = alignof(std::max_align_t);

void note_gap(FoldState& state, const track::Fix& before, Instant next_at) {
  if (next_at - before.at < gap_after(before) || state.gaps[0].before.at == before.at) {
    return;
  }
  state.gaps = {Gap{before, next_at}, state.gaps[0], state.gaps[1]};
}

}  // namespace

Span gap_after(const track::Fix& fix) {
  return std::max(track::expected_interval(fix.transponder, fix.sog(), fix.status) * 3, Span::minutes(1));
}

VesselFold::VesselFold(std::vector<std::unique_ptr<VesselRule>> rules, track::TrackOptions options)
    : options_(options) {
  for (auto& rule : rules) {
    const std::size_t bytes = rule->memory_bytes();
    rules_.push_back({std::move(rule), memory_bytes_});
    memory_bytes_ += (bytes + kAlignment - 1) / kAlignment * kAlignment;
  }
}

FoldState VesselFold::first_state(model::Mmsi mmsi) const {
  FoldState state;
  state.tracker = track::Tracker(mmsi);
  state.memory.resize(memory_bytes_);
  for (const Rule& rule : rules_) {
    rule.rule->begin(state.memory.data() + rule.offset);
  }
  return state;
}

void VesselFold::notify(FoldState& state, Silence silence, Instant at) const {
  state.silence_notified_at = at;
  for (const Rule& rule : rules_) {
    rule.rule->silence(silence, at, state.tracker, state.memory.data() + rule.offset, state.findings);
  }
}

Instant VesselFold::ends_at(const FoldState& state) const {
  return state.heard_at + track::ended_after(state.tracker.expected_interval());
}

void VesselFold::fold_silence(FoldState& state, Instant now) const {
  if (!state.is_heard) {
    return;
  }
  const Instant lost_at = state.heard_at + track::lost_after(state.tracker.expected_interval());
  if (!state.is_lost_notified && lost_at <= now) {
    state.is_lost_notified = true;
    state.tracker.lose();
    notify(state, Silence::lost, lost_at);
  }
  if (!state.is_ended_notified && ends_at(state) <= now) {
    state.is_ended_notified = true;
    state.tracker.end();
    notify(state, Silence::ended, ends_at(state));
  }
}

// A new track starts with empty memories: it must not matter whether the old ones were still there.
FoldState VesselFold::next_track(FoldState old) const {
  FoldState next = first_state(old.tracker.vessel().mmsi);
  next.findings = std::move(old.findings);
  next.gaps = old.gaps;
  next.last_track_heard_at = old.heard_at;
  return next;
}

bool VesselFold::fold(FoldState& state, track::Timeline& timeline, std::size_t index,
                      const track::SourceTable& sources) const {
  track::TimelineEntry& entry = timeline[index];
  entry.fix.is_accepted = false;
  entry.fix.is_copy = timeline.is_heard_before(index, kCopyWithin);
  if (entry.fix.is_copy) {
    return true;
  }
  fold_silence(state, entry.fix.at);
  const track::Fix* last = state.tracker.last();
  if (entry.fix.has_position && last != nullptr) {
    note_gap(state, *last, entry.fix.at);
  }
  if (state.is_ended_notified) {
    state = next_track(std::move(state));
  }
  if (!state.is_heard) {
    state.begun_at = entry.fix.at;
  }
  state.is_heard = true;
  state.is_lost_notified = false;
  state.heard_at = entry.fix.at;
  const bool has_previous = state.tracker.is_begun();
  const track::Fix previous = has_previous ? *state.tracker.last() : track::Fix{};
  track::Outcome outcome = track::Outcome::no_position;
  if (entry.fix.kind == track::FixKind::position) {
    outcome = state.tracker.observe(entry.fix, options_);
  } else if (const auto* known = std::get_if<model::StaticReport>(entry.text.get())) {
    state.tracker.merge(*known);
    state.identifiers.learn(*known);
  }
  const bool continues = has_previous && outcome != track::Outcome::initiated;
  const VesselUpdate update{state.tracker, entry.fix,        continues ? &previous : nullptr,
                            outcome,       entry.text.get(), sources};
  for (const Rule& rule : rules_) {
    rule.rule->observe(update, state.memory.data() + rule.offset, state.findings);
  }
  return false;
}

}  // namespace selat::detect
