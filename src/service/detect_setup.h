#pragma once
// What the detector works with, made from settings and geodata.

#include "config/settings.h"
#include "detect/engine.h"
#include "service/sensor_picture.h"

namespace selat::service {

// All but the zones, which are geodata.
[[nodiscard]] detect::EngineOptions detection_settings(const config::Settings& settings);
// Throws UsageError with one clear line (no geodata, a damaged file).
[[nodiscard]] detect::EngineOptions set_up_detection(const config::Settings& settings);

// The radars, the assets that have a transponder, and where the chart has land. Throws as above.
[[nodiscard]] SensorPictureOptions sensor_settings(const config::Settings& settings);

}  // namespace selat::service
