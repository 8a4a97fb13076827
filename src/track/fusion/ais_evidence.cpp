#include "track/fusion/ais_evidence.h"

#include <algorithm>
#include <cmath>

#include "track/fusion/scan_association.h"

namespace selat::track::fusion {
namespace {

constexpr std::uint8_t kJoiningReports = 3;
constexpr std::uint8_t kPartingReports = 2;
// What AIS and a radar may differ by in velocity, beyond their errors: a radar sees the hull yaw.
constexpr double kSameVelocity_ms = 1.5;
// Of the radar's position of a ship, beyond its error: a hull is long, and a radar sees its near side.
constexpr double kHull_m = 30;
// Implied by two reports in succession: faster than anything afloat.
constexpr double kJumpSpeed_ms = 30;
constexpr double kJumpDistance_m = 300;
// The same transmission, heard by another station: same place, this long after.
constexpr Span kCopyWithin = Span::seconds(10);
// A craft of which people say that it makes so much has moved.
constexpr float kMakesWay_ms = 0.5F;

void remember(TrackRecord& record, const KeptContact& contact) {
  record.ais = {.at = contact.at(),
                .position = contact.position,
                .east_ms = contact.east_ms,
                .north_ms = contact.north_ms,
                .has_motion = contact.has_motion};
  record.ais_misses = 0;
  note_hit(record, contact.sensor, contact.at()).mmsi = model::Mmsi(contact.identity);
}

bool is_copy(const TrackRecord& record, const KeptContact& contact) {
  return record.ais.at != Instant() && contact.position == record.ais.position &&
         contact.at() - record.ais.at < kCopyWithin && std::hypot(contact.east_ms, contact.north_ms) > 1;
}

// Where a vessel can be by its last report, or where the filter says it is.
bool is_possible(const TrackRecord& record, const KeptContact& contact, double squared_sigmas) {
  if (squared_sigmas <= kGate) {
    return true;
  }
  const bool has_radar = std::ranges::any_of(record.evidence, [&](const Evidence& entry) {
    return entry.is_open && entry.is_joined && entry.sensor != contact.sensor;
  });
  if (has_radar || record.ais.at == Instant()) {
    return false;
  }
  const double metres = geo::distance_at_most(record.ais.position, contact.position).in_metres();
  return metres < kJumpDistance_m + kJumpSpeed_ms * std::abs((contact.at() - record.ais.at).in_seconds());
}

Measurement widened(Measurement measured, double sigma_m) {
  measured.var_east_m2 += sigma_m * sigma_m;
  measured.var_north_m2 += sigma_m * sigma_m;
  return measured;
}

}  // namespace

void AisEvidence::take(PictureState& state, const KeptContact& contact) const {
  const TrackSlot slot = state.tracks.of_mmsi(model::Mmsi(contact.identity));
  if (slot == kNoTrack) {
    begin(state, contact);
  } else if (!is_copy(state.tracks[slot], contact)) {
    continue_track(state, slot, contact);
  }
}

void AisEvidence::begin(PictureState& state, const KeptContact& contact) const {
  TrackRecord record = record_begun_with(contact);
  record.mmsi = model::Mmsi(contact.identity);
  record.motion = Motion::moving;  // whatever reports is a craft
  remember(record, contact);
  record.evidence[0].hits = 1;
  const bool has_room = state.tracks.add(record) != kNoTrack;
  ++(has_room ? state.counters.started : state.counters.no_room);
}

void AisEvidence::continue_track(PictureState& state, TrackSlot slot, const KeptContact& contact) const {
  TrackRecord& record = state.tracks[slot];
  const Measurement measured = measurement_of(record, contact);
  const Imm predicted = imm_predicted(record.imm, (contact.at() - record.at).in_seconds());
  const Fit fit = fit_of(predicted, widened(measured, std::hypot(kHull_m, bias_sigma_m(state, record))));
  if (!is_possible(record, contact, fit.squared_sigmas)) {
    elsewhere(state, slot, contact);
    return;
  }
  take_in(record, predicted, measured, contact.at());
  remember(record, contact);
  if (!record.is_confirmed() && record.hits >= kJoiningReports) {
    record.confirmed_at = contact.at();
    ++state.counters.confirmed;
  }
  state.tracks.replace(slot);
  look_for_twin(state, slot, contact);
}

// Twice in succession, and the MMSI belongs to something else.
void AisEvidence::elsewhere(PictureState& state, TrackSlot slot, const KeptContact& contact) const {
  TrackRecord& record = state.tracks[slot];
  if (++record.ais_misses < kPartingReports) {
    return;
  }
  if (Evidence* seen = open_evidence(record, contact.sensor)) {
    seen->is_open = false;
  }
  const bool has_radar = std::ranges::any_of(record.evidence, [&](const Evidence& entry) {
    return entry.is_open && entry.is_joined && entry.sensor != contact.sensor;
  });
  state.counters.parted += static_cast<std::uint64_t>(has_radar);
  state.tracks.unbind(slot);
  record.ais = {};
  begin(state, contact);
}

void AisEvidence::look_for_twin(PictureState& state, TrackSlot slot, const KeptContact& contact) const {
  const TrackSlot other = twin_of(state, slot, contact);
  TrackRecord& record = state.tracks[slot];
  const model::TrackId id = other == kNoTrack ? 0 : state.tracks[other].id;
  record.twin_hits = static_cast<std::uint8_t>(id != 0 && id == record.twin ? record.twin_hits + 1 : id != 0);
  record.twin = id;
  if (record.twin_hits >= kJoiningReports) {
    join(state, slot, other);
  }
}

TrackSlot AisEvidence::twin_of(const PictureState& state, TrackSlot slot, const KeptContact& contact) const {
  const TrackRecord& own = state.tracks[slot];
  TrackSlot nearest = kNoTrack;
  double least = kGate;
  state.tracks.for_each_near(contact.position, [&](TrackSlot other) {
    const TrackRecord& record = state.tracks[other];
    if (other == slot || record.mmsi != model::Mmsi() || !record.is_confirmed() ||
        is_told_only(record, table_)) {
      return;
    }
    const Measurement measured =
        widened(measurement_of(record, contact), std::hypot(kHull_m, bias_sigma_m(state, record)));
    const Imm predicted = imm_predicted(record.imm, (contact.at() - record.at).in_seconds());
    const Fit fit = fit_of(predicted, measured);
    if (fit.squared_sigmas >= least || are_seen_apart(own, record)) {
      return;
    }
    const Estimate there = combined(predicted);
    const double apart_ms = std::hypot(there.state[2] - static_cast<double>(contact.east_ms),
                                       there.state[3] - static_cast<double>(contact.north_ms));
    const double sigma_ms = std::sqrt(std::max(there.at(2, 2), there.at(3, 3)));
    if (!contact.has_motion || apart_ms < kSameVelocity_ms + 3 * sigma_ms) {
      nearest = other;
      least = fit.squared_sigmas;
    }
  });
  return nearest;
}

double AisEvidence::bias_sigma_m(const PictureState& state, const TrackRecord& record) const {
  double most_m = 0;
  for (const Evidence& seen : record.evidence) {
    const auto& antenna = table_[seen.sensor].antenna;
    if (seen.is_open && table_[seen.sensor].kind == model::SensorKind::radar && antenna) {
      const double range_m = record.plane.to_plane(*antenna).length_m();
      most_m = std::max(most_m, state.sensors[seen.sensor].bias.sigma_m(range_m));
    }
  }
  return most_m;
}

bool AisEvidence::are_seen_apart(const TrackRecord& a, const TrackRecord& b) const {
  return std::ranges::any_of(a.evidence, [&](const Evidence& mine) {
    if (!mine.is_open || table_[mine.sensor].kind != model::SensorKind::radar) {
      return false;
    }
    const Evidence* theirs = open_evidence(b, mine.sensor);
    const Span scan = table_[mine.sensor].scan;
    return theirs != nullptr && mine.misses == 0 && theirs->misses == 0 && mine.is_joined &&
           theirs->last_at - mine.last_at < scan && mine.last_at - theirs->last_at < scan;
  });
}

void AisEvidence::join(PictureState& state, TrackSlot ais, TrackSlot radar) const {
  const TrackRecord from = state.tracks[ais];
  state.tracks.remove(ais);
  TrackRecord& into = state.tracks[radar];
  state.tracks.bind(radar, from.mmsi);
  into.ais = from.ais;
  into.motion = Motion::moving;
  for (const Evidence& entry : from.evidence) {
    if (entry.is_open && open_evidence(into, entry.sensor) == nullptr) {
      note_hit(into, entry.sensor, entry.last_at) = entry;
    }
  }
  ++state.counters.joined;
}

// Who reports by AIS is not what a person tells of as unknown, and neither is a buoy. A radar's track that is
// not confirmed may be of false plots: it takes the sighting over when it is confirmed.
bool AisEvidence::may_be_told_of(const TrackRecord& record) const {
  return record.mmsi == model::Mmsi() &&
         (is_told_only(record, table_) || (record.is_confirmed() && record.motion != Motion::standing));
}

void AisEvidence::take_sighting(PictureState& state, const KeptContact& contact) const {
  TrackSlot nearest = kNoTrack;
  double least = kGate;
  state.tracks.for_each_near(contact.position, [&](TrackSlot other) {
    const TrackRecord& record = state.tracks[other];
    if (!may_be_told_of(record)) {
      return;
    }
    const Fit fit = fit_of(imm_predicted(record.imm, (contact.at() - record.at).in_seconds()),
                           measurement_of(record, contact));
    if (fit.squared_sigmas < least) {
      nearest = other;
      least = fit.squared_sigmas;
    }
  });
  if (nearest == kNoTrack) {
    begin_with_sighting(state, contact);
    return;
  }
  TrackRecord& record = state.tracks[nearest];
  take_in(record, imm_predicted(record.imm, (contact.at() - record.at).in_seconds()),
          measurement_of(record, contact), contact.at());
  note_hit(record, contact.sensor, contact.at()).is_joined = true;
  if (!record.is_confirmed()) {
    record.confirmed_at = contact.at();
    ++state.counters.confirmed;
  }
  state.tracks.replace(nearest);
}

void AisEvidence::begin_with_sighting(PictureState& state, const KeptContact& contact) const {
  TrackRecord begun = record_begun_with(contact);
  begun.evidence[0].is_joined = true;  // a person looks once
  if (contact.has_motion && std::hypot(contact.east_ms, contact.north_ms) > kMakesWay_ms) {
    begun.motion = Motion::moving;
  }
  const bool has_room = state.tracks.add(begun) != kNoTrack;
  ++(has_room ? state.counters.started : state.counters.no_room);
}

}  // namespace selat::track::fusion
