// The grid against GEOS on the real coast and sectors: no point may be told differently.

#include <gtest/gtest.h>

#include "base/random.h"
#include "chart/chart.h"
#include "geo/area_grid.h"
#include "prepared_geos.h"
#include "telling_places.h"

namespace selat::chart {
namespace {

constexpr std::uint64_t kSeed = 1511;

TEST(AreaGridAndGeos, TellLandFromSeaAlike) {
  const auto coast = load_coast(SELAT_SOURCE_DIR "/geodata");
  ASSERT_TRUE(coast) << coast.error().message();
  const geo::Area land(*coast);
  const geo::AreaGrid grid(land);
  const PreparedGeos geos(land);
  std::size_t on_land = 0;
  for (const geo::Position p : telling_places(land, 50'000, kSeed)) {
    ASSERT_EQ(grid.contains(p), geos.contains(p))
        << p.latitude_e7() << ' ' << p.longitude_e7() << " seed " << kSeed;
    on_land += grid.contains(p) ? 1U : 0U;
  }
  EXPECT_GT(on_land, 10'000U);
  EXPECT_LT(on_land, 40'000U);
}

TEST(AreaGridAndGeos, TellSectorsApartAlike) {
  const auto sectors = load_sectors(SELAT_SOURCE_DIR "/geodata");
  ASSERT_TRUE(sectors) << sectors.error().message();
  std::vector<geo::Area> areas;
  for (const auto& sector : *sectors) {
    areas.push_back(sector.area);
  }
  const geo::AreaGrid grid(areas);
  for (geo::AreaGrid::Index i = 0; i < areas.size(); ++i) {
    const PreparedGeos geos(areas[i]);
    for (const geo::Position p : telling_places(areas[i], 2'000, kSeed + i)) {
      ASSERT_EQ(grid.contains(i, p), geos.contains(p)) << p.latitude_e7() << ' ' << p.longitude_e7();
    }
  }
}

TEST(AreaGrid, MeasuresTheDistanceToTheRealShore) {
  const auto coast = load_coast(SELAT_SOURCE_DIR "/geodata");
  ASSERT_TRUE(coast) << coast.error().message();
  const geo::Area land(*coast);
  const geo::AreaGrid grid(land);
  for (const geo::Position p : telling_places(land, 300, kSeed)) {
    const auto nearest = grid.nearest_edge(p, Distance::nautical_miles(300));
    ASSERT_TRUE(nearest);
    EXPECT_NEAR(nearest->distance.in_metres(), land.distance_to_edge(p).in_metres(), 1e-6);
  }
}

}  // namespace
}  // namespace selat::chart
