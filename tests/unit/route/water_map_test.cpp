#include "route/water_map.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "base/random.h"
#include "geo/local_plane.h"
#include "route/field_cache.h"
#include "route/travel_times.h"

namespace selat::route {
namespace {

using geo::Area;
using geo::Polygon;
using geo::Position;

// A sea of 1° by 1° south-west of 2°N 102°E, 60 nm each way.
const geo::Box kSea{Position::degrees(1, 101), Position::degrees(2, 102)};

Position at(double latitude_deg, double longitude_deg) {
  return Position::degrees(latitude_deg, longitude_deg);
}

Polygon rectangle(double south, double west, double north, double east) {
  return Polygon({at(south, west), at(south, east), at(north, east), at(north, west)});
}

WaterMap sea_with(std::vector<Polygon> land, std::span<const LaneLine> lanes = {},
                  std::span<const model::Sector> sectors = {}) {
  return WaterMap(Area(std::move(land)), lanes, sectors, kSea);
}

void expect_over_water(const Route& route, const Area& land) {
  for (const Leg& leg : route.legs) {
    EXPECT_TRUE(land.crossings(leg.from, leg.to).empty());
    EXPECT_FALSE(land.contains(leg.from));
    EXPECT_NEAR(leg.distance.in_metres(), geo::distance(leg.from, leg.to).in_metres(), 1e-6);
  }
  for (std::size_t i = 0; i + 1 < route.legs.size(); ++i) {
    EXPECT_EQ(route.legs[i].to, route.legs[i + 1].from);
  }
}

TEST(WaterMap, GoesStraightWhereNothingIsInTheWay) {
  const WaterMap map = sea_with({});
  const auto route = map.route(at(1.1, 101.1), at(1.9, 101.7));
  ASSERT_TRUE(route);
  ASSERT_EQ(route->legs.size(), 1U);
  EXPECT_EQ(route->distance, geo::distance(at(1.1, 101.1), at(1.9, 101.7)));
  EXPECT_NEAR(route->legs[0].bearing.in_degrees(), 37, 1);
  EXPECT_FALSE(route->start_moved || route->end_moved);
  EXPECT_NEAR(route->duration(Speed::knots(10)).in_hours(), route->distance.in_nautical_miles() / 10, 1e-6);
}

TEST(WaterMap, GoesNowhereToWhereItIs) {
  const WaterMap map = sea_with({});
  const auto route = map.route(at(1.5, 101.5), at(1.5, 101.5));
  ASSERT_TRUE(route);
  EXPECT_TRUE(route->legs.empty());
  EXPECT_EQ(route->distance, Distance());
}

TEST(WaterMap, RoundsAHeadlandTightly) {
  const Area land({rectangle(0.9, 101.49, 1.6, 101.51)});
  const WaterMap map = sea_with(land.polygons());
  const auto route = map.route(at(1.3, 101.3), at(1.3, 101.7));
  ASSERT_TRUE(route);
  expect_over_water(*route, land);
  const Distance tight = geo::distance(at(1.3, 101.3), at(1.6, 101.49)) +
                         geo::distance(at(1.6, 101.49), at(1.6, 101.51)) +
                         geo::distance(at(1.6, 101.51), at(1.3, 101.7));
  EXPECT_GE(route->distance, tight);
  EXPECT_LE(route->distance, tight * 1.01);
}

TEST(WaterMap, PassesAChannelOf300MetresAndNotAWallOfTen) {
  const WaterMap channel =
      sea_with({rectangle(1.4, 100.9, 1.6, 101.5), rectangle(1.4, 101.5027, 1.6, 102.1)});
  const auto through = channel.route(at(1.3, 101.4), at(1.7, 101.4));
  ASSERT_TRUE(through);
  EXPECT_LT(through->distance.in_nautical_miles(), 29.5);
  const WaterMap wall = sea_with({rectangle(1.5, 100.9, 1.50009, 102.1)});
  const auto against = wall.route(at(1.3, 101.4), at(1.7, 101.4));
  ASSERT_FALSE(against);
  EXPECT_EQ(against.error(), RouteProblem::unreachable);
}

TEST(WaterMap, MovesAnEndOnLandToTheNearestWater) {
  const WaterMap map = sea_with({rectangle(1.4, 101.4, 1.6, 101.6)});
  const auto route = map.route(at(1.41, 101.5), at(1.1, 101.5));
  ASSERT_TRUE(route);
  ASSERT_TRUE(route->start_moved);
  EXPECT_EQ(route->start_moved->asked, at(1.41, 101.5));
  EXPECT_EQ(route->start_moved->used, route->legs.front().from);
  EXPECT_LT(route->start_moved->by.in_metres(), 1106 + 300);
  EXPECT_FALSE(route->end_moved);
  const auto back = map.route(at(1.1, 101.5), at(1.41, 101.5));
  ASSERT_TRUE(back && back->end_moved);
  EXPECT_NEAR(back->distance.in_metres(), route->distance.in_metres(), 0.1);
}

TEST(WaterMap, SaysWhyThereIsNoWay) {
  const WaterMap map = sea_with({rectangle(1.4, 101.4, 1.6, 101.6), rectangle(1.09, 101.09, 1.1, 101.31),
                                 rectangle(1.3, 101.09, 1.31, 101.31), rectangle(1.1, 101.09, 1.3, 101.1),
                                 rectangle(1.1, 101.3, 1.3, 101.31)});
  const auto problem = [&](Position from, Position to) {
    const auto route = map.route(from, to);
    return route ? "found" : name_of(route.error());
  };
  EXPECT_EQ(problem(at(1.5, 101.5), at(1.7, 101.5)), "no_water_near");
  EXPECT_EQ(problem(at(1.7, 101.5), at(1.5, 101.5)), "no_water_near");
  EXPECT_EQ(problem(at(1.7, 101.5), at(2.5, 101.5)), "outside_chart");
  EXPECT_EQ(problem(at(1.7, 103), at(1.7, 101.5)), "outside_chart");
  EXPECT_EQ(problem(at(1.2, 101.2), at(1.7, 101.5)), "unreachable");  // from a walled lagoon
  EXPECT_EQ(problem(at(1.2, 101.2), at(1.15, 101.25)), "found");
}

TEST(WaterMap, KeepsOutOfWatersClosedToTheFlag) {
  model::Sector closed;
  closed.area = Area({rectangle(0.9, 101.4, 1.6, 101.6)});
  closed.permits.fill(model::Permit::full);
  closed.permits[static_cast<std::size_t>(model::Nation::sgp)] = model::Permit::none;
  const WaterMap map = sea_with({}, {}, {&closed, 1});
  const Position from = at(1.3, 101.2);
  const Position to = at(1.3, 101.8);
  const auto free = map.route(from, to, {.flag = model::Nation::idn});
  ASSERT_TRUE(free);
  EXPECT_EQ(free->legs.size(), 1U);
  const auto around = map.route(from, to, {.flag = model::Nation::sgp});
  ASSERT_TRUE(around);
  expect_over_water(*around, closed.area);
  EXPECT_GT(around->distance, free->distance * 1.2);
  const auto into = map.route(from, at(1.3, 101.5), {.flag = model::Nation::sgp});
  ASSERT_FALSE(into);
  EXPECT_EQ(into.error(), RouteProblem::forbidden_waters);
}

TEST(WaterMap, KeepsOutOfForeignTerritorialSeasWhereAsked) {
  model::Waters sea;
  sea.kind = model::WatersKind::territorial_sea;
  sea.area = Area({rectangle(0.9, 101.4, 1.6, 101.6)});
  sea.claims[static_cast<std::size_t>(model::Nation::mys)] = true;
  const WaterMap map(Area(std::vector<Polygon>{}), {}, {}, kSea, {&sea, 1});
  const auto way = [&](model::Nation flag, bool avoids) {
    return map.route(at(1.3, 101.2), at(1.3, 101.8), {.flag = flag, .avoids_foreign_seas = avoids});
  };
  const auto through = way(model::Nation::sgp, false);
  const auto around = way(model::Nation::sgp, true);
  ASSERT_TRUE(through && around);
  EXPECT_EQ(through->legs.size(), 1U);
  expect_over_water(*around, sea.area);
  const auto own = way(model::Nation::mys, true);
  ASSERT_TRUE(own);
  EXPECT_EQ(own->legs.size(), 1U) << "its own sea";
}

TEST(WaterMap, CrossesALaneSquarelyWhenAsked) {
  const LaneLine lane{.line = {at(1.0, 101.0), at(2.0, 102.0)}, .half_width = Distance::nautical_miles(2)};
  const WaterMap map = sea_with({}, {&lane, 1});
  // Nearly along the lane, against its traffic, and across.
  const Position from = at(1.85, 101.70);
  const Position to = at(1.15, 101.30);
  const auto plain = map.route(from, to);
  const auto square = map.route(from, to, {.follows_lane_rules = true});
  ASSERT_TRUE(plain && square);
  EXPECT_EQ(plain->legs.size(), 1U);
  EXPECT_GT(square->distance, plain->distance);
  EXPECT_LT(square->distance, plain->distance * 1.15);
  bool has_crossed = false;
  for (const Leg& leg : square->legs) {
    const auto is_south_of = [](Position p) { return p.latitude_deg() - 1 < p.longitude_deg() - 101; };
    if (is_south_of(leg.from) != is_south_of(leg.to)) {
      has_crossed = true;
      const double angle_deg = std::abs((leg.bearing - Bearing::degrees(45)).in_degrees());
      EXPECT_NEAR(angle_deg, 90, 25);
    }
  }
  EXPECT_TRUE(has_crossed);
}

// The shortest way there is: over all corners, each with each.
double exact_m(const Area& land, Position from, Position to) {
  std::vector<Position> places{from, to};
  for (const Polygon& polygon : land.polygons()) {
    places.insert(places.end(), polygon.outer().begin(), polygon.outer().end());
  }
  std::vector<double> way_m(places.size(), std::numeric_limits<double>::infinity());
  std::vector<bool> is_done(places.size(), false);
  way_m[0] = 0;
  for (;;) {
    std::size_t here = places.size();
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (!is_done[i] && (here == places.size() || way_m[i] < way_m[here])) {
        here = i;
      }
    }
    if (here == places.size() || here == 1 || std::isinf(way_m[here])) {
      return way_m[1];
    }
    is_done[here] = true;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const Position middle = at((places[here].latitude_deg() + places[i].latitude_deg()) / 2,
                                 (places[here].longitude_deg() + places[i].longitude_deg()) / 2);
      // Corners belong to the land: crossings that begin or end there, or run along an edge, are no land met.
      bool is_open = true;
      for (const Polygon& polygon : land.polygons()) {
        const auto crossings = polygon.crossings(places[here], places[i]);
        const bool is_inside = polygon.contains(middle) && polygon.distance_to_edge(middle).in_metres() > 0.1;
        is_open = is_open && !is_inside && std::ranges::none_of(crossings, [](const geo::Crossing& crossing) {
                    return crossing.fraction > 1e-6 && crossing.fraction < 1 - 1e-6;
                  });
      }
      if (is_open) {
        way_m[i] = std::min(way_m[i], way_m[here] + geo::distance(places[here], places[i]).in_metres());
      }
    }
  }
}

