#pragma once
// An alert: an anomaly shown to a person, with a life cycle after IMO MSC.302(87).

#include <cstdint>
#include <optional>

#include "model/anomaly.h"
#include "model/sector.h"

namespace selat::model {

enum class AlertState : std::uint8_t {
  raised,                   // the condition holds; not acknowledged yet
  acknowledged,             // the condition holds; acknowledged
  returned_unacknowledged,  // the condition has ended; not acknowledged yet
  ended,
  retracted,  // late data disproved it
};

struct Alert {
  std::uint64_t id = 0;  // that of the anomaly
  AlertState state = AlertState::raised;
  Anomaly anomaly;
  std::uint64_t detector_term = 0;  // term of the detector that reported the anomaly; 0: not known
  Instant raised_at;                // when the coordination server first received it, by its wall clock
  std::optional<Instant> acknowledged_at;
  ControlPointId acknowledged_by;  // empty until acknowledged
  SectorId sector;                 // contains the place; empty outside all sectors
  friend bool operator==(const Alert&, const Alert&) = default;
};

}  // namespace selat::model

namespace selat {
template <>
inline constexpr auto enum_names<model::AlertState> = std::to_array<std::string_view>(
    {"raised", "acknowledged", "returned_unacknowledged", "ended", "retracted"});
}  // namespace selat
