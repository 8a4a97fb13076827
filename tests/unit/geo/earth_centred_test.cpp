#include "geo/earth_centred.h"

#include <gtest/gtest.h>

namespace selat::geo {
namespace {

double distance_m(double lat_a, double lon_a, double lat_b, double lon_b) {
  return surface_distance_m(earth_centred(Position::degrees(lat_a, lon_a)),
                            earth_centred(Position::degrees(lat_b, lon_b)));
}

// Wanted: PROJ's geodesics (chart::geodesic).
TEST(EarthCentred, MeasuresAlongTheSurface) {
  EXPECT_NEAR(distance_m(1, 100, 1, 100.000009), 1.002, 0.002);
  EXPECT_NEAR(distance_m(0, 100, 0, 101), 111'319.491, 0.5);
  EXPECT_NEAR(distance_m(0, 100, 0, 109), 1'001'875.417, 20);
  EXPECT_NEAR(distance_m(0, 100, 7, 100), 774'058.489, 15);
  EXPECT_NEAR(distance_m(1, 98, 6, 105), 954'078.792, 19);
  EXPECT_EQ(distance_m(3, 100, 3, 100), 0);
}

}  // namespace
}  // namespace selat::geo
