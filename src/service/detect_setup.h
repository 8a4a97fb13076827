#pragma once
// What the detector works with, made from settings and geodata.

#include "config/settings.h"
#include "detect/engine.h"

namespace selat::service {

// Throws UsageError with one clear line (no geodata, a damaged file).
[[nodiscard]] detect::EngineOptions set_up_detection(const config::Settings& settings);

}  // namespace selat::service
