#include "track/fusion/sensor_bias.h"

#include <algorithm>
#include <cmath>

namespace selat::track::fusion {
namespace {

// Where AIS says that a craft is, against what a radar sees of it: GNSS, the antenna's place on the hull.
constexpr double kAisError_m = 25;
// A report is foretold for so long at most, and grows wrong by so much a second.
constexpr Span kAisLasts = Span::seconds(12);
constexpr double kAisDrift_ms = 1;
// Plots of one craft in succession share their error (the hull's length, the aspect): each counts for less.
constexpr double kCorrelated = 8;
// Farther off than this it is another craft's plot.
constexpr double kOutlierSigmas = 4;
// Known when so much better than before.
constexpr double kKnownPart = 0.5;
constexpr double kForgets = 1.0005;

}  // namespace

void SensorBias::learn(const KeptContact& plot, const AisFix& ais) {
  const double dt_s = (plot.at() - ais.at).in_seconds();
  if (plot.range_m <= 0 || !ais.has_motion || std::abs(dt_s) > kAisLasts.in_seconds()) {
    return;
  }
  const double sine = std::sin(static_cast<double>(plot.axis_rad));
  const double cosine = std::cos(static_cast<double>(plot.axis_rad));
  const double east_ms = static_cast<double>(ais.east_ms);
  const double north_ms = static_cast<double>(ais.north_ms);
  const geo::Offset apart = geo::step(ais.position, plot.position) - geo::Offset{east_ms, north_ms} * dt_s;
  const double common_m2 = kAisError_m * kAisError_m + kAisDrift_ms * kAisDrift_ms * dt_s * dt_s;
  const double along_m = static_cast<double>(plot.sigma_along_m);
  const double across_m = static_cast<double>(plot.sigma_across_m);
  // A clock that is ahead shows a craft where it was.
  take({1, 0, -(east_ms * sine + north_ms * cosine)}, apart.east_m * sine + apart.north_m * cosine,
       along_m * along_m + common_m2);
  take({0, static_cast<double>(plot.range_m), -(east_ms * cosine - north_ms * sine)},
       apart.east_m * cosine - apart.north_m * sine, across_m * across_m + common_m2);
}

void SensorBias::take(const std::array<double, 3>& row, double measured, double variance) {
  std::array<double, 3> column{};
  double foretold = 0;
  double innovation_variance = variance * kCorrelated;
  for (std::size_t i = 0; i < 3; ++i) {
    foretold += row[i] * state_[i];
    for (std::size_t k = 0; k < 3; ++k) {
      column[i] += covariance_[i][k] * row[k];
    }
  }
  double own_variance = variance;
  for (std::size_t i = 0; i < 3; ++i) {
    innovation_variance += row[i] * column[i];
    own_variance += row[i] * column[i];
  }
  const double innovation = measured - foretold;
  if (innovation * innovation > kOutlierSigmas * kOutlierSigmas * own_variance) {
    return;
  }
  for (std::size_t i = 0; i < 3; ++i) {
    state_[i] += column[i] / innovation_variance * innovation;
    for (std::size_t k = 0; k < 3; ++k) {
      covariance_[i][k] -= column[i] * column[k] / innovation_variance;
    }
  }
}

void SensorBias::age() {
  const std::array<double, 3> most = {kRange_m, kAzimuth_rad, kTime_s};
  for (std::size_t i = 0; i < 3; ++i) {
    covariance_[i][i] = std::min(covariance_[i][i] * kForgets, most[i] * most[i]);
  }
}

bool SensorBias::is_known() const {
  return std::sqrt(covariance_[0][0]) < kKnownPart * kRange_m &&
         std::sqrt(covariance_[1][1]) < kKnownPart * kAzimuth_rad;
}

KeptContact SensorBias::corrected(const KeptContact& plot) const {
  if (!is_known() || plot.range_m <= 0) {
    return plot;
  }
  KeptContact better = plot;
  const double range_m = static_cast<double>(plot.range_m);
  const double axis_rad = static_cast<double>(plot.axis_rad);
  const double better_range_m = std::max(range_m - state_[0], 0.0);
  const double better_axis_rad = axis_rad - state_[1];
  const geo::Offset moved = {better_range_m * std::sin(better_axis_rad) - range_m * std::sin(axis_rad),
                             better_range_m * std::cos(better_axis_rad) - range_m * std::cos(axis_rad)};
  better.position = geo::LocalPlane(plot.position).to_position(moved);
  better.range_m = static_cast<float>(better_range_m);
  better.axis_rad = static_cast<float>(better_axis_rad);
  if (std::sqrt(covariance_[2][2]) < kKnownPart * kTime_s) {
    better.at_us -= static_cast<std::int64_t>(state_[2] * 1e6);
  }
  return better;
}

double SensorBias::sigma_m(double range_m) const {
  return std::sqrt(covariance_[0][0] + range_m * range_m * covariance_[1][1]);
}

}  // namespace selat::track::fusion
