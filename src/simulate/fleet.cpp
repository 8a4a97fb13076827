#include "simulate/fleet.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "base/random.h"
#include "geo/local_plane.h"
#include "simulate/approach.h"
#include "simulate/patrol_craft.h"

namespace selat::simulate {
namespace {

// Shares of the whole fleet; the rest are ships in the lanes.
constexpr double kFishingShare = 0.16;
constexpr double kAnchoredShare = 0.16;
constexpr double kFerryShare = 0.06;
constexpr double kTugShare = 0.04;

const Distance kLaneSpread = Distance::metres(170);  // one standard deviation
const Distance kCornerRounding = Distance::metres(2'000);
const Distance kFishingBoatSpacing = Distance::metres(2'600);
const Distance kAnchorageSpacing = Distance::metres(700);

std::size_t share_of(std::size_t count, double share) {
  return static_cast<std::size_t>(std::lround(static_cast<double>(count) * share));
}

PathPtr path_of(const Line& line, bool is_closed, Distance rounding) {
  return std::make_shared<const Path>(line, is_closed, rounding);
}

bool has_room(const std::vector<geo::Position>& taken, geo::Position candidate, Distance spacing) {
  return std::none_of(taken.begin(), taken.end(),
                      [&](geo::Position other) { return geo::distance(other, candidate) < spacing; });
}

class FleetBuilder {
 public:
  FleetBuilder(const Environment& environment, Registry& registry, std::uint64_t seed, Instant start)
      : environment_(environment), registry_(registry), random_(join(seed, 0xF1EE7)), start_(start) {}

  Fleet build(std::size_t count) && {
    const std::size_t fishing = share_of(count, kFishingShare);
    const std::size_t anchored = share_of(count, kAnchoredShare);
    const std::size_t ferries = environment_.ferry_lines.empty() ? 0 : share_of(count, kFerryShare);
    const std::size_t tugs = environment_.coastal_loops.empty() ? 0 : share_of(count, kTugShare);
    add_passages(count - std::min(count, fishing + anchored + ferries + tugs));
    add_ferries(ferries);
    add_fishing_boats(fishing);
    add_anchored(anchored);
    add_tugs(tugs);
    add_base_stations();
    add_aids();
    add_patrol_craft();
    return std::move(fleet_);
  }

 private:
  void add(const Identity& identity, BehaviourPtr behaviour) {
    SimulatedVessel vessel;
    vessel.identity = identity;
    vessel.behaviour = std::move(behaviour);
    fleet_.vessels.push_back(std::move(vessel));
  }

  void add_passages(std::size_t count) {
    const PathPtr circuit = lane_circuit(environment_.lanes);
    for (std::size_t i = 0; i < count; ++i) {
      Identity identity = registry_.merchant();
      const bool is_tanker = identity.ship_type >= 80;
      Passage passage;
      passage.path = circuit;
      passage.start = start_;
      // Evenly spread, so that every part of the lanes has traffic, with some randomness.
      passage.begin = circuit->length() *
                      ((static_cast<double>(i) + random_.uniform(0, 0.8)) / static_cast<double>(count));
      passage.speed = Speed::knots(is_tanker ? random_.uniform(10, 14.5) : random_.uniform(11, 18));
      passage.to_starboard =
          Distance::metres(std::clamp(random_.normal(0, kLaneSpread.in_metres()), -400.0, 400.0));
      const bool is_deep = identity.draught >= Distance::metres(14.5);
      passage.status = is_deep ? model::NavigationStatus::constrained_by_draught
                               : model::NavigationStatus::under_way_using_engine;
      add(identity, sail(passage));
    }
    fleet_.passages = fleet_.vessels.size();
  }

  void add_ferries(std::size_t count) {
    std::vector<PathPtr> paths;
    paths.reserve(environment_.ferry_lines.size());
    for (const Line& line : environment_.ferry_lines) {
      paths.push_back(path_of(line, false, Distance::metres(500)));
    }
    for (std::size_t i = 0; i < count; ++i) {
      Shuttle plan;
      plan.path = paths[i % paths.size()];
      plan.start = start_ - Span::seconds(random_.uniform(0, 7'200));
      plan.to_starboard = Distance::metres(random_.uniform(-60, 60));
      plan.speed = Speed::knots(random_.uniform(22, 30));
      plan.stay = Span::seconds(random_.uniform(900, 1'800));
      add(registry_.ferry(), shuttle(plan));
    }
  }

  void add_fishing_boats(std::size_t count) {
    std::vector<geo::Position> taken;
    for (std::size_t tries = 0; taken.size() < count && tries < count * 40; ++tries) {
      if (environment_.fishing_grounds.empty()) {
        return;
      }
      const FishingGround& ground = environment_.fishing_grounds[tries % environment_.fishing_grounds.size()];
      const geo::Position centre = geo::destination(ground.centre, Bearing::degrees(random_.uniform(0, 360)),
                                                    ground.radius * std::sqrt(random_.uniform()));
      if (!has_room(taken, centre, kFishingBoatSpacing)) {
        continue;
      }
      taken.push_back(centre);
      Loiter plan;
      plan.centre = centre;
      plan.radius = Distance::metres(random_.uniform(400, 750));
      plan.speed = Speed::knots(random_.uniform(1.8, 3.6));
      plan.phase = random_.uniform();
      add(registry_.fishing_boat(), loiter(plan));
    }
  }

  void add_anchored(std::size_t count) {
    std::vector<geo::Position> taken;
    for (std::size_t tries = 0; taken.size() < count && tries < count * 40; ++tries) {
      if (environment_.anchorages.empty()) {
        return;
      }
      const geo::Area& area = environment_.anchorages[tries % environment_.anchorages.size()].area;
      const geo::Box& box = area.bounds();
      const auto anchor = geo::Position::degrees(
          random_.uniform(box.south_west.latitude_deg(), box.north_east.latitude_deg()),
          random_.uniform(box.south_west.longitude_deg(), box.north_east.longitude_deg()));
      const Distance swing = Distance::metres(random_.uniform(60, 130));
      const bool stays_inside = area.contains(anchor) && area.distance_to_edge(anchor) > swing * 1.5;
      if (!stays_inside || is_watched(anchor) || is_near_land(anchor) ||
          !has_room(taken, anchor, kAnchorageSpacing)) {
        continue;
      }
      taken.push_back(anchor);
      add(registry_.merchant(), ride_at_anchor({anchor, swing, random_.uniform()}));
    }
  }

  // Inside a watch zone, or so near that a ship at anchor might swing into it.
  [[nodiscard]] bool is_watched(geo::Position position) const {
    const Distance berth = Distance::metres(600);
    return std::any_of(environment_.watch_zones.begin(), environment_.watch_zones.end(),
                       [&](const WatchZone& zone) {
                         return zone.area.contains(position) || zone.area.distance_to_edge(position) < berth;
                       });
  }

  [[nodiscard]] bool is_near_land(geo::Position position) const {
    for (int bearing = 0; bearing < 360; bearing += 45) {
      if (is_land(geo::destination(position, Bearing::degrees(bearing), Distance::metres(350)),
                  environment_.coast)) {
        return true;
      }
    }
    return false;
  }

  void add_tugs(std::size_t count) {
    std::vector<PathPtr> paths;
    paths.reserve(environment_.coastal_loops.size());
    for (const Line& loop : environment_.coastal_loops) {
      paths.push_back(path_of(loop, true, kCornerRounding));
    }
    for (std::size_t i = 0; i < count; ++i) {
      Passage passage;
      passage.path = paths[i % paths.size()];
      passage.start = start_;
      passage.begin = passage.path->length() * random_.uniform();
      passage.speed = Speed::knots(random_.uniform(5, 8));
      passage.to_starboard = Distance::metres(random_.uniform(-150, 150));
      Identity identity = registry_.tug();
      passage.status = identity.ship_type == 31 ? model::NavigationStatus::towing_astern
                                                : model::NavigationStatus::under_way_using_engine;
      add(identity, sail(passage));
    }
  }

  void add_base_stations() {
    std::uint32_t number = 0;
    for (const geo::Position position : environment_.base_stations) {
      Identity identity;
      identity.device = Device::base_station;
      identity.mmsi = model::Mmsi(5'639'900 + ++number);
      add(identity, stay(position, Bearing{}, model::NavigationStatus::undefined));
    }
  }

  void add_aids() {
    std::uint32_t number = 0;
    for (const SimulatedAid& aid : environment_.aids) {
      Identity identity;
      identity.device = Device::aid_to_navigation;
      identity.mmsi = model::Mmsi(995'339'900 + ++number);
      identity.name = std::string_view(aid.name);
      identity.ship_type = aid.type;
      add(identity, stay(aid.position, Bearing{}, model::NavigationStatus::undefined));
    }
  }

  void add_patrol_craft() {
    for (const PatrolCraft& craft : patrol_craft()) {
      if (craft.identity) {
        Passage passage;
        passage.path = path_of(craft.beat, true, kCornerRounding);
        passage.start = start_;
        passage.speed = craft.cruise;
        add(*craft.identity, sail(passage));
      }
    }
  }

  const Environment& environment_;
  Registry& registry_;
  Random random_;
  Instant start_;
  Fleet fleet_;
};

}  // namespace

PathPtr lane_circuit(const Lanes& lanes) {
  return path_of(circuit_of(lanes), true, kCornerRounding);
}

Fleet make_fleet(const Environment& environment, Registry& registry, std::uint64_t seed, std::size_t count,
                 Instant start) {
  return FleetBuilder(environment, registry, seed, start).build(count);
}

}  // namespace selat::simulate
