#pragma once
// The whole sector table: which control point answers for each sector. The coordination server publishes it
// on each change and each second.

#include <cstdint>
#include <optional>
#include <vector>

#include "model/assignment.h"
#include "model/sector.h"
#include "units/instant.h"

namespace selat::model {

struct SectorRow {
  Assignment assignment;
  std::uint32_t vessels = 0;               // heard in the sector within ten minutes of event time
  std::vector<Exclusion> exclusions = {};  // control points that are left out of it now
  friend bool operator==(const SectorRow&, const SectorRow&) = default;
};

struct ControlPointStatus {
  ControlPoint control_point;
  bool is_connected = false;
  bool is_standby = false;               // its terminal has no person at it
  std::optional<Instant> last_heard_at;  // wall clock of the server; absent: not heard since its start
  std::uint32_t sectors_held = 0;
  friend bool operator==(const ControlPointStatus&, const ControlPointStatus&) = default;
};

struct SectorTable {
  std::uint64_t plan_version = 0;
  std::vector<SectorRow> rows;
  std::vector<ControlPointStatus> control_points;
  friend bool operator==(const SectorTable&, const SectorTable&) = default;
};

}  // namespace selat::model
