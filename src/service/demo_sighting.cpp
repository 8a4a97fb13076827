#include "service/demo_sighting.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "geo/local_plane.h"
#include "simulate/shore_radars.h"
#include "simulate/silent_boats.h"

namespace selat::service {
namespace {

const Distance kSeenByRadar = Distance::nautical_miles(12);  // a boat this small, surely
constexpr Span kFound = Span::minutes(4), kFollowed = Span::minutes(8);
constexpr Speed kMakesWay = Speed::knots(5);
const Distance kSeenByFisherman = Distance::nautical_miles(1.5);
const Bearing kTowards = Bearing::degrees(20), kBack = Bearing::degrees(200);

Distance from_a_radar(geo::Position place) {
  Distance least = kSeenByRadar * 2;
  for (const simulate::SimulatedRadar& radar : simulate::shore_radars()) {
    least = std::min(least, geo::distance(radar.position, place));
  }
  return least;
}

// Long enough at sea for radars to have found it, and to be followed after.
bool can_be_followed(const simulate::SilentBoat& boat, Instant now) {
  return boat.from && boat.until && *boat.from + kFound <= now && *boat.until >= now + kFollowed &&
         boat.behaviour->at(now).sog > kMakesWay;
}

// The nearest to a radar of those that can be followed; null: none within sight of one.
const simulate::SilentBoat* boat_to_tell_of(const std::vector<simulate::SilentBoat>& boats, Instant now) {
  const simulate::SilentBoat* told = nullptr;
  std::pair<bool, Distance> best = {true, kSeenByRadar};
  for (const simulate::SilentBoat& boat : boats) {
    if (!boat.until || !boat.is_at_sea(now)) {
      continue;
    }
    const std::pair<bool, Distance> rank = {!can_be_followed(boat, now),
                                            from_a_radar(boat.behaviour->at(now).position)};
    if (rank.second < kSeenByRadar && rank < best) {
      told = &boat;
      best = rank;
    }
  }
  return told;
}

}  // namespace

std::optional<model::Sighting> demo_sighting(std::uint64_t seed, Instant now) {
  simulate::SilentBoats boats({}, {.seed = seed, .fishing_boats = 0, .crosses_by_day = true});
  const simulate::SilentBoat* const told = boat_to_tell_of(boats.until(now), now);
  if (told == nullptr) {
    return std::nullopt;
  }
  const simulate::Movement movement = told->behaviour->at(now);
  model::Sighting sighting;
  sighting.source = model::SightingSource::fisherman;
  sighting.reporter = {.name = "FV Sinar Laut", .call_sign = {}, .channel = "16", .phone = {}};
  sighting.seen_at = now;
  const geo::Position observer = geo::destination(movement.position, kBack, kSeenByFisherman);
  model::set_place_seen_from(sighting,
                             {.observer = observer, .range = kSeenByFisherman, .bearing = kTowards});
  sighting.persons = 12;
  sighting.is_about = true;
  sighting.condition = model::SeenCondition::under_way;
  sighting.craft = model::CraftKind::fibreglass_boat;
  sighting.freeboard = model::Freeboard::low;
  sighting.course = Bearing::degrees(std::round(movement.cog.in_degrees() / 10) * 10);
  sighting.speed = Speed::knots(std::round(movement.sog.in_knots() / 5) * 5);
  return sighting;
}

}  // namespace selat::service