TEST(WaterMap, IsWithinOnePercentOfTheShortestWay) {
  constexpr std::uint64_t kSeed = 7;
  SCOPED_TRACE(kSeed);
  Random random(kSeed);
  for (int round = 0; round < 12; ++round) {
    // Islands in a lattice of their own, so that none touches another.
    std::vector<Polygon> islands;
    for (int i = 0; i < 16; ++i) {
      const double south = 1.1 + 0.2 * (i / 4);
      const double west = 101.1 + 0.2 * (i % 4);
      const auto in = [&] { return random.uniform(0.02, 0.09); };
      islands.push_back(
          Polygon({at(south + 0.1 - in(), west + 0.1 - in()), at(south + 0.1 - in(), west + 0.1 + in()),
                   at(south + 0.1 + in(), west + 0.1 + in()), at(south + 0.1 + in(), west + 0.1 - in())}));
    }
    const Area land(islands);
    const WaterMap map = sea_with(islands);
    const Position from = at(1.05, random.uniform(101.05, 101.95));
    const auto field = map.field_from(from);
    ASSERT_TRUE(field);
    for (int i = 0; i < 10; ++i) {
      const Position to = at(random.uniform(1.05, 1.95), random.uniform(101.05, 101.95));
      const auto way = field->distance_to(to);
      const auto route = field->route_to(to);
      if (land.contains(to)) {
        continue;
      }
      ASSERT_TRUE(way && route);
      expect_over_water(*route, land);
      const double least_m = exact_m(land, from, to);
      EXPECT_GE(way->in_metres(), least_m - 1);
      EXPECT_LE(way->in_metres(), least_m * 1.01 + 100);
      EXPECT_LE(route->distance.in_metres(), way->in_metres() + 1e-3);
      EXPECT_GE(route->distance.in_metres(), least_m - 1);
    }
  }
}

