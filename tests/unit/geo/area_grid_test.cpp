#include "geo/area_grid.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "base/random.h"
#include "geo/local_plane.h"

namespace selat::geo {
namespace {

constexpr std::uint64_t kSeed = 20261122;

Position near(Position p, std::int32_t north_e7, std::int32_t east_e7) {
  return Position::e7(p.latitude_e7() + north_e7, p.longitude_e7() + east_e7);
}

class Coasts {
 public:
  explicit Coasts(std::uint64_t seed) : random_(seed) {}

  std::int32_t number(std::int32_t low, std::int32_t high) {
    return static_cast<std::int32_t>(low + static_cast<std::int64_t>(random_.below(
                                               static_cast<std::uint64_t>(std::int64_t{high} - low + 1))));
  }
  Position place() { return Position::e7(number(0, 30'000'000), number(1'000'000'000, 1'040'000'000)); }
  // A ragged island, perhaps with a lake: radii differ from corner to corner.
  Polygon island(Position centre, std::int32_t radius_e7) {
    Ring shore = ragged(centre, radius_e7 / 2, radius_e7);
    if (number(0, 1) == 0 && radius_e7 > 100) {
      return Polygon(std::move(shore), {ragged(centre, radius_e7 / 8, radius_e7 / 4)});
    }
    return Polygon(std::move(shore));
  }
  Ring ragged(Position centre, std::int32_t least_e7, std::int32_t most_e7) {
    const int corners = number(3, 60);
    Ring ring;
    for (int i = 0; i < corners; ++i) {
      const double angle = 2 * std::numbers::pi * i / corners;
      const double reach = number(least_e7, most_e7);
      ring.push_back(near(centre, static_cast<std::int32_t>(reach * std::sin(angle)),
                          static_cast<std::int32_t>(reach * std::cos(angle))));
    }
    return ring;
  }
  // Of all sizes, overlapping each other; some share an edge with their neighbour, some have several parts.
  std::vector<Area> areas(int count) {
    std::vector<Area> areas;
    for (int i = 0; i < count; ++i) {
      const auto radius = static_cast<std::int32_t>(std::pow(10.0, number(2, 7)));
      const Position centre = place();
      std::vector<Polygon> parts{island(centre, radius)};
      parts.push_back(island(near(centre, 3 * radius, 0), radius));
      areas.emplace_back(std::move(parts));
      const Position corner = place();
      const Position east = near(corner, 0, radius);
      const Position north = near(corner, radius, 0);
      const Position far = near(corner, radius, radius);
      areas.push_back(Area({Polygon({corner, east, far}), Polygon({corner, far, north})}));
    }
    return areas;
  }
  // Everywhere, at corners, on edges, and within a few units of both.
  Position telling_place(const std::vector<Area>& areas) {
    if (number(0, 3) == 0) {
      return place();
    }
    const auto& polygons = areas[index(areas.size())].polygons();
    const Ring& ring = polygons[index(polygons.size())].outer();
    const std::size_t i = index(ring.size());
    const Position a = ring[i];
    const Position b = ring[(i + 1) % ring.size()];
    const double along = number(0, 4) / 4.0;
    const auto at = [along](std::int32_t from, std::int32_t to) {
      return static_cast<std::int32_t>(std::lround(from + along * (static_cast<double>(to) - from)));
    };
    const Position on_edge =
        Position::e7(at(a.latitude_e7(), b.latitude_e7()), at(a.longitude_e7(), b.longitude_e7()));
    const std::int32_t off = number(0, 2) == 0 ? 0 : number(0, 1) == 0 ? 2 : 20'000;
    return near(on_edge, number(-off, off), number(-off, off));
  }

