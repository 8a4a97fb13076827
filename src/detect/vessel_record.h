#pragma once
// All the engine keeps of one vessel: its ordered reports of the last minutes, the fold up to their beginning
// (checkpoint) and up to now (live), and where it was at every full minute of the 80 minutes before.

#include <array>
#include <cstdint>
#include <list>
#include <optional>

#include "detect/vessel_fold.h"
#include "track/timeline.h"

namespace selat::detect {

// How long a fix speaks for where a vessel is: two reports of a ship at anchor (180 s) and some slack.
inline constexpr Span kFixSpeaksFor = Span::seconds(370);

// Where a vessel was at full minutes. Written in the order of time.
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
  FoldState checkpoint;  // after timeline's settled entries
  FoldState live;        // after all of them
  track::Fix forgotten;  // the last accepted fix that left the timeline
  bool has_forgotten = false;
  bool is_dirty = false;    // live does not yet know of a late report
  bool is_touched = false;  // since drain()
  Instant touched_from;     // by reports from this time on
  MinutePlaces places;
  // Where it waits for changed_tracks(); nothing where it has not changed.
  std::optional<std::list<VesselRecord*>::iterator> waiting;

  [[nodiscard]] std::optional<Sample> sample_at(Instant tick) const;
  [[nodiscard]] std::optional<geo::Position> place_at(Instant minute) const;
  // Forgets settled entries before `before`, remembering where the vessel was.
  void forget_before(Instant before);
};

}  // namespace selat::detect
