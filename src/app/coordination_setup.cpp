#include "app/coordination_setup.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "app/needed_geodata.h"
#include "chart/geodesic.h"
#include "text/terminal.h"

namespace selat::app {
namespace {

constexpr Speed kWithoutAsset = Speed::knots(15);

coordinate::TravelTable travel_times(const std::vector<model::Sector>& sectors,
                                     const std::vector<model::ControlPoint>& control_points,
                                     const std::vector<model::Asset>& assets) {
  std::vector<coordinate::TravelRow> rows;
  for (std::size_t s = 0; s < sectors.size(); ++s) {
    const geo::Position middle = sectors[s].area.centroid();
    for (std::size_t c = 0; c < control_points.size(); ++c) {
      bool has_asset = false;
      for (const model::Asset& asset : assets) {
        if (asset.control_point != control_points[c].id)
          continue;
        has_asset = true;
        if (asset.is_available) {
          rows.push_back({s, c, asset.id, chart::travel_distance(asset.berth, middle) / asset.sprint});
        }
      }
      if (!has_asset) {
        rows.push_back(
            {s, c, {}, chart::travel_distance(control_points[c].position, middle) / kWithoutAsset});
      }
    }
  }
  return coordinate::TravelTable(sectors.size(), control_points.size(), rows);
}

}  // namespace

std::vector<model::ControlPoint> control_points_of(const config::Settings& settings) {
  auto control_points = loaded_or_end(chart::load_control_points(needed_geodata(settings)));
  for (const model::ControlPoint& set : settings.coordinate.control_points) {
    const auto found = std::ranges::find(control_points, set.id, &model::ControlPoint::id);
    if (found != control_points.end())
      found->capacity = set.capacity;
  }
  return control_points;
}

void require_control_point(std::string_view id, const std::vector<std::string>& known) {
  if (std::ranges::find(known, id) != known.end())
    return;
  const Remark unknown = unknown_word("there is no control point '{word}'", text::for_terminal(id), known);
  throw UsageError(Remark("{what} (known: {known})",
                          {{"what", unknown}, {"known", fmt::format("{}", fmt::join(known, ", "))}}));
}

CoordinationSetup set_up_coordination(const config::Settings& settings) {
  CoordinationSetup setup;
  setup.coordinator.control_points = control_points_of(settings);
  setup.coordinator.sectors = loaded_or_end(chart::load_sectors(needed_geodata(settings)));
  setup.assets = settings.coordinate.assets;
  setup.zones = loaded_or_end(chart::load_zones(needed_geodata(settings)));
  coordinate::Timing& timing = setup.coordinator.timing;
  timing.lease = settings.coordinate.lease;
  timing.renew_every = settings.coordinate.renew_every;
  timing.skew_bound = settings.coordinate.skew_bound;
  timing.answer_within = settings.coordinate.answer_within;
  timing.offer_tries = settings.coordinate.offer_tries;
  timing.alive_every = std::min(timing.alive_every, timing.renew_every);
  timing.silent_after = std::min(timing.silent_after, timing.lease * 0.5);
  setup.coordinator.travel =
      travel_times(setup.coordinator.sectors, setup.coordinator.control_points, setup.assets);
  return setup;
}

}  // namespace selat::app
