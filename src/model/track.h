#pragma once
// A track: the ordered states of one object. It has an initiator (tentative until enough consistent fixes
// confirm it) and a deleter (lost after silence, then gone).

#include <cstdint>
#include <optional>

#include "base/enum_names.h"
#include "model/track_id.h"
#include "model/vessel.h"

namespace selat::model {

enum class TrackState : std::uint8_t { tentative, confirmed, lost, ended };

struct Track {
  TrackId id = 0;
  TrackState state = TrackState::tentative;
  Vessel vessel;
  Instant first_at, last_at;  // observed_at of the first and the last fix
  geo::Position position;
  std::optional<Speed> sog;
  std::optional<Bearing> cog;
  std::optional<Bearing> heading;
  NavigationStatus status = NavigationStatus::undefined;
  std::uint64_t fixes = 0;
  friend bool operator==(const Track&, const Track&) = default;
};

}  // namespace selat::model

namespace selat {
template <>
inline constexpr auto enum_names<model::TrackState> =
    std::to_array<std::string_view>({"tentative", "confirmed", "lost", "ended"});
}  // namespace selat
