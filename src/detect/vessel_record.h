#pragma once
// All that the engine keeps of one vessel: its ordered reports of the last minutes, the state before them
// (checkpoint) and after them (live), and its position at every full minute of the 80 minutes before.

#include <array>
#include <cstdint>
#include <list>
#include <optional>

#include "detect/vessel_fold.h"
#include "track/timeline.h"

namespace selat::detect {

// How long a vessel's position follows from its last fix: two reports of a ship at anchor (180 s) and a
// margin.
inline constexpr Span kFixValidFor = Span::seconds(370);

// Positions of a vessel at full minutes. Written in the order of time.
class MinutePlaces {
 public:
  static constexpr std::int64_t kMinutes = 80;
  // From `from` on until the next fix at `until` the vessel is where `from` predicts.
  void fill(const track::Fix& from, Instant until);
  [[nodiscard]] std::optional<geo::Position> at(Instant minute) const;

 private:
  void put(std::int64_t minute, geo::Position position);
  std::array<geo::Position, kMinutes> places_{};
  std::int64_t newest_ = -1;  // minute of the latest entry; -1: none
};

struct VesselRecord {
  model::Mmsi mmsi;
  track::Timeline timeline;
  FoldState checkpoint;     // after timeline's finalized entries
  FoldState live;           // after all of them
  track::Fix last_dropped;  // the last accepted fix that was removed from the timeline
  bool has_dropped = false;
  bool is_dirty = false;    // a late report is not yet in live
  bool is_updated = false;  // has new reports since the last evaluation
  Instant updated_from;     // the earliest of them
  MinutePlaces places;
  // Its place in the TrackQueue; nothing while it is not in it.
  std::optional<std::list<VesselRecord*>::iterator> queued;

  [[nodiscard]] std::optional<Sample> sample_at(Instant tick) const;
  [[nodiscard]] std::optional<geo::Position> place_at(Instant minute) const;
  // Removes finalized entries before `before`; the positions they gave are kept.
  void drop_before(Instant before);
};

}  // namespace selat::detect
