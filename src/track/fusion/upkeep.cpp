#include "track/fusion/upkeep.h"

#include <algorithm>
#include <cmath>

#include "track/fusion/existence.h"

namespace selat::track::fusion {
namespace {

// A miss counts for so much of one.
constexpr double weight_of_miss(Excuse excuse) {
  switch (excuse) {
    case Excuse::merged:
      return 1.0 / 3.0;
    case Excuse::hidden:
      return 0.1;
    case Excuse::none:
      break;
  }
  return 1;
}
// After this silence AIS no longer counts as seeing it: three times the slowest interval of Class B, under
// way and at rest.
constexpr Span kAisSilence = Span::minutes(3);
constexpr Span kAisSilenceAtRest = Span::minutes(9);
constexpr double kAtRest_ms = 1;
constexpr Span kSightingLasts = Span::minutes(30);
// A radar that has said nothing for so many turns is not heard any more: nobody was missed.
constexpr double kSilentTurns = 1.5;
// A track that nothing is heard of for so many turns, though no miss could be counted.
constexpr double kMostTurnsUnheard = 20;
// What is usual is the mean of so many turns; what is much more than twice of that is an excess.
constexpr double kUsual_turns = 100;
constexpr double kUsualSpread = 10;
// How fast the most of late is forgotten, from turn to turn.
constexpr double kForgets = 0.95;
// A track is decided on after so many turns; one that is not confirmed by then is given up.
constexpr double kMostTurnsTentative = 20;
constexpr Span kStandingAfter = Span::minutes(1);
// A place where something has stood for so long is one where things stand.
constexpr Span kPlaceAfter = Span::minutes(10);
constexpr Span kPlaceLasts = Span::hours(24);

Span silence_limit(const TrackRecord& record, const Evidence& seen, const SensorTable& table) {
  switch (table[seen.sensor].kind) {
    case model::SensorKind::ais:
      return std::hypot(record.ais.east_ms, record.ais.north_ms) < kAtRest_ms ? kAisSilenceAtRest
                                                                              : kAisSilence;
    case model::SensorKind::sighting:
      return kSightingLasts;
    case model::SensorKind::radar:
      break;
  }
  return table[seen.sensor].scan * kMostTurnsUnheard;
}

}  // namespace

void Upkeep::end_scan(PictureState& state, SensorIndex sensor) const {
  SensorState& radar = state.sensors[sensor];
  const Instant begin = radar.scan_begin;
  radar.scan_begin = begin + table_[sensor].scan;
  radar.plots = 0;
  radar.was_flooded = radar.left_out > 0;
  radar.left_out = 0;
  if (radar.heard_at < begin) {
    return;
  }
  learn_plots(radar, table_[sensor]);
  radar.bias.age();
  radar.check.end_scan(table_[sensor], state.tracks, radar.scan_begin);
  if (radar.check.fault() != SensorFault::none) {
    set_aside(state, sensor);
    return;
  }
  for (TrackSlot slot = 0; slot < state.tracks.places(); ++slot) {
    TrackRecord& record = state.tracks[slot];
    Evidence* seen = record.id == 0 ? nullptr : open_evidence(record, sensor);
    if (seen != nullptr && seen->last_at < begin) {
      miss(record, *seen);
      if (record.score <= kGivenUpScore && !record.is_confirmed()) {
        end(state, slot);
      }
    }
  }
}

// What it said before it was found out counts no more.
void Upkeep::set_aside(PictureState& state, SensorIndex sensor) const {
  for (TrackSlot slot = 0; slot < state.tracks.places(); ++slot) {
    if (Evidence* seen = open_evidence(state.tracks[slot], sensor)) {
      seen->is_open = false;
    }
  }
}

void Upkeep::learn_plots(SensorState& radar, const SensorSettings& settings) const {
  const double plots = radar.unexplained;
  radar.unexplained = 0;
  radar.clutter.end_scan();
  radar.clutter.set_excess(std::max(0.0, plots - 2 * radar.usual_plots - kUsualSpread));
  radar.usual_plots += (plots - radar.usual_plots) / kUsual_turns;
  radar.test_plots = std::max({settings.false_plots, plots, radar.test_plots * kForgets});
}

void Upkeep::miss(TrackRecord& record, Evidence& seen) const {
  const SensorSettings& radar = table_[seen.sensor];
  record.score += score_of_miss(radar) * weight_of_miss(seen.excuse);
  seen.misses = static_cast<std::uint8_t>(std::min(seen.misses + (seen.excuse == Excuse::none ? 1 : 0), 255));
  seen.excuse = Excuse::none;
  if (seen.misses >= misses_until_unseen(radar)) {
    seen.is_open = false;
  }
}

void Upkeep::every_second(PictureState& state, Instant now) const {
  state.standing.forget_before(now - kPlaceLasts);
  for (TrackSlot slot = 0; slot < state.tracks.places(); ++slot) {
    TrackRecord& record = state.tracks[slot];
    if (record.id == 0) {
      continue;
    }
    close_silent(record, now);
    tell_standing(state, record, now);
    if (is_over(record, now)) {
      end(state, slot);
    }
  }
}

// People tell of craft, and no sensor has measured where these stand.
void Upkeep::tell_standing(PictureState& state, TrackRecord& record, Instant now) const {
  if (is_told_only(record, table_)) {
    return;
  }
  if (record.motion == Motion::unknown && record.is_confirmed() && now - record.first_at > kStandingAfter) {
    record.motion = Motion::standing;
  }
  if (record.motion == Motion::standing && record.is_confirmed() && now - record.first_at > kPlaceAfter) {
    state.standing.learn(record.plane.to_position(record.birth), now);
  }
}

void Upkeep::close_silent(TrackRecord& record, Instant now) const {
  for (Evidence& seen : record.evidence) {
    seen.is_open = seen.is_open && now - seen.last_at <= silence_limit(record, seen, table_);
  }
}

bool Upkeep::is_over(const TrackRecord& record, Instant now) const {
  double enough = 0;
  double scan_s = 0;
  for (const Evidence& seen : record.evidence) {
    if (seen.is_open && table_[seen.sensor].kind != model::SensorKind::radar) {
      return false;
    }
    if (seen.is_open) {
      enough = std::max(enough, confirming_score(table_[seen.sensor], table_[seen.sensor].false_plots));
      scan_s = std::max(scan_s, table_[seen.sensor].scan.in_seconds());
    }
  }
  if (scan_s == 0) {
    return true;
  }
  return record.is_confirmed() ? record.score < enough - score_until_lost()
                               : (now - record.first_at).in_seconds() > kMostTurnsTentative * scan_s;
}

// The plots of what is given up without having moved were false.
void Upkeep::end(PictureState& state, TrackSlot slot) const {
  const TrackRecord& record = state.tracks[slot];
  const geo::Position place = record.plane.to_position(record.birth);
  for (const Evidence& seen : record.evidence) {
    if (seen.is_used && table_[seen.sensor].kind == model::SensorKind::radar &&
        record.motion != Motion::moving) {
      state.sensors[seen.sensor].clutter.add(place, seen.hits);
    }
  }
  state.counters.ended += static_cast<std::uint64_t>(record.is_confirmed());
  state.tracks.remove(slot);
}

}  // namespace selat::track::fusion
