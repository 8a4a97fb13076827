#pragma once
// All that the tracker keeps of one track: fixed size, trivially copyable, since the whole state is copied
// for each checkpoint.

#include <array>
#include <cstdint>

#include "base/enum_names.h"
#include "geo/local_plane.h"
#include "model/mmsi.h"
#include "model/track_id.h"
#include "track/fusion/contact_log.h"
#include "track/fusion/imm.h"
#include "units/instant.h"

namespace selat::track::fusion {

// Whether it has ever left the place where it was first seen.
enum class Motion : std::uint8_t {
  unknown,   // seen for too short a time to tell
  standing,  // within its error, for a minute or more: a buoy, a platform, a quay, a moored craft
  moving,    // it has moved once: a craft
};

// Why a miss of this turn says less than others.
enum class Excuse : std::uint8_t {
  none,
  merged,  // its echo may be part of a neighbour's
  hidden,  // a craft near the radar is in between
};

// That a sensor sees the track. It begins to count as one that does with its third hit (`is_joined`).
struct Evidence {
  Instant first_at{}, last_at{};
  SensorIndex sensor = 0;
  std::uint8_t hits = 0;    // stops at 255
  std::uint8_t misses = 0;  // in succession
  Excuse excuse = Excuse::none;
  bool is_open = false;  // false: it sees the track no longer, or the entry is free
  bool is_joined = false;
  bool is_used = false;
  model::Mmsi mmsi{};        // of AIS: what it called itself
  std::uint32_t number = 0;  // of the radar's own track, + 1
};
inline constexpr std::size_t kMostEvidence = 6;
// A sensor counts as one that sees the track from so many hits on.
inline constexpr std::uint8_t kJoiningHits = 3;

// What AIS said last.
struct AisFix {
  Instant at{};
  geo::Position position{};
  float east_ms = 0;
  float north_ms = 0;
  bool has_motion = false;
};

using TrackSlot = std::uint32_t;  // the place of a track in the pool
inline constexpr TrackSlot kNoTrack = 0xffff'ffff;

struct TrackRecord {
  model::TrackId id = 0;  // 0: the place is free
  Instant at;             // of the filter: the last measurement taken in
  Instant first_at;
  Instant confirmed_at;  // the epoch: not yet
  geo::LocalPlane plane{geo::Position()};
  Imm imm;
  double score = 0;  // natural logarithm: how much likelier these are a craft's plots than false ones
  std::uint32_t hits = 0;
  std::array<Evidence, kMostEvidence> evidence;

  model::Mmsi mmsi;  // joined by AIS; 0: none
  AisFix ais;
  std::uint8_t ais_misses = 0;
  // Of a track that AIS alone sees: the radar's track that may be the same craft.
  model::TrackId twin = 0;
  std::uint8_t twin_hits = 0;

  Motion motion = Motion::unknown;
  geo::Offset birth;        // the mean of where it was first seen, on the plane
  double birth_var_m2 = 0;  // of one of these, the mean of both axes

  // Links of the pool's grid.
  std::uint32_t bucket = 0;
  TrackSlot next = kNoTrack;
  TrackSlot previous = kNoTrack;

  [[nodiscard]] bool is_confirmed() const { return confirmed_at != Instant(); }
};

// The open entry of this sensor; null: none.
[[nodiscard]] Evidence* open_evidence(TrackRecord& record, SensorIndex sensor);
[[nodiscard]] const Evidence* open_evidence(const TrackRecord& record, SensorIndex sensor);
// Whether only people tell of it: nothing that measures sees it, or does any more.
[[nodiscard]] bool is_told_only(const TrackRecord& record, const SensorTable& table);
// The sensor sees the track, perhaps anew: then its entry takes the place of a free one, else of that which
// ended first.
Evidence& note_hit(TrackRecord& record, SensorIndex sensor, Instant at);
// Where it is and how fast, so much later.
[[nodiscard]] Estimate estimate_at(const TrackRecord& record, Instant at);
// A contact as the track's filter takes it, on the track's plane.
[[nodiscard]] Measurement measurement_of(const TrackRecord& record, const KeptContact& contact);
// Takes the contact in; `predicted` is the filter foretold for its time.
void take_in(TrackRecord& record, const Imm& predicted, const Measurement& measured, Instant at);
// A track that begins with this contact.
[[nodiscard]] TrackRecord record_begun_with(const KeptContact& contact);

}  // namespace selat::track::fusion

namespace selat {
template <>
inline constexpr auto enum_names<track::fusion::Excuse> =
    std::to_array<std::string_view>({"none", "merged", "hidden"});
template <>
inline constexpr auto enum_names<track::fusion::Motion> =
    std::to_array<std::string_view>({"unknown", "standing", "moving"});
}  // namespace selat
