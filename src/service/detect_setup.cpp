#include "service/detect_setup.h"

#include "service/needed_geodata.h"

namespace selat::service {

detect::EngineOptions detection_settings(const config::Settings& settings) {
  detect::EngineOptions options;
  options.lateness = settings.detect.lateness;
  options.max_vessels = settings.detect.max_vessels;
  options.trusts_order = settings.detect.trusts_order;
  for (const auto& [id, rule] : settings.detect.rules) {
    options.rules[id] = {rule.is_on, rule.thresholds};
  }
  options.watch_list = settings.detect.watch_list;
  return options;
}

SensorPictureOptions sensor_settings(const config::Settings& settings) {
  SensorPictureOptions options;
  options.radars = settings.radars;
  for (const model::Asset& asset : settings.coordinate.assets) {
    if (asset.mmsi) {
      options.own_craft.push_back(*asset.mmsi);
    }
  }
  return options;
}

detect::EngineOptions set_up_detection(const config::Settings& settings) {
  detect::EngineOptions options = detection_settings(settings);
  options.zones = loaded_or_end(chart::load_zones(needed_geodata(settings)));
  return options;
}

}  // namespace selat::service
