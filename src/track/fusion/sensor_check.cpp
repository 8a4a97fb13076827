#include "track/fusion/sensor_check.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace selat::track::fusion {
namespace {

constexpr double kMostTurn_rad = std::numbers::pi;
constexpr double kMostTime_s = 122;
// What AIS and a radar may differ by, in range and across a course.
constexpr double kSamePlace_m = 80;
constexpr double kLeastSpeed_ms = 3;
// Bins of the bias of a radar, which is taken off.
constexpr double kBiasBin_m = 40;
constexpr double kBiasBin_rad = 0.007;
// Farther out plots spread too much to tell by how much all are shifted.
constexpr float kExactEnough_m = 150;
// Vessels of AIS and plots that are compared in one slot.
constexpr std::size_t kMostVessels = 48;
constexpr std::size_t kMostPlots = 64;
constexpr Span kAisLasts = Span::minutes(1);
// Vessels a little out of range count too: a turned or late radar shows them nearer.
constexpr double kBeyond = 1.2;
// A peak has so many votes, and so many times those of a bin by chance; about zero there are fewer than so
// much of it.
constexpr float kLeastVotes = 12;
constexpr double kAboveChance = 4;
constexpr float kLittle = 0.4F;
constexpr float kFades = 0.97F;
// Repeated: so much of so many plots, so often in succession.
constexpr double kSamePart = 0.8;
constexpr std::size_t kLeastPlots = 5;
constexpr std::uint32_t kRepeats = 3;
constexpr std::size_t kMostRemembered = 2'000;

// Where AIS says that the vessel is at that time.
geo::Offset from_vessel(const AisFix& vessel, const KeptContact& plot) {
  const double dt_s = (plot.at() - vessel.at).in_seconds();
  return geo::step(vessel.position, plot.position) -
         geo::Offset{static_cast<double>(vessel.east_ms), static_cast<double>(vessel.north_ms)} * dt_s;
}

}  // namespace

template <std::size_t kBins, std::size_t kSpread>
std::optional<typename Votes<kBins, kSpread>::Peak> Votes<kBins, kSpread>::peak_elsewhere(double most) const {
  // A true difference may lie at the edge of a bin.
  std::array<float, kBins> wide{};
  for (std::size_t i = 0; i < kBins; ++i) {
    wide[i] = votes_[i] + votes_[(i + 1) % kBins];
  }
  const auto highest = static_cast<std::size_t>(std::ranges::max_element(wide) - wide.begin());
  const double chance = 2 * std::accumulate(votes_.begin(), votes_.end(), 0.0) / kBins;
  const std::size_t middle = kBins / 2;
  const float about_zero = votes_[middle - 1] + votes_[middle] + votes_[middle + 1];
  const bool is_about_zero = highest + 2 >= middle && highest <= middle + 1;
  if (is_about_zero || wide[highest] < kLeastVotes || wide[highest] < kAboveChance * chance ||
      about_zero > kLittle * wide[highest]) {
    return std::nullopt;
  }
  float votes = wide[highest];
  for (std::size_t i = 1; i <= kSpread; ++i) {
    votes += votes_[(highest + kBins - i) % kBins] + votes_[(highest + 1 + i) % kBins];
  }
  return Peak{.difference = (static_cast<double>(highest + 1) / kBins * 2 - 1) * most, .votes = votes};
}

void SensorCheck::look(const TrackPool& tracks, std::span<const KeptContact> plots) {
  const std::size_t room = kMostRemembered - std::min(shown_.size(), kMostRemembered);
  for (const KeptContact& plot : plots.first(std::min(plots.size(), room))) {
    shown_.push_back(plot.position);
  }
  for (const TrackSlot slot : vessels_) {
    const TrackRecord& vessel = tracks[slot];
    if (vessel.ais.has_motion && plots.front().at() - vessel.ais.at < kAisLasts) {
      for (const KeptContact& plot : plots.first(std::min(plots.size(), kMostPlots))) {
        vote(plot, vessel);
      }
    }
  }
}

void SensorCheck::choose_vessels(const SensorSettings& radar, const TrackPool& tracks, Instant now) {
  vessels_.clear();
  for (TrackSlot slot = 0; slot < tracks.places() && vessels_.size() < kMostVessels; ++slot) {
    const TrackRecord& record = tracks[slot];
    if (record.mmsi != model::Mmsi() && record.ais.has_motion && now - record.ais.at < kAisLasts &&
        (!radar.antenna ||
         geo::distance_at_most(*radar.antenna, record.ais.position) < radar.max_range * kBeyond)) {
      vessels_.push_back(slot);
    }
  }
}

