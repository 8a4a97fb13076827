#pragma once
// The whole state of the tracker after the contacts up to some time: a value that is copied for each
// checkpoint, and a function of these contacts in their order.

#include <cstdint>
#include <vector>

#include "track/fusion/clutter_map.h"
#include "track/fusion/contact_log.h"
#include "track/fusion/sensor_bias.h"
#include "track/fusion/sensor_check.h"
#include "track/fusion/standing_places.h"
#include "track/fusion/track_pool.h"

namespace selat::track::fusion {

// What the tracker has learned of a sensor, and where it stands in its present scan.
struct SensorState {
  explicit SensorState(const SensorSettings& settings)
      : clutter(settings), usual_plots(settings.false_plots), test_plots(settings.false_plots) {}

  ClutterMap clutter;
  SensorBias bias;
  SensorCheck check;
  Instant scan_begin;             // of the present turn; the epoch: it was never heard
  Instant heard_at;               // its last contact
  std::uint32_t plots = 0;        // in the present turn
  std::uint32_t left_out = 0;     // of the present turn, since there are far too many
  bool was_flooded = false;       // in the turn before some were left out
  std::uint32_t unexplained = 0;  // of them, those that no confirmed track took
  double usual_plots;             // unexplained ones in a turn, on average of late
  double test_plots;              // the most of late: from so many a chance track may arise
};

// Of all contacts folded since the start.
struct PictureCounters {
  std::uint64_t contacts = 0;
  std::uint64_t hits = 0;       // plots taken in by a track
  std::uint64_t split = 0;      // further echoes of a craft that has one in this scan
  std::uint64_t ashore = 0;     // plots of the land: no track begins with them
  std::uint64_t started = 0;    // plots with which a track began
  std::uint64_t flooded = 0;    // plots of a radar that shows far too many at once: not looked at
  std::uint64_t set_aside = 0;  // plots of a radar that is turned, late or repeats itself
  std::uint64_t crowded = 0;    // clusters too large to be solved whole: nearest first
  std::uint64_t no_room = 0;    // a track could not begin, since there are too many
  std::uint64_t confirmed = 0;  // tracks, ever
  std::uint64_t ended = 0;      // of these
  std::uint64_t joined = 0;     // an MMSI to a track that a radar sees
  std::uint64_t parted = 0;     // and away from one
  friend bool operator==(const PictureCounters&, const PictureCounters&) = default;
};

struct PictureState {
  PictureState(const SensorTable& table, std::size_t most_tracks)
      : tracks(most_tracks), sensors(table.begin(), table.end()) {}

  SlotNumber next_slot = 0;
  SlotNumber heard_slot = 0;  // the last with contacts
  TrackPool tracks;
  StandingPlaces standing;
  std::vector<SensorState> sensors;
  PictureCounters counters;
};

}  // namespace selat::track::fusion
