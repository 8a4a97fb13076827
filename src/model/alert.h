#pragma once
// An alert: an anomaly shown to a person, with a life cycle after IMO MSC.302(87).

#include <cstdint>
#include <optional>

#include "model/anomaly.h"
#include "model/sector.h"

namespace selat::model {

enum class AlertState : std::uint8_t {
  raised,                   // the condition holds, nobody has acknowledged
  acknowledged,             // the condition holds, somebody has
  returned_unacknowledged,  // the condition has ended, nobody has acknowledged
  ended,
  retracted,  // late data disproved it
};

struct Alert {
  std::uint64_t id = 0;  // the anomaly's
  AlertState state = AlertState::raised;
  Anomaly anomaly;
  std::uint64_t detector_term = 0;  // of the detector whose word the anomaly is; 0: not known
  Instant raised_at;                // when the coordinator first knew (wall clock of the coordinator)
  std::optional<Instant> acknowledged_at;
  ControlPointId acknowledged_by;  // empty until acknowledged
  SectorId sector;                 // where the place lies; empty outside all sectors
  friend bool operator==(const Alert&, const Alert&) = default;
};

}  // namespace selat::model

namespace selat {
template <>
inline constexpr auto enum_names<model::AlertState> = std::to_array<std::string_view>(
    {"raised", "acknowledged", "returned_unacknowledged", "ended", "retracted"});
}  // namespace selat
