#include "service/simulated_strait.h"

#include <string>
#include <string_view>
#include <utility>

#include "simulate/approach.h"
#include "simulate/watch_list_vessels.h"

namespace selat::service {
namespace {

void take_lane(const chart::Chart& chart, std::string_view id, simulate::Line& into) {
  for (const chart::Lane& lane : chart.lanes) {
    if (lane.id == id && lane.line.size() >= 2) {
      into = lane.line;
    }
  }
}

}  // namespace

simulate::Environment simulated_strait(const chart::Chart& chart) {
  simulate::Environment environment = simulate::strait();
  take_lane(chart, "singapore-westbound", environment.lanes.singapore_westbound);
  take_lane(chart, "singapore-eastbound", environment.lanes.singapore_eastbound);
  take_lane(chart, "malacca-northwestbound", environment.lanes.malacca_north_westbound);
  take_lane(chart, "malacca-southeastbound", environment.lanes.malacca_south_eastbound);

  environment.anchorages.clear();
  environment.watch_zones.clear();
  for (const model::Zone& zone : chart.zones) {
    if (zone.kind == model::ZoneKind::anchorage) {
      environment.anchorages.push_back({zone.names.en, zone.area});
    } else if (zone.kind == model::ZoneKind::watch) {
      if (auto approached = simulate::with_approach(zone.names.en, zone.area, chart.coast)) {
        environment.watch_zones.push_back(*std::move(approached));
      }
    }
  }
  environment.coast = chart.coast;
  return environment;
}

std::vector<model::WatchEntry> simulated_watch_list() {
  std::vector<model::WatchEntry> entries;
  for (const simulate::WatchedVessel& watched : simulate::watched_vessels()) {
    entries.push_back({std::string(watched.label), watched.mmsi, watched.imo, std::string(watched.call_sign),
                       std::string(watched.name)});
  }
  return entries;
}

}  // namespace selat::service