void SensorCheck::vote(const KeptContact& plot, const TrackRecord& record) {
  const AisFix& vessel = record.ais;
  const geo::Offset apart = from_vessel(vessel, plot);
  if (plot.sigma_along_m < kExactEnough_m && plot.sigma_across_m < kExactEnough_m) {
    shifts_.add(apart, record.mmsi);
  }
  if (plot.range_m <= 0) {
    return;
  }
  const double axis_rad = static_cast<double>(plot.axis_rad);
  const double range_m = static_cast<double>(plot.range_m);
  const geo::Offset of_vessel = geo::Offset{std::sin(axis_rad), std::cos(axis_rad)} * range_m - apart;
  const double beyond_m = range_m - of_vessel.length_m();
  const double turned_rad =
      std::remainder(axis_rad - std::atan2(of_vessel.east_m, of_vessel.north_m), 2 * std::numbers::pi);
  if (std::abs(beyond_m) < kSamePlace_m) {
    directions_.add(turned_rad, kMostTurn_rad);
  }
  vote_for_bias(beyond_m, turned_rad);
  const geo::Offset velocity = {static_cast<double>(vessel.east_ms), static_cast<double>(vessel.north_ms)};
  const double speed_ms = velocity.length_m();
  if (speed_ms > kLeastSpeed_ms && std::abs(cross(apart, velocity)) / speed_ms < kSamePlace_m) {
    times_.add(-dot(apart, velocity) / (speed_ms * speed_ms), kMostTime_s);
  }
}

void SensorCheck::vote_for_bias(double beyond_m, double turned_rad) {
  const auto index = [](double bins) { return std::lround(std::clamp(bins, -1e3, 1e3)) + long{kBiases / 2}; };
  const long row = index(beyond_m / kBiasBin_m);
  const long column = index(turned_rad / kBiasBin_rad);
  if (row >= 0 && column >= 0 && row < long{kBiases} && column < long{kBiases}) {
    biases_[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)] += 1;
  }
}

float SensorCheck::explained_by_bias() const {
  float most = 0;
  for (std::size_t row = 1; row + 1 < kBiases; ++row) {
    for (std::size_t column = 1; column + 1 < kBiases; ++column) {
      float sum = 0;
      for (std::size_t i = 0; i < 9; ++i) {
        sum += biases_[row + i / 3 - 1][column + i % 3 - 1];
      }
      most = std::max(most, sum);
    }
  }
  return most;
}

bool SensorCheck::is_repeated() const {
  if (shown_.size() < kLeastPlots || shown_before_.size() < kLeastPlots) {
    return false;
  }
  const auto same = std::ranges::count_if(
      shown_, [this](geo::Position position) { return std::ranges::binary_search(shown_before_, position); });
  return static_cast<double>(same) >= kSamePart * static_cast<double>(shown_.size());
}

void SensorCheck::end_scan(const SensorSettings& radar, const TrackPool& tracks, Instant now) {
  choose_vessels(radar, tracks, now);
  repeats_ = is_repeated() ? repeats_ + 1 : 0;
  std::ranges::sort(shown_);
  std::swap(shown_, shown_before_);
  shown_.clear();
  judge();
  directions_.fade(kFades);
  times_.fade(kFades);
  shifts_.fade(kFades);
  for (auto& row : biases_) {
    std::ranges::for_each(row, [](float& votes) { votes *= kFades; });
  }
}

void SensorCheck::judge() {
  fault_ = SensorFault::none;
  turned_rad_ = ahead_s_ = 0;
  shift_ = {};
  // What its bias explains as well is none.
  float most = explained_by_bias();
  if (const auto turned = directions_.peak_elsewhere(kMostTurn_rad); turned && turned->votes > most) {
    fault_ = SensorFault::turned;
    turned_rad_ = turned->difference;
    most = turned->votes;
  }
  if (const auto ahead = times_.peak_elsewhere(kMostTime_s); ahead && ahead->votes > most) {
    fault_ = SensorFault::clock;
    ahead_s_ = ahead->difference;
    most = ahead->votes;
  }
  if (const auto shifted = shifts_.peak_elsewhere(); shifted && shifted->votes > most) {
    fault_ = SensorFault::shifted;
    shift_ = shifted->shift;
  }
  fault_ = repeats_ >= kRepeats ? SensorFault::repeats : fault_;
}

}  // namespace selat::track::fusion
