#include "service/detect_setup.h"

#include <filesystem>
#include <utility>
#include <vector>

#include "chart/chart.h"
#include "service/chart_query.h"
#include "service/needed_geodata.h"
#include "service/place_doubt.h"

namespace selat::service {
namespace {

track::fusion::LandMask land_of(const std::filesystem::path& geodata) {
  std::vector<track::fusion::ShoreError> worse;
  for (chart::ShoreDoubt& shore : loaded_or_end(chart::load_shore_doubts(geodata))) {
    worse.push_back({.area = std::move(shore.area), .most = shore.doubt});
  }
  return {geo::Area(loaded_or_end(chart::load_coast(geodata))), kUsualShoreDoubt, std::move(worse)};
}

}  // namespace

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
  if (!settings.radars.empty()) {
    options.land = land_of(needed_geodata(settings));
  }
  options.radars = settings.radars;
  options.doubt = PlaceDoubt(settings);
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
