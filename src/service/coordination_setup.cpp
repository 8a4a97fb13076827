#include "service/coordination_setup.h"

#include <algorithm>
#include <future>
#include <iterator>
#include <optional>
#include <span>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "base/unknown_word.h"
#include "chart/geodesic.h"
#include "route/travel_times.h"
#include "service/chart_setup.h"
#include "service/needed_geodata.h"
#include "text/terminal.h"

namespace selat::service {
namespace {

// The places from which craft may respond.
struct Answering {
  std::vector<plan::TravelRow> who;  // control point and asset of each
  std::vector<route::Departure> departures;
};

Answering answering(const std::vector<model::ControlPoint>& control_points,
                    const std::vector<model::Asset>& assets) {
  Answering all;
  const auto add = [&](std::size_t c, const model::AssetId& asset, geo::Position from, Speed speed) {
    all.who.push_back({.sector = 0, .control_point = c, .asset = asset, .time = {}});
    all.departures.push_back({from, speed, {.flag = control_points[c].nation}});
  };
  for (std::size_t c = 0; c < control_points.size(); ++c) {
    const auto is_its = [&](const model::Asset& asset) {
      return asset.control_point == control_points[c].id;
    };
    for (const model::Asset& asset : assets) {
      if (is_its(asset) && asset.is_available) {
        add(c, asset.id, asset.berth, asset.sprint);
      }
    }
    if (std::ranges::none_of(assets, is_its)) {
      add(c, {}, control_points[c].position, coordinate::kWithoutCraft);
    }
  }
  return all;
}

// A craft without a route over water could never be sent: its times are those of the geodesic, with a
// warning.
void use_geodesic_times(std::string_view who, const route::Departure& departure,
                        const std::vector<model::Sector>& sectors, std::vector<std::optional<Span>>& times) {
  spdlog::warn("{}: there is no route over water from its berth; its travel times are those of the geodesic",
               who);
  std::ranges::transform(sectors, times.begin(), [&](const model::Sector& sector) {
    return chart::geodesic(departure.berth, sector.area.centroid()).distance / departure.speed;
  });
}

using TravelTimes = std::vector<std::vector<std::optional<Span>>>;

// A berth's distances to everywhere take a tenth of a second: as many at once as there are cores.
TravelTimes times_over_water(const chart::Chart& chart, std::span<const route::Departure> departures) {
  const route::WaterMap map = water_map_of(chart);
  const auto times_of = [&](std::size_t first, std::size_t end) {
    route::FieldCache fields(map);
    return route::travel_times(fields, departures.subspan(first, end - first), chart.sectors);
  };
  const std::size_t shares = std::max(std::thread::hardware_concurrency(), 1U);
  std::vector<std::future<TravelTimes>> running;
  running.reserve(shares);
  for (std::size_t share = 0; share < shares; ++share) {
    running.push_back(std::async(std::launch::async, times_of, departures.size() * share / shares,
                                 departures.size() * (share + 1) / shares));
  }
  TravelTimes times;
  for (std::future<TravelTimes>& one : running) {
    std::ranges::move(one.get(), std::back_inserter(times));
  }
  return times;
}

plan::TravelTable travel_table(const chart::Chart& chart,
                               const std::vector<model::ControlPoint>& control_points,
                               const std::vector<model::Asset>& assets) {
  const Answering all = answering(control_points, assets);
  TravelTimes times = times_over_water(chart, all.departures);
  std::vector<plan::TravelRow> rows;
  for (std::size_t i = 0; i < times.size(); ++i) {
    plan::TravelRow row = all.who[i];
    if (std::ranges::none_of(times[i], &std::optional<Span>::has_value)) {
      const std::string_view who =
          row.asset.empty() ? control_points[row.control_point].id.view() : row.asset.view();
      use_geodesic_times(who, all.departures[i], chart.sectors, times[i]);
    }
    for (row.sector = 0; row.sector < times[i].size(); ++row.sector) {
      if (const auto& time = times[i][row.sector]) {
        row.time = *time;
        rows.push_back(row);
      }
    }
  }
  return plan::TravelTable(chart.sectors.size(), control_points.size(), rows);
}

}  // namespace

std::vector<model::ControlPoint> control_points_of(const config::Settings& settings) {
  auto control_points = loaded_or_end(chart::load_control_points(needed_geodata(settings)));
  for (const model::ControlPoint& set : settings.coordinate.control_points) {
    const auto found = std::ranges::find(control_points, set.id, &model::ControlPoint::id);
    if (found != control_points.end()) {
      found->capacity = set.capacity;
    }
  }
  return control_points;
}

void require_control_point(std::string_view id, const std::vector<std::string>& known) {
  if (std::ranges::find(known, id) != known.end()) {
    return;
  }
  const LocalizedMessage unknown =
      unknown_word(tr("there is no control point '{word}'"), text::for_terminal(id), known);
  throw runtime::UsageError(
      LocalizedMessage(tr("{what} (known: {known})"),
                       {{"what", unknown}, {"known", fmt::format("{}", fmt::join(known, ", "))}}));
}

CoordinationSetup set_up_coordination(const config::Settings& settings) {
  CoordinationSetup setup;
  setup.outputs = settings.outputs;
  setup.language = settings.language;
  setup.coordinator.control_points = control_points_of(settings);
  chart::Chart chart = chart_of(settings);
  setup.coordinator.assets = settings.coordinate.assets;
  coordinate::Timing& timing = setup.coordinator.timing;
  timing.lease = settings.coordinate.lease;
  timing.renew_every = settings.coordinate.renew_every;
  timing.skew_bound = settings.coordinate.skew_bound;
  timing.answer_within = settings.coordinate.answer_within;
  timing.offer_tries = settings.coordinate.offer_tries;
  timing.escalate_alarm_after = settings.coordinate.escalate_alarm_after;
  timing.escalate_distress_after = settings.coordinate.escalate_distress_after;
  timing.alive_every = std::min(timing.alive_every, timing.renew_every);
  timing.silent_after = std::min(timing.silent_after, timing.lease * 0.5);
  setup.coordinator.travel = travel_table(chart, setup.coordinator.control_points, setup.coordinator.assets);
  setup.coordinator.sectors = std::move(chart.sectors);
  for (const model::Zone& zone : chart.zones) {
    setup.coordinator.zones.push_back({.id = std::string(zone.id.view()), .names = zone.names});
  }
  return setup;
}

}  // namespace selat::service
