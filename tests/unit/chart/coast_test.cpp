// What the coast of geodata/ must be (its acceptance list), and that it is sound geometry.

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include <geos_c.h>
#include <gtest/gtest.h>

#include "chart/chart.h"
#include "geo/area_grid.h"
#include "geo/local_plane.h"
#include "shipped_chart.h"

namespace selat::chart {
namespace {

const std::filesystem::path kFolder = std::filesystem::path(SELAT_SOURCE_DIR) / "geodata";

const Chart& chart() {
  static const Chart loaded = [] {
    auto result = load_chart(kFolder);
    if (!result) {
      throw std::runtime_error(result.error().message());
    }
    return std::move(*result);
  }();
  return loaded;
}

const geo::AreaGrid& land() {
  static const geo::AreaGrid grid{geo::Area(chart().coast)};
  return grid;
}

double island_km2(double latitude_deg, double longitude_deg) {
  const auto place = geo::Position::degrees(latitude_deg, longitude_deg);
  const auto island =
      std::ranges::find_if(chart().coast, [place](const auto& each) { return each.contains(place); });
  return island == chart().coast.end() ? 0 : island->area_km2();
}

TEST(Coast, IsAtMostFiveMegabytes) {
  std::uintmax_t bytes = 0;
  for (const char* const layer : {"coast.geojson", "coast-osm.geojson", "coast-hand.geojson"}) {
    bytes += std::filesystem::file_size(kFolder / layer);
  }
  EXPECT_LE(bytes, 5'000'000U);
}

TEST(Coast, KeepsAThousandIslands) {
  EXPECT_GE(std::ranges::count_if(chart().coast, [](const auto& each) { return each.area_km2() < 100'000; }),
            1'000);
}

TEST(Coast, GivesTheLargeIslandsTheirAreaWithinFivePercent) {
  EXPECT_NEAR(island_km2(1.05, 104.03), 415, 415 * 0.05) << "Batam";
  EXPECT_NEAR(island_km2(1.00, 104.45), 1173, 1173 * 0.05) << "Bintan";
  EXPECT_NEAR(island_km2(1.90, 101.60), 1500, 1500 * 0.05) << "Rupat";
  EXPECT_NEAR(island_km2(1.45, 102.25), 920, 920 * 0.05) << "Bengkalis";
}

TEST(Coast, PassesWithinAKilometreOfEachControlPoint) {
  ASSERT_EQ(chart().control_points.size(), 4U);
  for (const auto& point : chart().control_points) {
    EXPECT_TRUE(land().nearest_edge(point.position, Distance::kilometres(1))) << point.id.view();
  }
}

// The whole of each centre line, not only its points.
TEST(Coast, LeavesLanesAndTreatyPointsInWater) {
  ASSERT_GE(chart().lanes.size(), 4U);
  for (const Lane& lane : chart().lanes) {
    for (std::size_t i = 1; i < lane.line.size(); ++i) {
      const bool is_clear =
          !land().contains(lane.line[i]) && !land().meets_edge(lane.line[i - 1], lane.line[i]);
      EXPECT_TRUE(is_clear) << lane.id << ' ' << written(lane.line[i]);
    }
  }
  ASSERT_GE(chart().treaties.points.size(), 95U);
  for (const TreatyPoint& point : chart().treaties.points) {
    const bool is_at_the_causeway = point.id == "MY-SG-W1" || point.id == "MY-SG-E1";
    EXPECT_EQ(land().contains(point.position), is_at_the_causeway) << point.id;
  }
}

struct ShorePoint {
  geo::Position place;
  std::string source;
  std::string name;
};

// Of sources that the coast is not made from; the head of the file says which.
std::vector<ShorePoint> shore_points() {
  std::vector<ShorePoint> points;
  std::ifstream file(SELAT_SOURCE_DIR "/tests/golden/coast/shore-points.tsv");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) {
      continue;
    }
    std::istringstream fields(line);
    double latitude_deg = 0;
    double longitude_deg = 0;
    ShorePoint point{geo::Position::degrees(0, 0), "", ""};
    fields >> latitude_deg >> longitude_deg >> point.source >> std::ws;
    std::getline(fields, point.name);
    point.place = geo::Position::degrees(latitude_deg, longitude_deg);
    points.push_back(std::move(point));
  }
  return points;
}

// That so large a share of them is no further than this.
double within(const std::vector<double>& sorted, double share) {
  return sorted[static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size()))) - 1];
}