 private:
  std::size_t index(std::size_t size) {
    return static_cast<std::size_t>(number(0, static_cast<std::int32_t>(size) - 1));
  }
  Random random_;
};

// The straight step from a to b is outside all areas, and touches no edge.
bool is_clear(const AreaGrid& grid, Position a, Position b) {
  return !grid.contains(a) && !grid.meets_edge(a, b);
}

TEST(AreaGrid, ContainsExactlyWhatTheAreasContain) {
  SCOPED_TRACE(kSeed);
  Coasts coasts(kSeed);
  std::vector<AreaGrid::Index> found;
  for (int round = 0; round < 20; ++round) {
    const auto areas = coasts.areas(round);
    const AreaGrid grid(areas);
    if (areas.empty()) {
      EXPECT_FALSE(grid.contains(coasts.place()));
      continue;
    }
    for (int i = 0; i < 3'000; ++i) {
      const Position p = coasts.telling_place(areas);
      std::vector<AreaGrid::Index> wanted;
      for (AreaGrid::Index area = 0; area < areas.size(); ++area) {
        if (areas[area].contains(p)) {
          wanted.push_back(area);
        }
        ASSERT_EQ(grid.contains(area, p), areas[area].contains(p))
            << p.latitude_e7() << ' ' << p.longitude_e7();
      }
      grid.containing(p, found);
      ASSERT_EQ(found, wanted) << p.latitude_e7() << ' ' << p.longitude_e7();
      ASSERT_EQ(grid.contains(p), !wanted.empty());
    }
  }
}

TEST(AreaGrid, MeasuresToTheNearestEdgeAsTheAreasDo) {
  SCOPED_TRACE(kSeed);
  Coasts coasts(kSeed + 1);
  for (int round = 1; round < 12; ++round) {
    const auto areas = coasts.areas(round);
    const AreaGrid grid(areas);
    for (int i = 0; i < 500; ++i) {
      const Position p = i % 10 == 0
                             ? near(coasts.place(), coasts.number(-80'000'000, 80'000'000), 70'000'000)
                             : coasts.telling_place(areas);
      Distance wanted = Distance::kilometres(1e6);
      for (const Area& area : areas) {
        wanted = std::min(wanted, area.distance_to_edge(p));
      }
      const auto nearest = grid.nearest_edge(p, Distance::kilometres(50'000));
      ASSERT_TRUE(nearest);
      ASSERT_NEAR(nearest->distance.in_metres(), wanted.in_metres(), 1e-9 + 1e-12 * wanted.in_metres());
      EXPECT_NEAR(areas[nearest->area].distance_to_edge(p).in_metres(), wanted.in_metres(), 1e-3);
      if (wanted < Distance::kilometres(50)) {
        EXPECT_NEAR(distance(p, nearest->place).in_metres(), wanted.in_metres(),
                    0.02 + 1e-3 * wanted.in_metres());
      }
      EXPECT_TRUE(grid.nearest_edge(p, wanted * 1.000001 + Distance::metres(1e-6)));
      EXPECT_FALSE(grid.nearest_edge(p, wanted * 0.999999 - Distance::metres(1e-6)));
    }
  }
}

TEST(AreaGrid, CrossesWhereTheAreasAreCrossed) {
  SCOPED_TRACE(kSeed);
  Coasts coasts(kSeed + 2);
  std::size_t crossed = 0;
  std::vector<AreaGrid::AreaCrossing> found;
  for (int round = 1; round < 12; ++round) {
    const auto areas = coasts.areas(round);
    const AreaGrid grid(areas);
    for (int i = 0; i < 500; ++i) {
      const Position a = coasts.telling_place(areas);
      const Position b = i % 3 == 0 ? near(a, coasts.number(-50, 50), coasts.number(-5000, 5000))
                                    : coasts.telling_place(areas);
      std::vector<AreaGrid::AreaCrossing> wanted;
      bool is_free = true;
      for (AreaGrid::Index area = 0; area < areas.size(); ++area) {
        const auto crossings = areas[area].crossings(a, b);
        ASSERT_EQ(grid.crossings(area, a, b), crossings)
            << a.latitude_e7() << ' ' << a.longitude_e7() << " to " << b.latitude_e7() << ' '
            << b.longitude_e7();
        for (const Crossing& crossing : crossings) {
          wanted.push_back({area, crossing});
        }
        is_free = is_free && crossings.empty() && !areas[area].contains(a);
      }
      grid.crossings(a, b, found);
      ASSERT_EQ(found, wanted);
      crossed += wanted.size();
      // What touches without entering is no crossing, and yet not clear.
      if (is_clear(grid, a, b)) {
        EXPECT_TRUE(is_free);
      } else if (is_free) {
        const auto touched = grid.nearest_edge(a, distance(a, b) + Distance::metres(1));
        EXPECT_TRUE(touched);
      }
    }
  }
  EXPECT_GT(crossed, 3'000U);
}

TEST(AreaGrid, ClearMeansNoEdgeIsTouched) {
  const AreaGrid grid(Area({Polygon({Position::e7(0, 0), Position::e7(0, 100), Position::e7(100, 100)})}));
  EXPECT_TRUE(is_clear(grid, Position::e7(-1, -50), Position::e7(-1, 500)));
  EXPECT_FALSE(is_clear(grid, Position::e7(0, -50), Position::e7(0, 0)));    // a corner
  EXPECT_FALSE(is_clear(grid, Position::e7(0, 200), Position::e7(200, 0)));  // touches the far corner
  EXPECT_TRUE(is_clear(grid, Position::e7(1, 200), Position::e7(200, 1)));   // one unit beyond it
  EXPECT_FALSE(is_clear(grid, Position::e7(10, 50), Position::e7(10, 51)));  // wholly inside
  EXPECT_FALSE(is_clear(grid, Position::e7(-900'000'000, 60), Position::e7(900'000'000, 60)));
  EXPECT_TRUE(is_clear(AreaGrid(), Position::e7(0, 0), Position::e7(10, 10)));
}

TEST(AreaGrid, KnowsWhetherABoxHasAnEdge) {
  const Area triangle(
      {Polygon({Position::e7(0, 0), Position::e7(0, 100'000), Position::e7(100'000, 100'000)})});
  const AreaGrid grid(triangle);
  const auto has = [&](std::int32_t south, std::int32_t west, std::int32_t north, std::int32_t east) {
    return grid.has_edge_in({Position::e7(south, west), Position::e7(north, east)});
  };
  EXPECT_TRUE(has(-10, -10, 10, 10));
  EXPECT_TRUE(has(49'000, 50'000, 51'000, 51'000));   // on the slope
  EXPECT_FALSE(has(20'000, 60'000, 30'000, 70'000));  // inside
  EXPECT_FALSE(has(60'000, 10'000, 90'000, 50'000));  // beside the slope, within its box
  EXPECT_TRUE(has(-1'000'000, -1'000'000, 1'000'000, 1'000'000));
  EXPECT_TRUE(has(-10, 40'000, 0, 50'000));  // shares an edge
  EXPECT_FALSE(has(-10, 40'000, -1, 50'000));
}

TEST(AreaGrid, HoldsHugeAndManyAreasWithinItsBound) {
  std::vector<Area> areas;
  for (int i = 0; i < 1'000; ++i) {
    areas.push_back(Area({Polygon(
        {Position::e7(-890'000'000 + i, -1'790'000'000), Position::e7(-890'000'000, 1'790'000'000),
         Position::e7(890'000'000, 1'790'000'000 - i), Position::e7(890'000'000, -1'790'000'000)})}));
  }
  const AreaGrid grid(areas);
  EXPECT_LT(grid.memory_bytes(), 256 * 4 * areas.size() + 20'000'000);
  std::vector<AreaGrid::Index> found;
  grid.containing(Position::degrees(1, 100), found);
  EXPECT_EQ(found.size(), areas.size());
  grid.containing(Position::degrees(89.5, 100), found);
  EXPECT_TRUE(found.empty());
  // Half the world, in cells too large for their middles to be places.
  for (std::size_t i = 0; i < areas.size(); ++i) {
    areas[i] =
        Area({Polygon({Position::e7(-890'000'000, -1'000'000'000), Position::e7(890'000'000, -1'000'000'000),
                       Position::e7(890'000'000, 1'790'000'000)})});
  }
  for (const std::size_t count : {std::size_t{1}, std::size_t{1'000}}) {
    const AreaGrid halves(std::span<const Area>(areas).first(count));
    for (int latitude = -89; latitude <= 89; latitude += 3) {
      for (int longitude = -179; longitude <= 179; longitude += 7) {
        const Position p = Position::degrees(latitude, longitude);
        EXPECT_EQ(halves.contains(p), areas[0].contains(p));
      }
    }
  }
}

}  // namespace
}  // namespace selat::geo
