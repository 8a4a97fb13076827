#include "track/fusion/track_score.h"

#include <algorithm>
#include <cmath>

#include "geo/local_plane.h"

namespace selat::track::fusion {

void TrackScore::add_scan(Instant at, std::span<const TrueCraft> truth, std::span<const FusedTrack> tracks) {
  first_at_ = first_at_.value_or(at);
  last_at_ = at;
  const double cutoff_m2 = cutoff_m_ * cutoff_m_;
  assignment_.begin(truth.size(), tracks.size());
  for (std::size_t i = 0; i < truth.size(); ++i) {
    craft_.try_emplace(truth[i].id, Craft{.first_scan = scans_, .found_after = {}});
    for (std::size_t k = 0; k < tracks.size(); ++k) {
      const double apart_m = geo::step(truth[i].position, tracks[k].position).length_m();
      if (apart_m < cutoff_m_) {
        assignment_.set_gain(i, k, cutoff_m2 - apart_m * apart_m);
      }
    }
  }
  double sum_m2 = cutoff_m2 / 2 * static_cast<double>(truth.size() + tracks.size());
  for (const FusedTrack& track : tracks) {
    was_anybodys_.try_emplace(track.id, false);
  }
  std::size_t paired = 0;
  const auto& track_of = assignment_.solve();
  for (std::size_t i = 0; i < truth.size(); ++i) {
    if (track_of[i] != Assignment::kNone) {
      const FusedTrack& track = tracks[track_of[i]];
      const double apart_m = geo::step(truth[i].position, track.position).length_m();
      sum_m2 -= cutoff_m2 - apart_m * apart_m;
      ++paired;
      pair(craft_[truth[i].id], truth[i], track);
    }
  }
  missed_ += truth.size() - paired;
  false_ += tracks.size() - paired;
  gospa_sum_m_ += std::sqrt(std::max(sum_m2, 0.0));
  ++scans_;
}

void TrackScore::pair(Craft& craft, const TrueCraft& truth, const FusedTrack& track) {
  was_anybodys_[track.id] = true;
  switches_ += static_cast<std::uint64_t>(craft.track != 0 && craft.track != track.id);
  craft.track = track.id;
  if (!craft.found_after) {
    craft.found_after = scans_ - craft.first_scan + 1;
  }
  const geo::Offset error = geo::step(truth.position, track.position);
  const auto& [ee, en, nn] = track.error;
  const double determinant = std::max(ee * nn - en * en, 1e-9);
  nees_sum_ += (error.east_m * (nn * error.east_m - en * error.north_m) +
                error.north_m * (ee * error.north_m - en * error.east_m)) /
               determinant;
  squares_sum_m2_ += dot(error, error);
  ++pairs_;
}

ScoreSummary TrackScore::summary() const {
  ScoreSummary summary{.scans = scans_, .switches = switches_};
  if (scans_ == 0) {
    return summary;
  }
  const auto scans = static_cast<double>(scans_);
  summary.gospa_m = gospa_sum_m_ / scans;
  summary.false_tracks_per_scan = static_cast<double>(false_) / scans;
  summary.missed_per_scan = static_cast<double>(missed_) / scans;
  const double hours = std::max((*last_at_ - *first_at_).in_hours(), 1e-9);
  const auto nobodys =
      std::ranges::count(was_anybodys_, false, &std::pair<const model::TrackId, bool>::second);
  summary.false_tracks_per_hour = static_cast<double>(nobodys) / hours;
  std::vector<double> waits;
  for (const auto& [id, craft] : craft_) {
    if (craft.found_after) {
      waits.push_back(static_cast<double>(*craft.found_after));
      summary.found_soon += static_cast<std::uint64_t>(*craft.found_after <= kSoon_scans);
    }
  }
  summary.craft = craft_.size();
  summary.never_confirmed = craft_.size() - waits.size();
  if (!waits.empty()) {
    std::ranges::sort(waits);
    summary.median_scans_to_confirm = waits[waits.size() / 2];
    summary.most_scans_to_confirm = waits.back();
  }
  if (pairs_ > 0) {
    summary.nees = nees_sum_ / static_cast<double>(pairs_);
    summary.rms_error_m = std::sqrt(squares_sum_m2_ / static_cast<double>(pairs_));
  }
  return summary;
}

}  // namespace selat::track::fusion
