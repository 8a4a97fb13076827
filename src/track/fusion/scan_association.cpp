#include "track/fusion/scan_association.h"

#include <algorithm>
#include <cmath>

#include "track/fusion/existence.h"

namespace selat::track::fusion {
namespace {

// Larger clusters are solved nearest first.
constexpr std::size_t kMostInCluster = 48;
// How fast anything on the water may be, for a first look.
constexpr double kFastest_ms = 30;
// A radar that says which of its tracks a plot belongs to is right so much more often than wrong (ln 20).
constexpr double kSameNumberGain = 3.0;
// A track has had its plot of this turn when it has had one for less than so much of a turn.
constexpr double kSameTurn = 0.5;
// A plot lies farther off than this from what it is of hardly ever.
constexpr float kMostSigmas = 3;

double reach_m(const TrackRecord& record, const KeptContact& contact) {
  const double dt_s = std::abs((contact.at() - record.at).in_seconds());
  const Estimate& lively = record.imm.models[1];
  const double variance_m2 = lively.at(0, 0) + lively.at(1, 1) +
                             static_cast<double>(contact.sigma_along_m) * contact.sigma_along_m +
                             static_cast<double>(contact.sigma_across_m) * contact.sigma_across_m;
  return kFastest_ms * dt_s + 3.1 * std::sqrt(variance_m2) + dt_s * dt_s;
}

bool has_radar(const TrackRecord& record, const SensorTable& table) {
  return std::ranges::any_of(record.evidence, [&](const Evidence& entry) {
    return entry.is_open && entry.is_joined && table[entry.sensor].kind == model::SensorKind::radar;
  });
}

}  // namespace

void ScanAssociation::run(PictureState& state, SensorIndex sensor, std::span<const KeptContact> contacts) {
  if (contacts.empty()) {
    return;
  }
  sensor_ = sensor;
  take_plots(state, contacts);
  gather(state);
  decide(state, Tier::seen_by_radar);
  excuse_those_without(state);
  decide(state, Tier::ais_alone);
  mark_split();
  decide(state, Tier::tentative);
  start_tracks(state);
}

void ScanAssociation::take_plots(const PictureState& state, std::span<const KeptContact> contacts) {
  plots_.clear();
  reflectors_.look(state.tracks, contacts);
  const SensorState& radar = state.sensors[sensor_];
  for (const KeptContact& raw : contacts) {
    const KeptContact contact = radar.bias.corrected(raw);
    plots_.push_back({.contact = contact,
                      .raw = raw,
                      .density_m2 = radar.clutter.density_m2(contact.position),
                      .is_hidden = reflectors_.is_behind(contact)});
  }
  std::ranges::sort(plots_, {}, &Plot::contact);
}

void ScanAssociation::gather(const PictureState& state) {
  pairs_.clear();
  for (std::uint32_t plot = 0; plot < plots_.size(); ++plot) {
    state.tracks.for_each_near(plots_[plot].contact.position,
                               [&](TrackSlot track) { gather_pair(state, plot, track); });
  }
  std::ranges::sort(pairs_);
}

void ScanAssociation::gather_pair(const PictureState& state, std::uint32_t plot, TrackSlot track) {
  const TrackRecord& record = state.tracks[track];
  // What a person tells of is too vague to be told apart from false plots near it.
  if (is_told_only(record, table_)) {
    return;
  }
  const KeptContact& contact = plots_[plot].contact;
  const geo::Offset place = record.plane.to_plane(contact.position);
  const Estimate& lively = record.imm.models[1];
  const double reach = reach_m(record, contact);
  if (std::abs(place.east_m - lively.state[0]) > reach || std::abs(place.north_m - lively.state[1]) > reach) {
    return;
  }
  const Fit fit = fit_of(imm_predicted(record.imm, (contact.at() - record.at).in_seconds()),
                         measured_by(state, record, contact));
  if (fit.squared_sigmas > kGate) {
    return;
  }
  const SensorSettings& radar = table_[sensor_];
  const Evidence* seen = open_evidence(record, sensor_);
  if (seen != nullptr && (contact.at() - seen->last_at) / radar.scan < kSameTurn) {
    plots_[plot].is_split = plots_[plot].is_split || record.is_confirmed();
    return;
  }
  const double score = score_of_hit(radar, fit.log_likelihood, plots_[plot].density_m2);
  const bool has_number = seen != nullptr && contact.identity != 0 && seen->number == contact.identity;
  const Tier tier = !record.is_confirmed()      ? Tier::tentative
                    : has_radar(record, table_) ? Tier::seen_by_radar
                                                : Tier::ais_alone;
  pairs_.push_back({.track = track,
                    .plot = plot,
                    .tier = tier,
                    .gain = score - score_of_miss(radar) + (has_number ? kSameNumberGain : 0),
                    .score = score});
}

// Where AIS or other radars say that it is too, what this radar may measure wrongly all the time counts as an
// error.
Measurement ScanAssociation::measured_by(const PictureState& state, const TrackRecord& record,
                                         const KeptContact& contact) const {
  Measurement measured = measurement_of(record, contact);
  const Evidence* seen = open_evidence(record, sensor_);
  if (record.mmsi != model::Mmsi() || (record.is_confirmed() && (seen == nullptr || !seen->is_joined))) {
    const double sigma_m = state.sensors[sensor_].bias.sigma_m(static_cast<double>(contact.range_m));
    measured.var_east_m2 += sigma_m * sigma_m;
    measured.var_north_m2 += sigma_m * sigma_m;
  }
  return measured;
}

std::uint32_t ScanAssociation::root_of(std::uint32_t node) {
  while (parents_[node] != node) {
    parents_[node] = parents_[parents_[node]];
    node = parents_[node];
  }
  return node;
}

// Plots that a track could have are of one cluster.
void ScanAssociation::decide(PictureState& state, Tier tier) {
  open_pairs_.clear();
  std::ranges::copy_if(pairs_, std::back_inserter(open_pairs_), [&](const Pair& pair) {
    return pair.tier == tier && !plots_[pair.plot].is_used && !plots_[pair.plot].is_split;
  });
  parents_.resize(plots_.size());
  for (std::uint32_t plot = 0; plot < parents_.size(); ++plot) {
    parents_[plot] = plot;
  }
  for (std::size_t i = 1; i < open_pairs_.size(); ++i) {
    if (open_pairs_[i].track == open_pairs_[i - 1].track) {
      parents_[root_of(open_pairs_[i].plot)] = root_of(open_pairs_[i - 1].plot);
    }
  }
  std::ranges::stable_sort(open_pairs_, {}, [this](const Pair& pair) { return root_of(pair.plot); });
  for (std::size_t first = 0; first < open_pairs_.size();) {
    const std::uint32_t root = root_of(open_pairs_[first].plot);
    cluster_.pairs.clear();
    for (; first < open_pairs_.size() && root_of(open_pairs_[first].plot) == root; ++first) {
      cluster_.pairs.push_back(open_pairs_[first]);
    }
    decide_cluster(state);
  }
}

void ScanAssociation::decide_cluster(PictureState& state) {
  auto& [pairs, tracks, plots] = cluster_;
  if (pairs.size() == 1) {
    hit(state, pairs.front());
    return;
  }
  tracks.clear();
  plots.clear();
  for (const Pair& pair : pairs) {
    tracks.push_back(pair.track);
    plots.push_back(pair.plot);
  }
  const auto make_set = [](auto& all) {
    std::ranges::sort(all);
    const auto again = std::ranges::unique(all);
    all.erase(again.begin(), again.end());
  };
  make_set(tracks);
  make_set(plots);
  if (tracks.size() > kMostInCluster || plots.size() > kMostInCluster) {
    ++state.counters.crowded;
    decide_nearest_first(state);
    return;
  }
  const auto place_in = [](const auto& all, auto value) {
    return static_cast<std::size_t>(std::ranges::lower_bound(all, value) - all.begin());
  };
  assignment_.begin(tracks.size(), plots.size());
  for (const Pair& pair : pairs) {
    assignment_.set_gain(place_in(tracks, pair.track), place_in(plots, pair.plot), pair.gain);
  }
  const auto& column_of = assignment_.solve();
  for (const Pair& pair : pairs) {
    if (column_of[place_in(tracks, pair.track)] == place_in(plots, pair.plot)) {
      hit(state, pair);
    }
  }
}

void ScanAssociation::decide_nearest_first(PictureState& state) {
  auto& pairs = cluster_.pairs;
  std::ranges::stable_sort(pairs, std::ranges::greater(), &Pair::gain);
  for (const Pair& pair : pairs) {
    if (!plots_[pair.plot].is_used && !is_hit(state.tracks[pair.track])) {
      hit(state, pair);
    }
  }
}

// In this call.
bool ScanAssociation::is_hit(const TrackRecord& record) const {
  const Evidence* seen = open_evidence(record, sensor_);
  return seen != nullptr && seen->last_at >= plots_.front().contact.at();
}

void ScanAssociation::hit(PictureState& state, const Pair& pair) {
  if (pair.gain <= 0) {
    return;
  }
  Plot& plot = plots_[pair.plot];
  plot.is_used = true;
  TrackRecord& record = state.tracks[pair.track];
  const KeptContact& contact = plot.contact;
  const Measurement measured = measured_by(state, record, contact);
  take_in(record, imm_predicted(record.imm, (contact.at() - record.at).in_seconds()), measured, contact.at());
  note_hit(record, sensor_, contact.at()).number = contact.identity;
  if (record.mmsi != model::Mmsi()) {
    state.sensors[sensor_].bias.learn(plot.raw, record.ais);
  }
  judge(state, pair.track, contact.at(), plot.is_hidden ? std::min(pair.score, 0.0) : pair.score);
  if (record.motion == Motion::standing) {
    state.sensors[sensor_].clutter.add(contact.position, 1);
  }
  state.tracks.replace(pair.track);
  ++state.counters.hits;
}

void ScanAssociation::take_over_sightings(PictureState& state, TrackSlot track) const {
  TrackRecord& record = state.tracks[track];
  const Estimate now = combined(record.imm);
  const geo::Position place = record.plane.to_position({now.state[0], now.state[1]});
  std::vector<TrackSlot> told;
  state.tracks.for_each_near(place, [&](TrackSlot other) {
    const TrackRecord& sighting = state.tracks[other];
    if (other == track || !is_told_only(sighting, table_)) {
      return;
    }
    const geo::Offset there = sighting.plane.to_plane(place);
    const Measurement measured = {there.east_m, there.north_m, now.at(0, 0), now.at(0, 1), now.at(1, 1)};
    const Imm predicted = imm_predicted(sighting.imm, (record.at - sighting.at).in_seconds());
    if (fit_of(predicted, measured).squared_sigmas < kGate) {
      told.push_back(other);
    }
  });
  for (const TrackSlot other : told) {
    for (const Evidence& seen : state.tracks[other].evidence) {
      if (seen.is_open && open_evidence(record, seen.sensor) == nullptr) {
        note_hit(record, seen.sensor, seen.last_at) = seen;
      }
    }
    state.tracks.remove(other);
  }
}

void ScanAssociation::judge(PictureState& state, TrackSlot track, Instant at, double score) const {
  TrackRecord& record = state.tracks[track];
  const SensorSettings& radar = table_[sensor_];
  SensorState& sensor = state.sensors[sensor_];
  record.score += score;
  if (!record.is_confirmed()) {
    ++sensor.unexplained;
    if (record.score >= confirming_score(radar, sensor.test_plots) && record.hits >= kLeastHits) {
      record.confirmed_at = at;
      ++state.counters.confirmed;
      take_over_sightings(state, track);
    }
  }
  if (record.is_confirmed()) {
    record.score = std::min(record.score, confirming_score(radar, radar.false_plots));
  }
}

// Not seen, but there is a reason: a neighbour's plot may be that of both, or something is in between.
void ScanAssociation::excuse_those_without(PictureState& state) {
  for (const Pair& pair : pairs_) {
    if (pair.tier == Tier::seen_by_radar && plots_[pair.plot].is_used) {
      excuse(state.tracks[pair.track], Excuse::merged);
    }
  }
  for (TrackSlot slot = 0; slot < state.tracks.places() && !reflectors_.empty(); ++slot) {
    if (reflectors_.is_behind(state.tracks[slot])) {
      excuse(state.tracks[slot], Excuse::hidden);
    }
  }
}

void ScanAssociation::excuse(TrackRecord& record, Excuse why) const {
  Evidence* seen = open_evidence(record, sensor_);
  if (seen != nullptr && !is_hit(record)) {
    seen->excuse = why;
  }
}

// Left over in the gate of a craft that has its plot: one more echo of it.
void ScanAssociation::mark_split() {
  for (const Pair& pair : pairs_) {
    if (pair.tier != Tier::tentative && !plots_[pair.plot].is_used) {
      plots_[pair.plot].is_split = true;
    }
  }
}

bool ScanAssociation::is_ashore(const KeptContact& contact) const {
  const float sigma_m = std::max(contact.sigma_along_m, contact.sigma_across_m);
  return land_.is_ashore(contact.position, Distance::metres(static_cast<double>(kMostSigmas * sigma_m)));
}

void ScanAssociation::start_tracks(PictureState& state) {
  for (const Plot& plot : plots_) {
    if (plot.is_split && !plot.is_used) {
      ++state.counters.split;
    } else if (!plot.is_used && is_ashore(plot.contact)) {
      ++state.counters.ashore;
    } else if (!plot.is_used) {
      ++state.sensors[sensor_].unexplained;
      TrackRecord record = record_begun_with(plot.contact);
      if (state.standing.contains(plot.contact.position)) {
        record.motion = Motion::standing;
      }
      const bool has_room = state.tracks.add(record) != kNoTrack;
      ++(has_room ? state.counters.started : state.counters.no_room);
    }
  }
}

}  // namespace selat::track::fusion
