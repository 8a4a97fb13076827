#include "track/fusion/track_score.h"

#include <gtest/gtest.h>

#include "unit/track/fusion/sea.h"

namespace selat::track::fusion {
namespace {

FusedTrack track_at(model::TrackId id, geo::Offset place) {
  return {.id = id, .is_confirmed = true, .position = kSea.to_position(place), .error = {25, 0, 25}};
}

const std::vector<TrueCraft> kTruth = {{1, kSea.to_position({0, 0})}, {2, kSea.to_position({500, 0})}};

// Computed by hand: the root of the squared distances and of 30²/2 for each that is missed or nobody's.
TEST(TrackScore, IsGospa) {
  TrackScore none(Distance::metres(30));
  none.add_scan(kBegin, kTruth, {});
  EXPECT_NEAR(none.summary().gospa_m, 30, 0.01);
  TrackScore right(Distance::metres(30));
  right.add_scan(kBegin, kTruth, std::vector{track_at(7, {3, 4}), track_at(8, {500, 12})});
  EXPECT_NEAR(right.summary().gospa_m, 13, 0.05);
  EXPECT_NEAR(*right.summary().rms_error_m, 9.19, 0.05);
  EXPECT_NEAR(*right.summary().nees, (25.0 / 25 + 144.0 / 25) / 2, 0.05);
  TrackScore half(Distance::metres(30));
  half.add_scan(kBegin, kTruth, std::vector{track_at(7, {3, 4}), track_at(8, {300, 0})});
  EXPECT_NEAR(half.summary().gospa_m, std::sqrt(25.0 + 450 + 450), 0.05);
  EXPECT_EQ(half.summary().false_tracks_per_scan, 1);
  EXPECT_EQ(half.summary().missed_per_scan, 1);
}

TEST(TrackScore, CountsSwitchesFalseTracksAndTheTimeToConfirm) {
  TrackScore score(Distance::metres(30));
  score.add_scan(kBegin, kTruth, {});
  score.add_scan(kBegin + Span::minutes(20), kTruth, std::vector{track_at(7, {0, 0})});
  score.add_scan(kBegin + Span::minutes(40), kTruth, std::vector{track_at(9, {0, 0}), track_at(5, {250, 0})});
  score.add_scan(kBegin + Span::minutes(60), kTruth, std::vector{track_at(9, {0, 0}), track_at(5, {250, 0})});
  const ScoreSummary summary = score.summary();
  EXPECT_EQ(summary.switches, 1U);
  EXPECT_NEAR(summary.false_tracks_per_scan, 0.5, 1e-9);
  EXPECT_NEAR(summary.false_tracks_per_hour, 1, 1e-9) << "the one that was never anybody's, once";
  EXPECT_EQ(summary.median_scans_to_confirm, 2);
  EXPECT_EQ(summary.never_confirmed, 1U);
  EXPECT_EQ(summary.craft, 2U);
  EXPECT_EQ(summary.found_soon, 1U);
}

TEST(TrackScore, SoonIsWithinFifteenScans) {
  for (const std::uint64_t waits : {14U, 15U}) {
    TrackScore score(Distance::metres(30));
    for (std::uint64_t scan = 0; scan <= waits; ++scan) {
      const bool is_found = scan == waits;
      score.add_scan(kBegin + Span::seconds(3) * static_cast<double>(scan), {kTruth.data(), 1},
                     is_found ? std::vector{track_at(7, {0, 0})} : std::vector<FusedTrack>());
    }
    EXPECT_EQ(score.summary().found_soon, waits == 14 ? 1U : 0U);
  }
}

}  // namespace
}  // namespace selat::track::fusion
