// Holds geodata/ itself to what geodata/README.md promises.

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "chart/chart.h"
#include "chart/geodesic.h"
#include "geo/area_grid.h"
#include "geo/local_plane.h"
#include "shipped_chart.h"

namespace selat::chart {
namespace {

using model::Nation;
using model::Permit;

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

std::vector<std::string> sectors_holding(geo::Position place) {
  std::vector<std::string> ids;
  for (const auto& sector : chart().sectors) {
    if (sector.area.contains(place)) {
      ids.emplace_back(sector.id.view());
    }
  }
  return ids;
}

using Edge = std::pair<geo::Position, geo::Position>;

std::map<Edge, std::string> sector_edges() {
  std::map<Edge, std::string> edges;
  for (const auto& sector : chart().sectors) {
    for (const auto& polygon : sector.area.polygons()) {
      const auto& ring = polygon.outer();
      for (std::size_t i = 0, previous = ring.size() - 1; i < ring.size(); previous = i++) {
        const bool is_new = edges.emplace(Edge(ring[previous], ring[i]), sector.id.view()).second;
        EXPECT_TRUE(is_new) << "edge of " << sector.id.view() << " at " << written(ring[i])
                            << " stands twice";
      }
    }
  }
  return edges;
}

TEST(Geodata, HasSixteenToTwentyFourSectorsAndFourControlPoints) {
  EXPECT_GE(chart().sectors.size(), 16U);
  EXPECT_LE(chart().sectors.size(), 24U);
  std::vector<std::string_view> ids;
  for (const auto& point : chart().control_points) {
    ids.push_back(point.id.view());
  }
  EXPECT_THAT(ids, testing::UnorderedElementsAre("belawan", "batam", "lumut", "changi"));
}

// Neighbours draw their common edge from the same two vertices, in opposite directions; the edges that have
// no such twin form one single loop, the outer limit. So there is neither gap nor overlap, however thin.
TEST(Geodata, EverySectorEdgeHasItsTwinOrIsTheOuterLimit) {
  const auto edges = sector_edges();
  std::map<geo::Position, geo::Position> outer;
  for (const auto& [edge, sector] : edges) {
    if (!edges.contains({edge.second, edge.first})) {
      EXPECT_TRUE(outer.emplace(edge.first, edge.second).second) << sector << " at " << written(edge.first);
    }
  }
  ASSERT_FALSE(outer.empty());
  std::set<geo::Position> walked;
  for (auto at = outer.begin()->first; walked.insert(at).second; at = outer.at(at)) {
    ASSERT_TRUE(outer.contains(outer.at(at))) << "the outer limit breaks at " << written(outer.at(at));
  }
  for (const auto& [from, to] : outer) {
    EXPECT_TRUE(walked.contains(from)) << "an inner edge has no twin at " << written(from) << " -> "
                                       << written(to) << ", sector " << edges.at({from, to});
  }
}

TEST(Geodata, NoPlaceLiesInsideTwoSectors) {
  const std::uint64_t seed = 98;
  Random random(seed);
  std::size_t inside = 0;
  for (int i = 0; i < 100'000; ++i) {
    const double lon_deg = random.uniform(97.9, 104.75);  // one after the other: arguments have no order
    const double lat_deg = random.uniform(0.6, 6.6);
    const auto place = geo::Position::degrees(lat_deg, lon_deg);
    const auto holding = sectors_holding(place);
    ASSERT_LE(holding.size(), 1U) << "seed " << seed << ": " << written(place) << ' '
                                  << testing::PrintToString(holding);
    inside += holding.size();
  }
  EXPECT_GT(inside, 30'000U);
}

// Between Sumatra and Malaya, and through the Singapore Strait: no water there without a sector, channels
// between islands included.
TEST(Geodata, EveryWaterOfTheStraitLiesInASector) {
  const geo::AreaGrid land{geo::Area(chart().coast)};
  const std::uint64_t seed = 1511;
  Random random(seed);
  std::size_t at_sea = 0;
  struct Part {
    double south, west, north, east;
  };
  for (const Part& part :
       {Part{3.0, 98.05, 5.9, 100.9}, Part{0.72, 100.0, 3.0, 103.4}, Part{0.72, 103.4, 1.45, 104.66}}) {
    for (int i = 0; i < 20'000; ++i) {
      const auto place = geo::Position::degrees(random.uniform(part.south, part.north),
                                                random.uniform(part.west, part.east));
      if (!land.contains(place)) {
        ++at_sea;
        EXPECT_FALSE(sectors_holding(place).empty()) << written(place) << " seed " << seed;
      }
    }
  }
  EXPECT_GT(at_sea, 20'000U);
}

TEST(Geodata, SectorsCoverEveryLaneWithoutABreak) {
  ASSERT_EQ(chart().lanes.size(), 4U);
  for (const Lane& lane : chart().lanes) {
    for (std::size_t i = 1; i < lane.line.size(); ++i) {
      const geo::LocalPlane plane(lane.line[i - 1]);
      for (int part = 0; part <= 20; ++part) {
        const auto place = plane.to_position(plane.to_plane(lane.line[i]) * (part / 20.0));
        EXPECT_FALSE(sectors_holding(place).empty()) << lane.id << " at " << written(place);
      }
    }
  }
}

TEST(Geodata, TreatyPointsAreVerticesOfTheSectorsOnEitherSide) {
  ASSERT_GE(chart().treaties.points.size(), 95U);
  std::set<geo::Position> vertices;
  for (const auto& [edge, sector] : sector_edges()) {
    vertices.insert(edge.first);
  }
  for (const TreatyPoint& point : chart().treaties.points) {
    EXPECT_TRUE(vertices.contains(point.position)) << point.id << " is no vertex of any sector";
    EXPECT_GE(sectors_holding(point.position).size(), 1U) << point.id;
  }
}

TEST(Geodata, TreatyLinesRunAlongSectorEdges) {
  const auto edges = sector_edges();
  for (const TreatyLine& line : chart().treaties.lines) {
    for (std::size_t i = 1; i < line.line.size(); ++i) {
      EXPECT_TRUE(edges.contains({line.line[i - 1], line.line[i]}) ||
                  edges.contains({line.line[i], line.line[i - 1]}))
          << line.id << " leaves the sectors' edges at " << written(line.line[i]);
    }
  }
}

TEST(Geodata, PermitsFollowTheStatus) {
  std::size_t nobodys = 0;
  for (const auto& sector : chart().sectors) {
    const auto full = std::ranges::count(sector.permits, Permit::full);
    const auto notified = std::ranges::count(sector.permits, Permit::notify_only);
    switch (sector.status) {
      case model::DelimitationStatus::agreed:
        EXPECT_EQ(full, 1) << sector.id.view();
        break;
      case model::DelimitationStatus::undelimited:
      case model::DelimitationStatus::disputed:
        EXPECT_EQ(full, 0) << sector.id.view();
        EXPECT_GE(notified, 2) << sector.id.view() << " needs its claimants";
        ++nobodys;
        break;
    }
  }
  EXPECT_EQ(nobodys, 6U) << "the northern middle, Piai, Tuas, Pedra Branca and Berakit, two by Langkawi";
}

TEST(Geodata, EachControlPointHasRoomForSectorsOfItsNation) {
  for (const auto& point : chart().control_points) {
    const auto own = std::ranges::count_if(chart().sectors, [&](const model::Sector& sector) {
      return sector.permit_of(point.nation) == Permit::full;
    });
    EXPECT_GE(own, 2) << point.id.view();
    EXPECT_GE(point.capacity, 1U) << point.id.view();
  }
  for (const Nation nation : {Nation::idn, Nation::mys, Nation::sgp}) {
    std::int64_t sectors = 0;
    std::int64_t capacity = 0;
    for (const auto& sector : chart().sectors) {
      sectors += sector.permit_of(nation) == Permit::full;
    }
    for (const auto& point : chart().control_points) {
      capacity += point.nation == nation ? point.capacity : 0;
    }
    EXPECT_GE(capacity, sectors) << name_of(nation) << " could not answer for all its sectors";
  }
}

TEST(Geodata, EachControlPointLiesInASectorItMayPatrol) {
  for (const auto& point : chart().control_points) {
    const auto holding = sectors_holding(point.position);
    ASSERT_EQ(holding.size(), 1U) << point.id.view();
    const auto sector = std::ranges::find(chart().sectors, holding.front(), [](const model::Sector& each) {
      return std::string(each.id.view());
    });
    EXPECT_EQ(sector->permit_of(point.nation), Permit::full) << point.id.view() << " in " << holding.front();
  }
}

TEST(Geodata, BerthsAndZonesLieInTheSectorsAndBerthsInTheirNationsWaters) {
  for (const Berth& berth : chart().berths) {
    const auto holding = sectors_holding(berth.position);
    ASSERT_EQ(holding.size(), 1U) << berth.id;
    const auto sector = std::ranges::find(chart().sectors, holding.front(), [](const model::Sector& each) {
      return std::string(each.id.view());
    });
    EXPECT_EQ(sector->permit_of(berth.nation), Permit::full) << berth.id << " in " << holding.front();
  }
  std::set<std::string> ids;
  for (const auto& zone : chart().zones) {
    EXPECT_TRUE(ids.emplace(zone.id.view()).second) << zone.id.view() << " stands twice";
    EXPECT_FALSE(sectors_holding(zone.area.centroid()).empty()) << zone.id.view();
    EXPECT_GT(zone.area.area_km2(), 0.1) << zone.id.view();
  }
}

// Figures of independent sources; the grid way between two control points may not be shorter than the
// geodesic.
TEST(Geodata, DistancesBetweenControlPointsAreThoseOfTheChart) {
  const auto place = [](std::string_view id) {
    return std::ranges::find(chart().control_points, id, [](const auto& point) { return point.id.view(); })
        ->position;
  };
  const auto straight_nm = [&](std::string_view a, std::string_view b) {
    return geodesic(place(a), place(b)).distance.in_nautical_miles();
  };
  // Over water; on a straight line between 0.91 and 1.04 of it.
  for (const auto& [a, b, water_nm] :
       {std::tuple("belawan", "lumut", 116.0), std::tuple("lumut", "batam", 286.0),
        std::tuple("belawan", "batam", 356.0), std::tuple("belawan", "changi", 361.0),
        std::tuple("lumut", "changi", 291.0)}) {
    EXPECT_LT(straight_nm(a, b), water_nm * 1.04) << a << ' ' << b;
    EXPECT_GT(straight_nm(a, b), water_nm * 0.88) << a << ' ' << b;
  }
}

TEST(Geodata, SectorsStateTheirAreaAndTheirNamesInThreeLanguages) {
  std::ifstream file(kFolder / "sectors.geojson");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  for (const auto& sector : chart().sectors) {
    const std::regex stated(R"re("id": ")re" + std::string(sector.id.view()) +
                            R"re("[^}]*"area_km2": (\d+))re");
    std::smatch match;
    ASSERT_TRUE(std::regex_search(text, match, stated)) << sector.id.view();
    EXPECT_NEAR(std::stod(match[1]), sector.area.area_km2(), 0.001 * sector.area.area_km2() + 1)
        << sector.id.view();
    EXPECT_FALSE(sector.names.en.empty() || sector.names.id.empty() || sector.names.ms.empty())
        << sector.id.view();
  }
}

std::size_t count_of(const std::string& text, const std::string& pattern) {
  const std::regex expression(pattern);
  return static_cast<std::size_t>(
      std::distance(std::sregex_iterator(text.begin(), text.end(), expression), std::sregex_iterator()));
}

// Read as text: what a loader does not ask for must be stated too.
TEST(Geodata, EveryFeatureStatesSourceBasisAndTheDayFromWhichItHolds) {
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() != ".geojson") {
      continue;
    }
    std::ifstream file(entry.path());
    std::size_t features = 0;
    std::size_t bases = 0;
    std::size_t days = 0;
    std::size_t sources = 0;
    for (std::string line; std::getline(file, line);) {
      line.resize(std::min<std::size_t>(line.size(), 600));  // the coordinates do not matter
      features += count_of(line, R"re("type": ?"Feature")re");
      bases += count_of(line, R"re("basis": ?"(published|measured|recalled|approximate)")re");
      sources += count_of(line, R"re("source": ?"[^"]{5,}")re");
      days += count_of(line, R"re("valid_from": ?"(19|20)\d\d-[01]\d-[0-3]\d")re");
    }
    EXPECT_GT(features, 0U) << entry.path();
    EXPECT_EQ(bases, features) << entry.path();
    EXPECT_EQ(days, features) << entry.path();
    EXPECT_EQ(sources, features + 1) << entry.path() << ": of the file, and of each feature";
  }
}

TEST(Geodata, EveryFileSaysNotForNavigationAndStaysSmall) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.is_directory()) {
      continue;  // of the licences, whose texts are not ours
    }
    if (entry.path().extension() == ".png") {
      EXPECT_LE(entry.file_size(), 400'000U) << "the picture says it on itself";
      continue;
    }
    std::ifstream file(entry.path());
    std::string head(2'000, ' ');
    file.read(head.data(), 2'000);
    EXPECT_THAT(head, testing::HasSubstr("ot for navigation")) << entry.path();
    if (entry.path().extension() == ".geojson") {
      EXPECT_THAT(head, testing::HasSubstr("\"licence\"")) << entry.path();
      EXPECT_LE(entry.file_size(), 1'500'000U) << entry.path();
      ++files;
    }
  }
  EXPECT_EQ(files, 18U);
}

}  // namespace
}  // namespace selat::chart
