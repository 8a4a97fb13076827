#pragma once
// How good tracks are, held against the truth, scan by scan. GOSPA of order 2 with α = 2 (Rahmathullah,
// García-Fernández, Svensson, Generalized optimal sub-pattern assignment metric, 2017): the root of the sum
// of the squared distances of truth and tracks that belong together, and half the squared cutoff for each one
// that is missed and each track that is nobody's. Pure; one thread.

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "geo/position.h"
#include "track/fusion/assignment.h"
#include "track/fusion/surface_picture.h"
#include "units/distance.h"
#include "units/instant.h"

namespace selat::track::fusion {

// Where a craft really was.
struct TrueCraft {
  std::uint32_t id = 0;
  geo::Position position;
};

// So many scans a craft may be without a track.
inline constexpr std::uint64_t kSoon_scans = 15;

struct ScoreSummary {
  std::uint64_t scans = 0;
  double gospa_m = 0;                // mean over the scans
  std::uint64_t switches = 0;        // a craft's track is another than before
  double false_tracks_per_scan = 0;  // tracks that are nobody's
  double false_tracks_per_hour = 0;  // such tracks that were never anybody's, each counted once
  double missed_per_scan = 0;
  std::optional<double> median_scans_to_confirm{};  // from a craft's first scan to its first track
  std::optional<double> most_scans_to_confirm{};
  std::uint64_t craft = 0;
  std::uint64_t found_soon = 0;       // of these: had a track within kSoon_scans
  std::uint64_t never_confirmed = 0;  // of these: had none
  std::optional<double> nees{};       // mean of the normalised squared error of positions; 2 is right
  std::optional<double> rms_error_m{};
};

class TrackScore {
 public:
  explicit TrackScore(Distance cutoff) : cutoff_m_(cutoff.in_metres()) {}

  // Tracks as they are told at that time.
  void add_scan(Instant at, std::span<const TrueCraft> truth, std::span<const FusedTrack> tracks);
  [[nodiscard]] ScoreSummary summary() const;

 private:
  struct Craft {
    std::uint64_t first_scan = 0;
    std::optional<std::uint64_t> found_after;
    model::TrackId track = 0;
  };
  void pair(Craft& craft, const TrueCraft& truth, const FusedTrack& track);

  double cutoff_m_;
  Assignment assignment_;
  std::uint64_t scans_ = 0;
  std::uint64_t switches_ = 0;
  std::uint64_t false_ = 0;
  std::uint64_t missed_ = 0;
  std::uint64_t pairs_ = 0;
  double gospa_sum_m_ = 0;
  double nees_sum_ = 0;
  double squares_sum_m2_ = 0;
  std::map<std::uint32_t, Craft> craft_;
  std::map<model::TrackId, bool> was_anybodys_;
  std::optional<Instant> first_at_, last_at_;
};

}  // namespace selat::track::fusion