TEST(Coast, LiesWhereSourcesItIsNotMadeFromHaveTheShore) {
  std::map<std::string, std::vector<double>> km_off;
  for (const ShorePoint& point : shore_points()) {
    const auto edge = land().nearest_edge(point.place, Distance::kilometres(20));
    ASSERT_TRUE(edge) << point.name << ' ' << written(point.place);
    km_off[point.source].push_back(edge->distance.in_metres() / 1'000);
    km_off["all"].push_back(edge->distance.in_metres() / 1'000);
  }
  ASSERT_EQ(km_off.size(), 4U);
  EXPECT_GE(km_off["all"].size(), 650U);
  for (auto& [source, distances] : km_off) {
    ASSERT_GE(distances.size(), 30U) << source;
    std::ranges::sort(distances);
    EXPECT_LE(within(distances, 0.5), 0.15) << source;
    EXPECT_LE(within(distances, 0.9), 0.45) << source;
    EXPECT_LE(within(distances, 0.99), 1) << source;
    EXPECT_LE(distances.back(), 1.1) << source;
  }
}

// Where the shore is said to be less sure, it is surer than that.
TEST(Coast, IsNoFartherOffThanTheDoubtOfItsRegion) {
  std::map<std::string, std::size_t> points_in;
  for (const ShorePoint& point : shore_points()) {
    for (const ShoreDoubt& region : chart().shore_doubts) {
      if (region.area.contains(point.place)) {
        ++points_in[region.id];
        EXPECT_TRUE(land().nearest_edge(point.place, region.doubt))
            << region.id << ": " << point.name << ' ' << written(point.place);
      }
    }
  }
  EXPECT_GE(points_in["pontian"], 50U);
}

struct DestroyGeometry {
  GEOSContextHandle_t geos;
  void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(geos, geometry); }
};
using Geometry = std::unique_ptr<GEOSGeometry, DestroyGeometry>;

Geometry geometry_of(GEOSContextHandle_t geos, const geo::Polygon& polygon) {
  const auto& ring = polygon.outer();
  GEOSCoordSequence* const places = GEOSCoordSeq_create_r(geos, static_cast<unsigned>(ring.size() + 1), 2);
  for (unsigned i = 0; i <= ring.size(); ++i) {
    const geo::Position p = ring[i % ring.size()];
    GEOSCoordSeq_setXY_r(geos, places, i, p.longitude_deg(), p.latitude_deg());
  }
  return {GEOSGeom_createPolygon_r(geos, GEOSGeom_createLinearRing_r(geos, places), nullptr, 0), {geos}};
}

// Where two rings overlapped, an islet would stand on the land: the pictures show it, and a way between the
// two would be shut. The causeway alone reaches some metres into both its shores, to be joined to them.
TEST(Coast, HasSoundRingsThatDoNotOverlap) {
  GEOSContextHandle_t geos = GEOS_init_r();
  std::vector<Geometry> rings;
  for (const auto& polygon : chart().coast) {
    rings.push_back(geometry_of(geos, polygon));
    EXPECT_EQ(GEOSisValid_r(geos, rings.back().get()), 1) << written(polygon.outer().front());
  }
  constexpr double kKm2PerSquareDegree = 111.2 * 110.6;
  for (std::size_t i = 0; i < rings.size(); ++i) {
    for (std::size_t j = i + 1; j < rings.size(); ++j) {
      if (!chart().coast[i].bounds().overlaps(chart().coast[j].bounds())) {
        continue;
      }
      const Geometry common(GEOSIntersection_r(geos, rings[i].get(), rings[j].get()), {geos});
      double area = 0;
      GEOSArea_r(geos, common.get(), &area);
      EXPECT_LT(area * kKm2PerSquareDegree, 0.01)
          << "polygons " << i + 1 << " and " << j + 1 << " at " << written(chart().coast[j].outer().front());
    }
  }
  rings.clear();
  GEOS_finish_r(geos);
}

// Where the coast was wrong by kilometres it is right now; the causeway is there, and water beside it.
TEST(Coast, HasTheIslandsOfSingaporeAndNipah) {
  const auto is_land = [](double latitude_deg, double longitude_deg) {
    return land().contains(geo::Position::degrees(latitude_deg, longitude_deg));
  };
  EXPECT_TRUE(is_land(1.266, 103.70)) << "Jurong Island";
  EXPECT_TRUE(is_land(1.249, 103.83)) << "Sentosa";
  EXPECT_TRUE(is_land(1.4555, 103.7692)) << "the causeway";
  EXPECT_FALSE(is_land(1.4490, 103.7640)) << "west of the causeway";
  EXPECT_FALSE(is_land(1.4530, 103.7740)) << "east of the causeway";
  EXPECT_FALSE(is_land(1.2610, 103.8150)) << "Keppel Harbour";
  EXPECT_FALSE(is_land(1.3000, 103.7000)) << "Selat Jurong";
  EXPECT_NEAR(island_km2(1.36, 103.78), 620, 15) << "Singapore's main island";
  EXPECT_TRUE(is_land(1.150, 103.6555)) << "Nipah: 1°08.45′ to 1°09.20′N, 103°39.08′ to 103°39.66′E";
  EXPECT_TRUE(is_land(1.205, 103.770)) << "Semakau";
  EXPECT_TRUE(is_land(1.280, 103.630)) << "Tuas";
  EXPECT_TRUE(is_land(1.41, 103.96)) << "Ubin";
  EXPECT_FALSE(is_land(1.430, 103.933)) << "between Ubin and Johor, E17";
  EXPECT_FALSE(is_land(1.40, 103.657)) << "the western Johor Strait";
  EXPECT_FALSE(is_land(1.41, 103.664)) << "the western Johor Strait, off the Murai's dam";
  EXPECT_TRUE(is_land(1.39, 103.665)) << "Poyan, behind its dam";
  EXPECT_TRUE(is_land(1.40, 103.675)) << "Murai, behind its dam";
  EXPECT_TRUE(is_land(1.41, 103.676)) << "Sarimbun, behind its dam";
  EXPECT_TRUE(is_land(1.33, 104.4075)) << "Pedra Branca / Pulau Batu Puteh";
}

TEST(Coast, LeavesChannelsAndRiverMouthsOpen) {
  const auto is_land = [](double latitude_deg, double longitude_deg) {
    return land().contains(geo::Position::degrees(latitude_deg, longitude_deg));
  };
  EXPECT_FALSE(is_land(2.942, 101.363)) << "Pulau Indah's channel";
  EXPECT_FALSE(is_land(2.960, 101.300)) << "between Pulau Indah and Pulau Klang";
  EXPECT_FALSE(is_land(4.240, 100.640)) << "the Dinding, at Lumut";
  EXPECT_FALSE(is_land(4.000, 100.745)) << "the Perak";
  EXPECT_FALSE(is_land(3.855, 100.830)) << "the Bernam";
  EXPECT_FALSE(is_land(3.000, 99.842)) << "the Asahan";
  EXPECT_FALSE(is_land(2.290, 100.700)) << "the Rokan, west of Halang";
  EXPECT_FALSE(is_land(2.160, 100.7777)) << "the Rokan, at Bagansiapiapi";
  EXPECT_TRUE(is_land(2.200, 100.800)) << "Bagansiapiapi's land";
  EXPECT_TRUE(is_land(1.055, 104.075)) << "the Duriangkang reservoir of Batam, behind its dam";
}

}  // namespace
}  // namespace selat::chart
