#include "simulate/injects.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/random.h"
#include "geo/local_plane.h"
#include "simulate/watch_list_vessels.h"

namespace selat::simulate {
namespace {

// The rules find a rendezvous after 15 minutes; with a craft of at most 30 m after 5.
constexpr Span kMeetingDecidable = Span::minutes(15);
constexpr Span kSmallMeetingDecidable = Span::minutes(5);
constexpr Span kMeetingLasts = Span::minutes(24);

constexpr Span seconds(double value) {
  return Span::seconds(value);
}
constexpr Distance metres(double value) {
  return Distance::metres(value);
}

class RoundBuilder {
 public:
  RoundBuilder(const Environment& environment, const Fleet& fleet, Registry& registry, std::uint64_t seed,
               std::uint32_t number, Instant begins)
      : environment_(environment),
        fleet_(fleet),
        registry_(registry),
        random_(join(join(seed, 0x57A6E), number)),
        number_(number),
        begins_(begins) {}

  Round build() && {
    const bool is_first = number_ == 0;
    // In the first round all five within half a minute, later at any time of the round.
    const auto due = [&](double first_s) {
      return begins_ + seconds(is_first ? first_s : random_.uniform(30, 1'500));
    };
    watch_listed(due(5));
    jump(due(9));
    distress(due(13));
    zone_entry(due(20));
    meeting(due(26) - kMeetingDecidable, false);
    // Some more; in the first round every few minutes.
    const auto later = [&](double first_low_s, double first_high_s) {
      return begins_ +
             seconds(is_first ? random_.uniform(first_low_s, first_high_s) : random_.uniform(60, 1'700));
    };
    zone_entry(later(130, 200));
    jump(later(270, 330));
    meeting(later(180, 300), true);
    zone_entry(later(700, 1'000));
    inject_outlier(begins_ + seconds(random_.uniform(60, 1'700)));
    return std::move(round_);
  }

 private:
  SimulatedVessel& add(const Identity& identity, BehaviourPtr behaviour, Instant from, Instant until) {
    SimulatedVessel vessel;
    vessel.identity = identity;
    vessel.behaviour = std::move(behaviour);
    vessel.from = from;
    vessel.until = until;
    round_.vessels.push_back(std::move(vessel));
    return round_.vessels.back();
  }

  void add_inject(std::string_view rule, std::vector<model::Mmsi> vessels, geo::Position place,
                  Instant begins, Instant decidable, Instant ends, std::string story) {
    round_.injects.push_back({rule, std::move(vessels), place, begins, decidable, ends, std::move(story)});
  }

  // Rounds use the places in range of a station in turn; no two injects of a round use the same.
  std::optional<geo::Position> open_water() {
    std::vector<geo::Position> places = environment_.open_water;
    std::erase_if(places, [this](geo::Position place) { return !is_in_weak_range(place); });
    if (places.empty()) {
      return std::nullopt;
    }
    return places[(std::size_t{number_} * 3 + places_used_++) % places.size()];
  }

  void watch_listed(Instant at) {
    const auto list = watched_vessels();
    const WatchedVessel& watched = list[number_ % list.size()];
    Passage passage;
    passage.path = lane_circuit(environment_.lanes);
    passage.start = at;
    passage.begin = place_in_range(passage.path->length());
    passage.speed = Speed::knots(random_.uniform(9, 11));
    passage.to_starboard = metres(350);
    const Instant until = at + Span::minutes(50);
    add(watched.identity, sail(passage), at, until);
    add_inject("watch_list", {watched.identity.mmsi}, passage.path->at(passage.begin).position, at, at, until,
               "A vessel of the watch list switches on its transponder under way in a lane.");
  }

  // A place along the lanes in range of a station: not in the turns at the ends.
  Distance place_in_range(Distance circuit) {
    const PathPtr path = lane_circuit(environment_.lanes);
    for (int tries = 0; tries < 200; ++tries) {
      const Distance along = circuit * random_.uniform();
      if (is_in_range(path->at(along).position)) {
        return along;
      }
    }
    return {};
  }

  // Well within range of a station.
  [[nodiscard]] bool is_in_range(geo::Position position, double share_of_range = 0.7) const {
    return std::any_of(
        environment_.stations.begin(), environment_.stations.end(), [&](const ShoreStation& station) {
          return geo::distance(station.position, position) < station.class_a_range * share_of_range;
        });
  }
  [[nodiscard]] bool is_in_weak_range(geo::Position position) const {
    return is_in_range(position, kWeakRange * 0.85);
  }

  // A ship in the lanes, in range for the next half hour, at over 14 kn (it reports every 6 s).
  std::optional<std::size_t> ship_in_range(Instant at) {
    for (int tries = 0; tries < 400 && fleet_.passages > 0; ++tries) {
      const std::size_t index = random_.below(fleet_.passages);
      const SimulatedVessel& vessel = fleet_.vessels[index];
      const Movement now = vessel.reported_at(at);
      const bool is_free = std::find(used_.begin(), used_.end(), index) == used_.end();
      if (is_free && now.sog > Speed::knots(14.2) && is_in_range(now.position) &&
          is_in_range(vessel.reported_at(at + Span::minutes(30)).position)) {
        used_.push_back(index);
        return index;
      }
    }
    return std::nullopt;
  }

  void jump(Instant at) {
    const auto index = ship_in_range(at);
    if (!index) {
      return;
    }
    const SimulatedVessel& ship = fleet_.vessels[*index];
    const Movement before = ship.reported_at(at);
    const Span lead = metres(random_.uniform(6'000, 9'000)) / before.sog;
    round_.jumps.push_back({*index, {at, lead}});
    add_inject("position_jump", {ship.identity.mmsi}, before.position, at, at + Span::seconds(30),
               at + Span::minutes(2),
               "A ship's position jumps kilometres ahead along the lane and stays there.");
  }

  void inject_outlier(Instant at) {
    if (const auto index = ship_in_range(at)) {
      round_.outliers.push_back(
          {*index, {at, metres(random_.uniform(2'500, 4'000)), Bearing::degrees(random_.uniform(0, 360))}});
    }
  }

  void distress(Instant at) {
    const auto water = open_water();
    if (!water) {
      return;
    }
    const bool is_man_overboard = number_ % 2 == 1;
    const Identity device = registry_.distress_device(is_man_overboard);
    const model::Mmsi mmsi = device.mmsi;
    const geo::Position place = geo::destination(*water, Bearing::degrees(random_.uniform(0, 360)),
                                                 metres(random_.uniform(500, 3'000)));
    const Instant until = at + Span::minutes(12);
    add(device,
        drift(place, at, Speed::knots(0.8), Bearing::degrees(random_.uniform(0, 360)),
              model::NavigationStatus::distress_device_active),
        at, until);
    add_inject("distress", {mmsi}, place, at, at, until,
               is_man_overboard ? "A man-overboard device is activated." : "An AIS-SART is activated.");
  }

  void zone_entry(Instant at) {
    std::vector<WatchZone> zones = environment_.watch_zones;
    std::erase_if(zones, [this](const WatchZone& zone) { return !is_in_weak_range(zone.goal); });
    if (zones.empty()) {
      return;
    }
    const WatchZone& zone = zones[(std::size_t{number_} * 2 + zones_used_++) % zones.size()];
    const geo::Position goal = zone.goal;
    const auto crossings = zone.area.crossings(zone.approach_from, goal);
    if (crossings.empty() || !crossings.front().is_entry) {
      return;
    }
    const Speed speed = Speed::knots(random_.uniform(26, 34));
    const geo::Offset way = geo::step(zone.approach_from, goal);
    const double entry = crossings.front().fraction;
    const Distance length = metres(way.length_m());
    const Instant leaves = at - length * entry / speed;
    const Instant arrives = leaves + length / speed;
    const Instant turns = arrives + Span::minutes(6);
    const geo::Position off_shore =
        geo::destination(goal, Bearing::degrees(random_.uniform(0, 360)), metres(250));
    const Identity boat = registry_.fast_boat();
    const model::Mmsi mmsi = boat.mmsi;
    const Instant ends = turns + length * entry / speed;
    add(boat,
        follow({{leaves, zone.approach_from},
                {arrives, goal},
                {turns, off_shore},
                {turns + length / speed, zone.approach_from}},
               model::NavigationStatus::under_way_using_engine),
        leaves - Span::minutes(2), turns + length / speed + Span::minutes(4));
    const geo::LocalPlane plane(zone.approach_from);
    const geo::Position gate = plane.to_position(plane.to_plane(goal) * entry);
    add_inject("zone", {mmsi}, gate, at, at, ends, "A fast boat runs into the watch zone " + zone.name + ".");
  }

  // Two vessels approach from opposite sides, lie side by side, and part.
  void meeting(Instant at, bool is_small) {
    const auto place = open_water();
    if (!place) {
      return;
    }
    const Bearing side = Bearing::degrees(random_.uniform(0, 360));
    const Bearing stream = Bearing::degrees(random_.uniform(0, 360));
    std::vector<model::Mmsi> mmsis;
    for (const Bearing from : {side, side + Angle::degrees(180)}) {
      const bool is_second = !mmsis.empty();
      Identity identity = registry_.coaster();
      if (is_small && is_second) {
        identity = registry_.fast_boat();
        identity.device = Device::class_b_so;
      }
      mmsis.push_back(identity.mmsi);
      add(identity, comes_and_goes(*place, from, stream, at), at - Span::minutes(75),
          at + kMeetingLasts + Span::minutes(26));
    }
    add_inject("rendezvous", mmsis, *place, at, at + (is_small ? kSmallMeetingDecidable : kMeetingDecidable),
               at + kMeetingLasts,
               is_small ? "A fast boat and a coaster lie side by side at sea."
                        : "Two coasters that were far apart lie side by side at sea.");
  }

  static BehaviourPtr comes_and_goes(geo::Position place, Bearing from, Bearing stream, Instant at) {
    const auto off = [&](double distance_m) { return geo::destination(place, from, metres(distance_m)); };
    const Instant parts = at + kMeetingLasts;
    const geo::Position drifted = geo::destination(off(50), stream, Speed::knots(0.5) * kMeetingLasts);
    return follow({{at - Span::minutes(75), off(5'600)},
                   {at - Span::minutes(19), off(4'600)},
                   {at - seconds(90), off(140)},
                   {at, off(50)},
                   {parts, drifted},
                   {parts + Span::minutes(2), geo::destination(drifted, from, metres(200))},
                   {parts + Span::minutes(26), geo::destination(drifted, from, metres(6'500))}},
                  model::NavigationStatus::under_way_using_engine);
  }

  const Environment& environment_;
  const Fleet& fleet_;
  Registry& registry_;
  Random random_;
  std::uint32_t number_;
  Instant begins_;
  Round round_;
  std::size_t places_used_ = 0;
  std::size_t zones_used_ = 0;
  std::vector<std::size_t> used_;
};

}  // namespace

Round InjectPlan::next() {
  const Instant begins = next_begins();
  return RoundBuilder(environment_, fleet_, registry_, seed_, count_++, begins).build();
}

}  // namespace selat::simulate
