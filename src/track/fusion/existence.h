#pragma once
// Whether a track is a craft: a sequential test (Wald) of its score. A hit adds how much likelier a craft
// than a false plot shows there, a miss takes away how much likelier nothing than a craft is not seen. All
// thresholds follow from what the radar is: how often it sees a craft, how many false plots it shows.
// Source: Blackman, Popoli, Design and Analysis of Modern Tracking Systems (1999), §6.2. Pure.

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "track/fusion/sensor.h"

namespace selat::track::fusion {

// Of chance tracks, one may be confirmed in so many hours of a radar.
inline constexpr double kFalseTracks_per_hour = 0.05;
// A craft's track may be given up with this probability though nothing but chance hides it.
inline constexpr double kLosesCraft = 2e-4;
// Hits that a track has at least when it is confirmed.
inline constexpr std::uint32_t kLeastHits = 3;

// From this score on a track is confirmed, where so many plots a turn could begin one by chance. No track
// scores more.
[[nodiscard]] inline double confirming_score(const SensorSettings& radar, double plots) {
  const double starts_per_hour = std::max(plots, 1.0) * 3'600 / radar.scan.in_seconds();
  return std::log(starts_per_hour / kFalseTracks_per_hour);
}
[[nodiscard]] inline double score_of_miss(const SensorSettings& radar) {
  return std::log(1 - radar.detection_probability);
}
[[nodiscard]] inline double score_of_hit(const SensorSettings& radar, double log_likelihood,
                                         double false_density_m2) {
  return std::log(radar.detection_probability) + log_likelihood - std::log(false_density_m2);
}
// A track that is not confirmed is given up at this score, one that is at confirming_score() less that.
inline constexpr double kGivenUpScore = -4.6;  // ln 0.01
[[nodiscard]] inline double score_until_lost() {
  return -std::log(kLosesCraft);
}
// After so many misses in succession a sensor no longer sees it.
[[nodiscard]] inline int misses_until_unseen(const SensorSettings& radar) {
  return std::max(3, static_cast<int>(std::ceil(-score_until_lost() / score_of_miss(radar))));
}

}  // namespace selat::track::fusion
