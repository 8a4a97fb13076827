// Where the AlertDesk sees vessels and craft, and who is nearest.

#include <algorithm>
#include <tuple>
#include <utility>

#include "coordinate/alert_desk.h"
#include "geo/local_plane.h"

namespace selat::coordinate {
namespace {

// A craft's own AIS tells where it is for this long; then it is counted from its berth.
constexpr Span kCraftIsKnownFor = Span::minutes(30);
constexpr std::size_t kMostFixesShown = 10;

}  // namespace

// Those that are heard, or may be any moment.
std::vector<RoutingView::ControlPoint> AlertDesk::by_nearness(const model::Alert& alert) const {
  const auto place = place_of(alert);
  std::vector<std::pair<double, RoutingView::ControlPoint>> ranked;
  for (std::size_t i = 0; i < settings_.control_points.size(); ++i) {
    const auto& standing = standing_.control_points[i];
    if (standing.is_heard || standing.is_expected) {
      ranked.push_back({place ? time_to(i, *place).in_seconds() : 0,
                        {.id = settings_.control_points[i].id,
                         .is_heard = standing.is_heard,
                         .has_person = standing.has_person}});
    }
  }
  std::ranges::sort(ranked, {}, [](const auto& one) { return std::tie(one.first, one.second.id); });
  std::vector<RoutingView::ControlPoint> all;
  all.reserve(ranked.size());
  for (const auto& [time, one] : ranked) {
    all.push_back(one);
  }
  return all;
}

// Of transmitters that share the MMSI, the one nearest to where the anomaly was found.
const model::VesselFix* AlertDesk::fix_of(const model::Alert& alert, model::Mmsi mmsi) const {
  return alert.anomaly.place.is_valid() ? fixes_.find_near(mmsi, alert.anomaly.place) : fixes_.find(mmsi);
}

// Of the first of its vessels that was heard after the anomaly was decided; else that of the anomaly.
std::optional<geo::Position> AlertDesk::place_of(const model::Alert& alert) const {
  for (const model::AnomalyVessel& vessel : alert.anomaly.vessels) {
    const model::VesselFix* const fix = fix_of(alert, vessel.mmsi);
    if (fix != nullptr && fix->observed_at >= alert.anomaly.decided_at) {
      return fix->position;
    }
  }
  return alert.anomaly.place.is_valid() ? std::optional(alert.anomaly.place) : std::nullopt;
}

Span AlertDesk::time_to(std::size_t control_point, geo::Position to) const {
  const auto nearest = nearest_craft(control_point, to);
  return nearest ? nearest->travel_time
                 : geo::distance(settings_.control_points[control_point].position, to) / kWithoutCraft;
}

// Without a craft of its own a control point answers from where it lies: no craft is named.
std::optional<model::NearestCraft> AlertDesk::nearest_craft(std::size_t control_point,
                                                            geo::Position to) const {
  std::optional<model::NearestCraft> nearest;
  for (const model::Asset& asset : settings_.assets) {
    if (asset.control_point != settings_.control_points[control_point].id || !asset.is_available ||
        asset.sprint <= Speed()) {
      continue;
    }
    const model::VesselFix* const fix = asset.mmsi ? fixes_.find(*asset.mmsi) : nullptr;
    const bool is_heard = fix != nullptr && fixes_.latest() - fix->observed_at < kCraftIsKnownFor;
    const geo::Position from = is_heard ? fix->position : asset.berth;
    const Distance range = geo::distance(from, to);
    const Span time = range / asset.sprint;
    if (!nearest || time < nearest->travel_time) {
      nearest = model::NearestCraft{.control_point = asset.control_point,
                                    .asset = asset.id,
                                    .name = asset.name,
                                    .is_heard = is_heard,
                                    .observed_at = is_heard ? fix->observed_at : Instant(),
                                    .bearing = geo::bearing(from, to),
                                    .range = range,
                                    .travel_time = time};
    }
  }
  return nearest;
}

std::optional<model::NearestCraft> AlertDesk::craft_for(const model::Alert& alert,
                                                        std::size_t control_point) const {
  const auto place = place_of(alert);
  auto craft = place ? nearest_craft(control_point, *place) : std::nullopt;
  const model::Nation nation = settings_.control_points[control_point].nation;
  if (craft && !may_act(nation, alert.sector)) {
    craft->without_permit = nation;
  }
  return craft;
}

// Who may act there, and who is nearer and may not: to save lives anybody may be asked.
void AlertDesk::add_nearest_craft(model::Alert& shown) const {
  shown.nearest.reset();
  shown.nearest_of_all.reset();
  for (std::size_t i = 0; model::is_open(shown) && i < settings_.control_points.size(); ++i) {
    auto craft = craft_for(shown, i);
    auto& nearest = craft && craft->without_permit ? shown.nearest_of_all : shown.nearest;
    if (craft && (!nearest || craft->travel_time < nearest->travel_time)) {
      nearest = std::move(craft);
    }
  }
  if (shown.nearest && shown.nearest_of_all &&
      shown.nearest->travel_time <= shown.nearest_of_all->travel_time) {
    shown.nearest_of_all.reset();
  }
}

// Outside all sectors everybody may.
bool AlertDesk::may_act(model::Nation nation, const model::SectorId& sector) const {
  const auto found = std::ranges::find(settings_.sectors, sector);
  const auto index = static_cast<std::size_t>(found - settings_.sectors.begin());
  return sector.empty() || index >= settings_.permits.size() ||
         settings_.permits[index][static_cast<std::size_t>(nation)] == model::Permit::full;
}

model::Alert AlertDesk::shown(const model::Alert& alert) const {
  model::Alert shown = alert;
  shown.fixes.clear();
  for (const model::AnomalyVessel& vessel : alert.anomaly.vessels) {
    const model::VesselFix* const fix = fix_of(alert, vessel.mmsi);
    if (fix != nullptr && shown.fixes.size() < kMostFixesShown) {
      shown.fixes.push_back(*fix);
    }
  }
  add_nearest_craft(shown);
  return shown;
}

}  // namespace selat::coordinate