TEST(FieldCache, ComputesEachBerthOnceAndForgetsTheOldest) {
  const WaterMap map = sea_with({});
  FieldCache fields(map, 2);
  // Kept here, so that no field computed later lies where an earlier one lay.
  const auto first = fields.from(at(1.1, 101.1)).value();
  EXPECT_EQ(fields.from(at(1.1, 101.1)).value(), first);
  const auto second = fields.from(at(1.2, 101.1)).value();
  EXPECT_EQ(fields.from(at(1.1, 101.1)).value(), first);
  const auto third = fields.from(at(1.1, 101.1), {.follows_lane_rules = true}).value();
  EXPECT_NE(third, first);
  EXPECT_EQ(fields.from(at(1.1, 101.1)).value(), first);
  EXPECT_NE(fields.from(at(1.2, 101.1)).value(), second) << "it was used least recently, and went";
  EXPECT_FALSE(fields.from(at(9, 9)));
}

TEST(TravelTimes, AreByDepartureAndSector) {
  std::vector<model::Sector> sectors(3);
  sectors[0].area = Area({rectangle(1.4, 101.4, 1.6, 101.6)});
  sectors[1].area = Area({rectangle(1.8, 101.4, 1.9, 101.6)});
  sectors[2].area = Area({rectangle(3, 101.4, 4, 101.6)});  // nothing of it on the chart
  const WaterMap map = sea_with({rectangle(1.45, 101.45, 1.55, 101.55)});
  FieldCache fields(map);
  const std::vector<Departure> departures{{at(1.1, 101.5), Speed::knots(15), {}},
                                          {at(9, 9), Speed::knots(15), {}}};
  const auto table = travel_times(fields, departures, sectors);
  ASSERT_EQ(table.size(), 2U);
  ASSERT_EQ(table[0].size(), 3U);
  ASSERT_TRUE(table[0][0] && table[0][1]);
  EXPECT_NEAR(table[0][0]->in_hours(), 0.4 * 60 / 15, 0.5);  // the sector's centroid is an island
  EXPECT_GT(*table[0][1], *table[0][0]);
  EXPECT_FALSE(table[0][2]);
  EXPECT_FALSE(table[1][0]);
}

}  // namespace
}  // namespace selat::route
