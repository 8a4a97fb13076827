#pragma once
// What the coordination server works with, made from settings and geodata.
//
// Errors: UsageError with one clear line (no geodata, a damaged file).

#include <string>
#include <string_view>
#include <vector>

#include "config/settings.h"
#include "coordinate/coordinator.h"
#include "model/sector.h"

namespace selat::service {

struct CoordinationSetup {
  coordinate::CoordinatorSettings coordinator;
  std::vector<config::OutputSettings> outputs = {};  // of alerts, among others
  Language language = Language::en;                  // of the sentences in them
};

// Sectors and control points of geodata/, with the capacities and assets of the settings; travel times over
// water (route/travel_times.h), out of waters closed to the flag, from the berth to the sector's middle at
// sprint speed. A control point without an asset answers from where it lies, at 15 kn. Takes about a second.
[[nodiscard]] CoordinationSetup set_up_coordination(const config::Settings& settings);

// Throws UsageError, with the id that was likely meant, unless geodata/ has a control point of this id.
void require_control_point(std::string_view id, const std::vector<std::string>& known);

// The control points of geodata/ with the capacities of the settings.
[[nodiscard]] std::vector<model::ControlPoint> control_points_of(const config::Settings& settings);

}  // namespace selat::service
