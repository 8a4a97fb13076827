#include "app/detect_setup.h"

#include <utility>

#include "app/command_line.h"
#include "chart/chart.h"

namespace selat::app {

detect::EngineOptions set_up_detection(const config::Settings& settings) {
  if (settings.geodata.empty()) {
    throw UsageError("geodata not found: name its directory with --geodata (see 'selat doctor')");
  }
  auto zones = chart::load_zones(settings.geodata);
  if (!zones) {
    throw UsageError(zones.error().message());
  }
  detect::EngineOptions options;
  options.zones = std::move(*zones);
  options.lateness = settings.detect.lateness;
  options.max_vessels = settings.detect.max_vessels;
  for (const auto& [id, rule] : settings.detect.rules) {
    options.rules[id] = {rule.is_on, rule.thresholds};
  }
  for (const config::WatchEntry& entry : settings.detect.watch_list) {
    options.watch_list.push_back({entry.label, entry.mmsi, entry.imo, entry.call_sign, entry.name});
  }
  return options;
}

}  // namespace selat::app
