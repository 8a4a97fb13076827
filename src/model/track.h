#pragma once
// A track: the ordered states of one object, whichever sensors see it. It has an initiator (tentative until
// enough consistent fixes confirm it) and a deleter (lost after silence, then gone).

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/enum_names.h"
#include "model/track_id.h"
#include "model/vessel.h"

namespace selat::model {

enum class TrackState : std::uint8_t { tentative, confirmed, lost, ended };

enum class SensorKind : std::uint8_t { ais, radar, sighting };

// That one sensor saw an object, from the first to the last time without a break.
struct SensorSpan {
  SensorKind kind = SensorKind::ais;
  SourceName sensor;         // the name of the radar, or who reported; empty for AIS
  std::optional<Mmsi> mmsi;  // AIS: what the object called itself
  Instant first_at, last_at;
  friend bool operator==(const SensorSpan&, const SensorSpan&) = default;
};

// Of one track the newest so many are kept.
inline constexpr std::size_t kMostSensorSpans = 12;

struct Track {
  TrackId id = 0;
  TrackState state = TrackState::tentative;
  Vessel vessel;              // of an object that was never heard by AIS: without an MMSI
  Instant first_at, last_at;  // observed_at of the first and the last fix
  geo::Position position;
  std::optional<Speed> sog;
  std::optional<Bearing> cog;
  std::optional<Bearing> heading;
  NavigationStatus status = NavigationStatus::undefined;
  std::uint64_t fixes = 0;
  std::vector<SensorSpan> seen_by;  // in the order of their beginning; empty: by AIS alone, all the time
  std::optional<Distance> sigma;    // standard deviation of the position, where it is estimated
  bool is_own_craft = false;        // one of our forces

  template <typename Archive>
  void archive(Archive& archive) {
    archive(id, state, vessel, first_at, last_at, position, sog, cog, heading, status, fixes, seen_by, sigma,
            is_own_craft);
  }
  friend bool operator==(const Track&, const Track&) = default;
};

// Whether AIS never said who this is.
[[nodiscard]] constexpr bool is_without_ais(const Track& track) {
  return track.vessel.mmsi == Mmsi();
}

}  // namespace selat::model

namespace selat {
template <>
inline constexpr auto enum_names<model::TrackState> =
    std::to_array<std::string_view>({"tentative", "confirmed", "lost", "ended"});
template <>
inline constexpr auto enum_names<model::SensorKind> =
    std::to_array<std::string_view>({"ais", "radar", "sighting"});
}  // namespace selat
