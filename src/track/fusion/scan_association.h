#pragma once
// Which plot is whose: the plots that one radar shows in one slot of time are given to the tracks in whose
// gates they lie, one to each, so that the whole is likeliest (global nearest neighbour, cluster by cluster).
// First to the confirmed tracks that a radar sees, then to those of AIS alone, then to those not confirmed;
// what is left begins a track, unless it is one more echo of a craft that has its own, or one of the land.
//
// Time linear in plots, as long as not more than a few lie near each other. Keeps its memory between calls;
// one thread.

#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

#include "track/fusion/assignment.h"
#include "track/fusion/land_mask.h"
#include "track/fusion/near_reflectors.h"
#include "track/fusion/picture_state.h"

namespace selat::track::fusion {

// χ² with two degrees of freedom: 99 % of a craft's plots lie within.
inline constexpr double kGate = 9.21;

class ScanAssociation {
 public:
  // Both must outlive this.
  ScanAssociation(const SensorTable& table, const LandMask& land) : table_(table), land_(land) {}

  // All contacts are of this radar, and of one slot.
  void run(PictureState& state, SensorIndex sensor, std::span<const KeptContact> contacts);

 private:
  enum class Tier : std::uint8_t { seen_by_radar, ais_alone, tentative };
  struct Plot {
    KeptContact contact;  // its bias taken off
    KeptContact raw;
    double density_m2 = 0;
    bool is_hidden = false;  // behind a craft near the radar: it may be an indirect echo
    bool is_used = false;
    bool is_split = false;  // lies in the gate of a craft that has a plot in this scan
  };
  struct Pair {
    TrackSlot track;
    std::uint32_t plot;
    Tier tier;
    double gain;   // against a miss
    double score;  // of the track, if it is a hit
    friend auto operator<=>(const Pair& a, const Pair& b) {
      return std::tuple(a.tier, a.track, a.plot) <=> std::tuple(b.tier, b.track, b.plot);
    }
    friend bool operator==(const Pair&, const Pair&) = default;
  };
  // Within which one pair of them, and it alone, can be decided.
  struct Cluster {
    std::vector<Pair> pairs;
    std::vector<TrackSlot> tracks;
    std::vector<std::uint32_t> plots;
  };

  void take_plots(const PictureState& state, std::span<const KeptContact> contacts);
  void gather(const PictureState& state);
  void gather_pair(const PictureState& state, std::uint32_t plot, TrackSlot track);
  void decide(PictureState& state, Tier tier);
  void decide_cluster(PictureState& state);
  void decide_nearest_first(PictureState& state);
  void hit(PictureState& state, const Pair& pair);
  void judge(PictureState& state, TrackSlot track, Instant at, double score) const;
  // A track of a radar is confirmed: what people have told of there is it.
  void take_over_sightings(PictureState& state, TrackSlot track) const;
  [[nodiscard]] Measurement measured_by(const PictureState& state, const TrackRecord& record,
                                        const KeptContact& contact) const;
  void excuse_those_without(PictureState& state);
  void excuse(TrackRecord& record, Excuse why) const;
  void mark_split();
  [[nodiscard]] bool is_hit(const TrackRecord& record) const;
  void start_tracks(PictureState& state);
  [[nodiscard]] bool is_ashore(const KeptContact& contact) const;
  [[nodiscard]] std::uint32_t root_of(std::uint32_t node);

  const SensorTable& table_;
  const LandMask& land_;
  SensorIndex sensor_ = 0;
  NearReflectors reflectors_;
  Assignment assignment_;
  std::vector<Plot> plots_;
  std::vector<Pair> pairs_, open_pairs_;
  std::vector<std::uint32_t> parents_;  // of the union-find over plots
  Cluster cluster_;
};

}  // namespace selat::track::fusion
