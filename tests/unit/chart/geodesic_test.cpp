#include "chart/geodesic.h"

#include <fstream>
#include <sstream>

#include <geodesic.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "geo/ellipsoid.h"
#include "geo/local_plane.h"

namespace selat::chart {
namespace {

using geo::Position;

// The direct problem, by PROJ itself.
Position exact_destination(Position from, Bearing departure, Distance way) {
  geod_geodesic wgs84;
  geod_init(&wgs84, geo::wgs84::kSemiMajor_m, geo::wgs84::kFlattening);
  double latitude_deg = 0;
  double longitude_deg = 0;
  geod_direct(&wgs84, from.latitude_deg(), from.longitude_deg(), departure.in_degrees(), way.in_metres(),
              &latitude_deg, &longitude_deg, nullptr);
  return Position::degrees(latitude_deg, longitude_deg);
}

TEST(Geodesic, EqualsTheGoldenFile) {
  std::ifstream file(SELAT_SOURCE_DIR "/tests/golden/geo/geodesics.txt");
  ASSERT_TRUE(file) << "tests/golden/geo/geodesics.txt is missing";
  std::string line;
  int cases = 0;
  while (std::getline(file, line)) {
    if (line.empty() || line.front() == '#') {
      continue;
    }
    std::istringstream row(line);
    double lat1, lon1, lat2, lon2, distance_m, departure_deg, arrival_deg;
    ASSERT_TRUE(row >> lat1 >> lon1 >> lat2 >> lon2 >> distance_m >> departure_deg >> arrival_deg) << line;
    const auto found = geodesic(Position::degrees(lat1, lon1), Position::degrees(lat2, lon2));
    // Ends are rounded to 1e-7° (at most 8 mm each way).
    EXPECT_NEAR(found.distance.in_metres(), distance_m, 0.025) << line;
    EXPECT_NEAR((found.departure - Bearing::degrees(departure_deg)).in_degrees(), 0, 1e-5) << line;
    EXPECT_NEAR((found.arrival - Bearing::degrees(arrival_deg)).in_degrees(), 0, 1e-5) << line;
    ++cases;
  }
  EXPECT_EQ(cases, 10);
}

TEST(Geodesic, DirectUndoesInverse) {
  const auto belawan = Position::degrees(3.785, 98.690);
  const auto batam = Position::degrees(1.165, 104.0);
  const auto way = geodesic(belawan, batam);
  const auto end = exact_destination(belawan, way.departure, way.distance);
  EXPECT_NEAR(geodesic(end, batam).distance.in_metres(), 0, 0.02);
}

// The promise of geo/local_plane.h, for steps of 100 m to 50 km in all directions.
TEST(LocalPlane, KeepsItsPromiseAgainstTheGeodesic) {
  const std::uint64_t seed = 50;
  Random random(seed);
  for (int i = 0; i < 100'000; ++i) {
    const auto from = Position::degrees(random.uniform(-60, 60), random.uniform(-180, 180));
    const auto to = exact_destination(from, Bearing::degrees(random.uniform(0, 360)),
                                      Distance::metres(std::pow(10, random.uniform(2, std::log10(50'000)))));
    if (std::abs(to.latitude_deg()) > 60) {
      continue;
    }
    const auto exact = geodesic(from, to);
    const double exact_m = exact.distance.in_metres();
    ASSERT_NEAR(geo::distance(from, to).in_metres(), exact_m, exact_m * 1e-6)
        << "seed " << seed << ": " << from.latitude_deg() << ' ' << from.longitude_deg() << " to "
        << to.latitude_deg() << ' ' << to.longitude_deg();
    ASSERT_NEAR((geo::bearing(from, to) - exact.departure).in_degrees(), 0, 0.001) << "seed " << seed;
    const auto end = geo::destination(from, exact.departure, exact.distance);
    ASSERT_LE(geodesic(end, to).distance.in_metres(), exact_m * 1e-6 + 0.02) << "seed " << seed;
  }
}

}  // namespace
}  // namespace selat::chart
