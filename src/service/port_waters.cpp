#include "service/port_waters.h"

#include <algorithm>
#include <optional>

namespace selat::service {
namespace {

// Of a berth that of its own; of a ground, who alone has the waters it lies in.
std::optional<model::Nation> nation_of(const model::Zone& zone, const chart::Chart& chart) {
  if (zone.kind == model::ZoneKind::berth) {
    const auto berth = std::ranges::find_if(chart.berths, [&zone](const chart::Berth& candidate) {
      return zone.id.view() == "berth-" + candidate.id;
    });
    return berth == chart.berths.end() ? std::nullopt : std::optional(berth->nation);
  }
  const geo::Position middle = zone.area.centroid();
  for (const model::Waters& waters : chart.waters) {
    if (waters.kind == model::WatersKind::jurisdiction &&
        waters.status == model::DelimitationStatus::agreed && waters.area.contains(middle)) {
      return static_cast<model::Nation>(std::ranges::find(waters.claims, true) - waters.claims.begin());
    }
  }
  return std::nullopt;
}

bool is_port_water(model::ZoneKind kind) {
  return kind == model::ZoneKind::berth || kind == model::ZoneKind::anchorage ||
         kind == model::ZoneKind::pilot_boarding;
}

bool runs_through(const route::Leg& leg, const geo::Area& area) {
  return area.contains(leg.from) || !area.crossings(leg.from, leg.to).empty();
}

}  // namespace

std::vector<PortWaters> port_waters_of(const route::Route& route, const chart::Chart& chart,
                                       std::optional<model::Nation> flag) {
  std::vector<PortWaters> found;
  for (std::size_t leg = 0; leg < route.legs.size(); ++leg) {
    for (const model::Zone& zone : chart.zones) {
      if (!is_port_water(zone.kind) || !runs_through(route.legs[leg], zone.area)) {
        continue;
      }
      const auto nation = nation_of(zone, chart);
      if (nation && nation != flag) {
        found.push_back({leg, std::string(zone.id.view()), zone.kind, zone.names, *nation});
      }
    }
  }
  return found;
}

}  // namespace selat::service
