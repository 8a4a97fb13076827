#include "simulate/silent_boats.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <span>
#include <utility>

#include "base/fingerprint.h"
#include "base/random.h"
#include "geo/local_plane.h"
#include "simulate/approach.h"

namespace selat::simulate {
namespace {

// In each slot a group may depart on each corridor; for demonstrations somebody is always on the way.
constexpr Span kSlot = Span::minutes(45), kSlotByDay = Span::minutes(15);
constexpr Span kLongestCrossing = Span::hours(9);
constexpr Span kStaysAfterLanding = Span::minutes(3);
constexpr Span kStraitTime = Span::hours(8);  // local time is UTC+8 on both shores
constexpr Span kDay = Span::hours(24);
constexpr double kDepartsByDay = 1;  // of the slots in which a group departs
constexpr double kDepartsByNight = 0.5;
constexpr double kWaits = 0.25;                            // of the groups
constexpr double kHandsOver = 0.4;                         // of the boats that go alone
const Distance kFarthestDrift = Distance::metres(950);     // of a boat at its nets
const Distance kSlowWithin = Distance::nautical_miles(3);  // of the landing

Line line(std::initializer_list<std::pair<double, double>> lon_lat) {
  Line points;
  for (const auto& [lon_deg, lat_deg] : lon_lat) {
    points.push_back(geo::Position::degrees(lat_deg, lon_deg));
  }
  return points;
}

// Between 18:50 and 05:00, as nearly all reports tell.
bool is_dark_hour(Instant when) {
  const std::int64_t day_us = kDay.in_microseconds();
  const std::int64_t of_day_us = (when + kStraitTime).in_unix_microseconds() % day_us;
  return of_day_us >= Span::minutes(18 * 60 + 50).in_microseconds() ||
         of_day_us < Span::hours(5).in_microseconds();
}

bool is_near_land(geo::Position place, std::span<const geo::Polygon> coast) {
  for (int bearing = 0; bearing < 360; bearing += 45) {
    if (is_land(geo::destination(place, Bearing::degrees(bearing), kFarthestDrift), coast)) {
      return true;
    }
  }
  return is_land(place, coast);
}

struct Pace {
  Speed fast, slow;
};
// On the way: after so many of its pieces.
struct Stop {
  std::size_t after = 0;
  Span lasts;  // none: it does not stop
};

constexpr std::size_t kPieces = 40;

// Where a boat is at the ends of the pieces of its way, and once more when its stop ends: fast to where the
// coast is near, then at the pace of a trawler.
std::vector<TimedPosition> crossing(const Path& path, Instant departs, const Pace& pace,
                                    Distance to_starboard, const Stop& stop) {
  const Distance length = path.length();
  const Distance slow_from = length - std::min(kSlowWithin, length * 0.25);
  std::vector<TimedPosition> places;
  Instant at = departs;
  Distance before;
  for (std::size_t i = 0; i <= kPieces; ++i) {
    const Distance along = length * (static_cast<double>(i) / kPieces);
    const Distance fast_part = std::max(std::min(along, slow_from) - std::min(before, slow_from), Distance());
    const Distance slow_part = along - before - fast_part;
    at = at + fast_part / pace.fast + slow_part / pace.slow;
    before = along;
    places.push_back({at, path.at(along, to_starboard).position});
    if (i == stop.after && stop.lasts > Span()) {
      at = at + stop.lasts;
      places.push_back({at, places.back().position});
    }
  }
  return places;
}

// To its stop, and back by the same way.
std::vector<TimedPosition> there_and_back(std::vector<TimedPosition> places, const Stop& stop) {
  places.resize(stop.after + 2);
  for (std::size_t left = stop.after; left > 0; --left) {
    const Span piece = places[left].at - places[left - 1].at;
    const TimedPosition back = {places.back().at + piece, places[left - 1].position};
    places.push_back(back);
  }
  return places;
}

// Of a fishing boat that has waited where the other stops, and goes on from there, slowly all the way.
std::vector<TimedPosition> taking_over(const std::vector<TimedPosition>& other, const Path& path,
                                       const Stop& stop, Speed slow) {
  constexpr auto kAlongside = Distance::metres(15);
  const Distance piece = path.length() / static_cast<double>(kPieces);
  std::vector<TimedPosition> places;
  Instant at = other[stop.after + 1].at;
  for (std::size_t i = stop.after; i <= kPieces; ++i) {
    places.push_back({at, path.at(piece * static_cast<double>(i), kAlongside).position});
    at = at + piece / slow;
  }
  return places;
}

}  // namespace

const std::vector<Corridor>& corridors() {
  static const std::vector<Corridor> kCorridors = {
      {"C1", 15, 20, {line({{99.89, 3.06}, {100.40, 3.52}, {100.84, 3.76}})}},
      {"C2",
       22,
       42,
       {line({{101.60, 2.145}, {101.65, 2.35}, {101.69, 2.57}}),
        line({{101.68, 2.15}, {101.76, 2.32}, {101.80, 2.49}}),
        line({{101.75, 2.10}, {101.95, 2.15}, {102.17, 2.18}})}},
      {"C3", 20, 35, {line({{102.33, 1.58}, {102.55, 1.74}, {102.87, 1.79}})}},
      {"C4", 20, 35, {line({{103.36, 1.17}, {103.38, 1.25}, {103.405, 1.30}})}},
      {"C5", 22, 40, {line({{104.13, 1.22}, {104.19, 1.27}, {104.23, 1.32}})}},
  };
  return kCorridors;
}

SilentBoats::SilentBoats(const Environment& environment, const SilentOptions& options) : options_(options) {
  add_fishing_boats(environment);
}

Span SilentBoats::slot_for() const {
  return options_.crosses_by_day ? kSlotByDay : kSlot;
}

void SilentBoats::add_fishing_boats(const Environment& environment) {
  Random random(join(options_.seed, 0x51F15));
  const auto& grounds = environment.fishing_grounds;
  for (std::size_t tries = 0; boats_.size() < options_.fishing_boats && tries < options_.fishing_boats * 20;
       ++tries) {
    const FishingGround& ground = grounds[tries % grounds.size()];
    const geo::Position centre = geo::destination(ground.centre, Bearing::degrees(random.uniform(0, 360)),
                                                  ground.radius * std::sqrt(random.uniform()));
    Loiter plan;
    plan.centre = centre;
    plan.radius = Distance::metres(random.uniform(300, 900));
    plan.speed = Speed::knots(random.uniform(1.2, 4));
    plan.phase = random.uniform();
    if (is_near_land(centre, environment.coast)) {
      continue;
    }
    boats_.push_back({.object = 1'000 + boats_.size(),
                      .corridor = {},
                      .length = Distance::metres(random.uniform(7, 14)),
                      .behaviour = loiter(plan),
                      .from = std::nullopt,
                      .until = std::nullopt});
  }
}

const std::vector<SilentBoat>& SilentBoats::until(Instant when) {
  const std::int64_t slot = when.in_unix_microseconds() / slot_for().in_microseconds();
  const std::int64_t first =
      last_slot_ ? *last_slot_ + 1 : slot - kLongestCrossing.in_microseconds() / slot_for().in_microseconds();
  for (std::int64_t next = first; next <= slot; ++next) {
    std::erase_if(boats_, [when](const SilentBoat& boat) { return boat.until && *boat.until < when; });
    for (std::size_t corridor = 0; corridor < corridors().size(); ++corridor) {
      add_slot(corridor, next);
    }
  }
  last_slot_ = slot;
  return boats_;
}

void SilentBoats::add_slot(std::size_t corridor, std::int64_t slot) {
  const std::uint64_t seed =
      join(join(join(options_.seed, 0xC055), corridor), static_cast<std::uint64_t>(slot));
  Random random(seed);
  const Instant begins = Instant::unix_microseconds(slot * slot_for().in_microseconds());
  const Instant departs = begins + slot_for() * random.uniform(0, 0.95);
  const bool is_wanted = random.chance(options_.crosses_by_day ? kDepartsByDay : kDepartsByNight);
  if (is_wanted && (options_.crosses_by_day || is_dark_hour(departs))) {
    add_group(corridors()[corridor], seed, departs);
  }
}

void SilentBoats::add_group(const Corridor& corridor, std::uint64_t seed, Instant departs) {
  Random random(join(seed, 0x6A0));
  const Path path(corridor.ways[random.below(corridor.ways.size())], false, Distance::metres(300));
  const std::uint64_t boats = random.chance(0.4) ? 1 : 2 + random.below(3);
  const Pace pace = {.fast = Speed::knots(random.uniform(corridor.slowest_kn, corridor.fastest_kn)),
                     .slow = Speed::knots(random.uniform(6, 9))};
  // Some wait on the way, as off an islet, until it is quiet ashore; some hand over to a fishing boat.
  Random habits(join(seed, 0x4AB17));
  const bool hands_over = boats == 1 && habits.chance(kHandsOver);
  const bool waits = hands_over || habits.chance(kWaits);
  const Stop stop = {.after = 20 + habits.below(10),
                     .lasts = waits ? Span::minutes(1) * habits.uniform(8, hands_over ? 15 : 35) : Span()};
  for (std::uint64_t i = 0; i < boats; ++i) {
    const Instant starts = departs + Span::seconds(random.uniform(8, 25) * static_cast<double>(i));
    const Distance aside = Distance::metres(random.uniform(-60, 60) + 120 * static_cast<double>(i));
    const Distance length = Distance::metres(random.uniform(8, 13));
    auto places = crossing(path, starts, pace, hands_over ? Distance() : aside, stop);
    if (hands_over) {
      add_boat(corridor, seed, i + 1, Distance::metres(12), departs,
               taking_over(places, path, stop, pace.slow));
      places = there_and_back(std::move(places), stop);
    }
    add_boat(corridor, seed, i, length, starts, std::move(places));
  }
}

void SilentBoats::add_boat(const Corridor& corridor, std::uint64_t seed, std::uint64_t number,
                           Distance length, Instant from, std::vector<TimedPosition> places) {
  const Instant until = places.back().at + kStaysAfterLanding;
  boats_.push_back({.object = 10'000'000'000 + seed % 1'000'000'000 * 10 + number,
                    .corridor = corridor.id,
                    .length = length,
                    .behaviour = follow(std::move(places), model::NavigationStatus::under_way_using_engine),
                    .from = from,
                    .until = until});
}

}  // namespace selat::simulate
