#include "geo/grid_index.h"

#include <map>

#include <gtest/gtest.h>

#include "base/random.h"
#include "geo/local_plane.h"

namespace selat::geo {
namespace {

using Neighbour = GridIndex::Neighbour;

const Position kKukup = Position::degrees(1.32, 103.44);

std::vector<GridIndex::Key> keys_within(const GridIndex& index, Position centre, Distance radius) {
  std::vector<Neighbour> found;
  index.within(centre, radius, found);
  std::vector<GridIndex::Key> keys;
  for (const Neighbour& neighbour : found) {
    keys.push_back(neighbour.key);
  }
  return keys;
}

TEST(GridIndex, FindsWhatIsNearInOrderOfKey) {
  GridIndex index(Distance::kilometres(2));
  index.put(30, destination(kKukup, Bearing::degrees(10), Distance::metres(900)));
  index.put(10, destination(kKukup, Bearing::degrees(200), Distance::metres(990)));
  index.put(20, destination(kKukup, Bearing::degrees(90), Distance::metres(1100)));
  EXPECT_EQ(keys_within(index, kKukup, Distance::metres(1000)), (std::vector<GridIndex::Key>{10, 30}));
}

TEST(GridIndex, TellsHowFar) {
  GridIndex index(Distance::kilometres(1));
  index.put(1, destination(kKukup, Bearing::degrees(45), Distance::metres(321)));
  std::vector<Neighbour> found(7);
  index.within(kKukup, Distance::kilometres(1), found);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NEAR(found[0].distance.in_metres(), 321, 0.05);
}

TEST(GridIndex, APointMovesAndLeaves) {
  GridIndex index(Distance::kilometres(1));
  index.put(1, kKukup);
  index.put(1, destination(kKukup, Bearing::degrees(0), Distance::kilometres(5)));
  EXPECT_EQ(index.size(), 1U);
  EXPECT_TRUE(keys_within(index, kKukup, Distance::kilometres(4)).empty());
  EXPECT_TRUE(index.erase(1));
  EXPECT_FALSE(index.erase(1));
  EXPECT_EQ(index.size(), 0U);
  EXPECT_TRUE(keys_within(index, kKukup, Distance::kilometres(10)).empty());
}

TEST(GridIndex, SeesAcrossTheDateLineAndOverThePole) {
  GridIndex index(Distance::kilometres(10));
  index.put(1, Position::degrees(10, 179.99));
  index.put(2, Position::degrees(10, -179.99));
  EXPECT_EQ(keys_within(index, Position::degrees(10, 180), Distance::kilometres(5)).size(), 2U);
  EXPECT_EQ(keys_within(index, Position::degrees(10, -180), Distance::kilometres(5)).size(), 2U);
  index.put(3, Position::degrees(89.999, 0));
  EXPECT_EQ(keys_within(index, Position::degrees(89.999, 10), Distance::kilometres(1)).size(), 1U);
}

// Against looking at every point, while points come, move and go.
TEST(GridIndex, FindsExactlyWhatLookingAtAllFinds) {
  const std::uint64_t seed = 7;
  Random random(seed);
  GridIndex index(Distance::kilometres(3));
  std::map<GridIndex::Key, Position> all;
  const auto place = [&random] {
    return random.chance(0.8) ? Position::degrees(random.uniform(1, 1.5), random.uniform(103, 104.5))
                              : Position::degrees(random.uniform(-80, 80), random.uniform(-180, 180));
  };
  for (int step = 0; step < 4'000; ++step) {
    const GridIndex::Key key = random.below(300);
    if (random.chance(0.2)) {
      ASSERT_EQ(index.erase(key), all.erase(key) == 1) << "seed " << seed;
    } else {
      all[key] = place();
      index.put(key, all[key]);
    }
    const Position centre = place();
    const Distance radius = Distance::kilometres(random.uniform(0.1, random.chance(0.05) ? 5000 : 20));
    std::vector<GridIndex::Key> wanted;
    for (const auto& [other, position] : all) {
      if (distance(centre, position) <= radius) {
        wanted.push_back(other);
      }
    }
    ASSERT_EQ(keys_within(index, centre, radius), wanted) << "seed " << seed << " step " << step;
  }
}

}  // namespace
}  // namespace selat::geo
