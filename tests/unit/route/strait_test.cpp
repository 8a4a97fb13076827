// Ways over the real chart: the distances of domain knowledge, and channels that must be open or shut.

#include <map>
#include <stdexcept>

#include <gtest/gtest.h>

#include "chart/chart.h"
#include "geo/edge.h"
#include "geo/local_plane.h"
#include "route/travel_times.h"
#include "route/water_map.h"

namespace selat::route {
namespace {

struct Strait {
  Strait() {
    auto loaded = chart::load_chart(SELAT_SOURCE_DIR "/geodata");
    if (!loaded) {
      throw std::runtime_error(loaded.error().message());
    }
    chart = std::move(*loaded);
    std::vector<LaneLine> lanes;
    for (const auto& lane : chart::lane_centres(chart)) {
      lanes.push_back({lane.line, lane.half_width});
    }
    map.emplace(geo::Area(chart.coast), lanes, chart.sectors);
  }
  chart::Chart chart;
  std::optional<WaterMap> map;
};

const Strait& strait() {
  static const Strait it;
  return it;
}

geo::Position at(double latitude_deg, double longitude_deg) {
  return geo::Position::degrees(latitude_deg, longitude_deg);
}

const geo::Position kBelawan = at(3.785, 98.690);
const geo::Position kLumut = at(4.2283, 100.6117);
const geo::Position kBatam = at(1.165, 104.000);
const geo::Position kChangi = at(1.318, 104.020);

// The table of known distances comes from a grid that put each end into its nearest open cell. For Changi
// that cell is not at the base but here, in its approach, 2 nm to the south-east: only from here do all nine
// of its figures hold. They are 4 to 5 nm longer than Batam's from the west, and 8.3 nm from Batam, while
// base and Batu Ampar lie 9.2 nm apart in a straight line. What it is from the base itself is tested below.
const geo::Position kChangiApproach = at(1.297, 104.050);

struct Known {
  std::string name;
  geo::Position from, to;
  double nm;
};

const std::vector<Known>& known() {
  static const std::vector<Known> table = [] {
    std::vector<Known> rows{
        {"belawan-lumut", kBelawan, kLumut, 116},       {"lumut-batam", kLumut, kBatam, 286},
        {"belawan-batam", kBelawan, kBatam, 356},       {"belawan-changi", kBelawan, kChangiApproach, 361},
        {"lumut-changi", kLumut, kChangiApproach, 291}, {"batam-changi", kBatam, kChangiApproach, 8.3}};
    struct Place {
      const char* name;
      geo::Position place;
      double belawan, lumut, batam, changi;
    };
    // Port Dickson is the jetty of berths.geojson.
    for (const Place& p : {Place{"One Fathom Bank", at(2.88, 101.0), 150, 84, 210, 215},
                           Place{"Rupat north tip", at(2.12, 101.6), 203, 139, 156, 160},
                           Place{"off Port Dickson", at(2.52, 101.79), 200, 127, 159, 164},
                           Place{"Batu Pahat", at(1.78, 102.87), 277, 207, 80, 84},
                           Place{"Kukup", at(1.32, 103.44), 321, 252, 35, 39},
                           Place{"Dumai", at(1.70, 101.45), 213, 160, 159, 163}}) {
      rows.push_back({std::string("belawan-") + p.name, kBelawan, p.place, p.belawan});
      rows.push_back({std::string("lumut-") + p.name, kLumut, p.place, p.lumut});
      rows.push_back({std::string("batam-") + p.name, kBatam, p.place, p.batam});
      rows.push_back({std::string("changi-") + p.name, kChangiApproach, p.place, p.changi});
    }
    return rows;
  }();
  return table;
}

TEST(StraitRoutes, AreAsLongAsKnown) {
  std::map<geo::Position, DistanceField> fields;
  for (const Known& row : known()) {
    if (!fields.contains(row.from)) {
      auto field = strait().map->field_from(row.from);
      ASSERT_TRUE(field) << row.name;
      fields.emplace(row.from, std::move(*field));
    }
    const DistanceField& field = fields.at(row.from);
    const auto way = field.distance_to(row.to);
    const auto route = field.route_to(row.to);
    ASSERT_TRUE(way && route) << row.name;
    EXPECT_NEAR(way->in_nautical_miles(), row.nm, 0.04 * row.nm) << row.name;
    EXPECT_NEAR(route->distance.in_nautical_miles(), row.nm, 0.04 * row.nm) << row.name;
    EXPECT_LE(route->distance, *way + Distance::metres(1)) << row.name;
    for (const Leg& leg : route->legs) {
      EXPECT_FALSE(strait().map->land().contains(leg.from)) << row.name;
      EXPECT_FALSE(strait().map->land().meets_edge(leg.from, leg.to)) << row.name;
    }
  }
}

// Pedra Branca, Middle Rocks and Pulau Perak: small, and in the way.
TEST(StraitRoutes, GoAroundTheIslets) {
  for (const auto islet : {at(1.33, 104.4077), at(1.3198, 104.4062), at(5.692, 98.938)}) {
    const auto& land = strait().map->land();
    ASSERT_TRUE(land.contains(islet)) << islet.latitude_deg();
    const auto west = at(islet.latitude_deg(), islet.longitude_deg() - 0.1);
    const auto east = at(islet.latitude_deg(), islet.longitude_deg() + 0.1);
    const auto route = strait().map->route(west, east);
    ASSERT_TRUE(route) << islet.latitude_deg();
    EXPECT_LT(route->distance, geo::distance(west, east) * 1.05);
    for (const Leg& leg : route->legs) {
      EXPECT_FALSE(land.meets_edge(leg.from, leg.to)) << islet.latitude_deg();
    }
  }
}

// What lies beyond the chart is not known: no route goes there, such as over land along its northern side.
TEST(StraitRoutes, StayOnTheChart) {
  const auto route = strait().map->route(at(6.9, 99.4), at(6.95, 101.0));
  ASSERT_TRUE(route);
  EXPECT_GT(route->distance.in_nautical_miles(), 700) << "around the peninsula";
  for (const Leg& leg : route->legs) {
    EXPECT_LE(leg.to.latitude_deg(), 7.0);
  }
}

struct Channel {
  const char* name;
  geo::Position from, to;
  double at_most_nm;
};

TEST(StraitRoutes, NarrowChannelsAreOpen) {
  for (const Channel& channel :
       {Channel{"Selat Rupat and Bengkalis", at(1.69, 101.45), at(1.465, 102.105), 44},
        Channel{"Selat Rupat, westwards", at(1.69, 101.45), at(2.10, 101.24), 33},
        Channel{"Dinding, between Pangkor and Lumut", at(4.245, 100.598), at(4.15, 100.61), 8},
        Channel{"Penang's southern channel", at(5.285, 100.292), at(5.20, 100.36), 8.5},
        Channel{"Port Klang's northern entrance", at(3.0, 101.35), at(3.05, 101.2), 13},
        Channel{"Keppel, between Sentosa and Singapore", at(1.262, 103.82), at(1.256, 103.84), 2.2},
        Channel{"Selat Johor, west", at(1.417, 103.658), at(1.25, 103.59), 14},
        Channel{"Selat Johor, east", at(1.435, 103.905), at(1.30, 104.08), 17},
        Channel{"south of Batam, through the Bulan and Rempang straits", at(0.95, 103.85), at(0.9, 104.3),
                33},
        Channel{"Karimun to Batam", at(0.985, 103.43), at(1.165, 104.0), 37.5}}) {
    const auto route = strait().map->route(channel.from, channel.to);
    ASSERT_TRUE(route) << channel.name << ": " << name_of(route.error());
    EXPECT_LT(route->distance.in_nautical_miles(), channel.at_most_nm) << channel.name;
  }
}

TEST(StraitRoutes, ToTheBaseOfChangiIsWithinTheApproachOfTheKnownWay) {
  const auto base = strait().map->field_from(kChangi);
  ASSERT_TRUE(base);
  const auto approach = base->distance_to(kChangiApproach);
  ASSERT_TRUE(approach);
  EXPECT_NEAR(approach->in_nautical_miles(), 2, 0.3);
  std::size_t rows = 0;
  for (const Known& row : known()) {
    if (row.from == kChangiApproach || row.to == kChangiApproach) {
      const auto way = base->distance_to(row.from == kChangiApproach ? row.to : row.from);
      ASSERT_TRUE(way) << row.name;
      EXPECT_NEAR(way->in_nautical_miles(), row.nm, 0.04 * row.nm + approach->in_nautical_miles())
          << row.name;
      ++rows;
    }
  }
  EXPECT_EQ(rows, 9U);
}

// Rupat to Port Dickson and others, slantwise over both lanes. Asked for it, a way crosses their centre lines
// within 25° of a right angle or joins their traffic within 25°, and is but little longer.
TEST(StraitRoutes, CrossTheRealLanesSquarelyWhenAsked) {
  const auto centres = chart::lane_centres(strait().chart);
  std::size_t crossings = 0;
  std::size_t oblique = 0;  // when not asked
  for (const auto& [from, to] :
       {std::pair(at(2.12, 101.6), at(2.60, 101.40)), std::pair(at(2.75, 101.00), at(2.55, 101.70)),
        std::pair(at(1.10, 103.80), at(1.22, 103.80)), std::pair(at(1.19, 103.93), at(1.29, 103.97))}) {
    const auto plain = strait().map->route(from, to);
    const auto square = strait().map->route(from, to, {.follows_lane_rules = true});
    ASSERT_TRUE(plain && square);
    EXPECT_LT(square->distance, plain->distance * 1.35);
    const auto each_crossing = [&](const Route& route, const auto& look) {
      for (const Leg& leg : route.legs) {
        for (const auto& centre : centres) {
          for (std::size_t i = 1; i < centre.line.size(); ++i) {
            if (geo::do_meet(leg.from, leg.to, centre.line[i - 1], centre.line[i])) {
              const auto course = geo::bearing(centre.line[i - 1], centre.line[i]);
              const double turned = std::abs((leg.bearing - course).in_degrees());
              look(turned < 25 || std::abs(turned - 90) < 25);
            }
          }
        }
      }
    };
    each_crossing(*square, [&](bool is_lawful) {
      ++crossings;
      EXPECT_TRUE(is_lawful) << from.latitude_deg() << ' ' << from.longitude_deg();
    });
    each_crossing(*plain, [&](bool is_lawful) { oblique += is_lawful ? 0U : 1U; });
  }
  EXPECT_GE(crossings, 7U);
  EXPECT_GE(oblique, 2U) << "otherwise this shows nothing";
}

// A dam joins Singapore to Johor: from one side of it to the other the way leads round the island.
TEST(StraitRoutes, TheCausewayIsShut) {
  const auto way = strait().map->route(at(1.455, 103.762), at(1.458, 103.778));
  ASSERT_TRUE(way) << name_of(way.error());
  EXPECT_GT(way->distance.in_nautical_miles(), 45);
  EXPECT_LT(way->distance.in_nautical_miles(), 70) << "Tuas, as reclaimed, makes it longer";
}

TEST(StraitRoutes, EverySectorIsReachedFromEveryBerth) {
  FieldCache fields(*strait().map);
  std::vector<Departure> departures;
  for (const auto& berth : strait().chart.berths) {
    departures.push_back({berth.position, Speed::knots(15), {}});
    if (departures.size() == 6) {
      break;
    }
  }
  const auto table = travel_times(fields, departures, strait().chart.sectors);
  for (std::size_t i = 0; i < table.size(); ++i) {
    for (std::size_t sector = 0; sector < table[i].size(); ++sector) {
      ASSERT_TRUE(table[i][sector]) << strait().chart.berths[i].id << " to "
                                    << strait().chart.sectors[sector].id.view();
      EXPECT_LT(table[i][sector]->in_hours(), 35);
    }
  }
}

TEST(StraitRoutes, EveryBerthHasWater) {
  const auto field = strait().map->field_from(at(3.0, 100.5));
  ASSERT_TRUE(field);
  for (const auto& berth : strait().chart.berths) {
    const auto way = field->distance_to(berth.position);
    EXPECT_TRUE(way) << berth.id << ": " << name_of(way.error());
  }
}

}  // namespace
}  // namespace selat::route
