// Where nothing floats, and what becomes of plots there.
#include "track/fusion/land_mask.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "unit/track/fusion/sea.h"

namespace selat::track::fusion {
namespace {

geo::Polygon box(double west_m, double south_m, double east_m, double north_m) {
  return geo::Polygon(geo::Ring{kSea.to_position({west_m, south_m}), kSea.to_position({east_m, south_m}),
                                kSea.to_position({east_m, north_m}), kSea.to_position({west_m, north_m})});
}

// Land from 5 km north of the antenna on; its shore may be wrong by half a kilometre, in the west by two.
LandMask north_shore() {
  return {geo::Area({box(-30'000, 5'000, 30'000, 30'000)}),
          Distance::metres(500),
          {{.area = geo::Area({box(-30'000, 0, -10'000, 30'000)}), .most = Distance::kilometres(2)}}};
}

bool is_ashore(geo::Offset place, double error_m) {
  return north_shore().is_ashore(kSea.to_position(place), Distance::metres(error_m));
}

TEST(LandMask, IsLandBehindWhatTheShoreAndTheRadarMayBeWrongBy) {
  EXPECT_FALSE(is_ashore({0, 4'000}, 0)) << "the sea";
  EXPECT_FALSE(is_ashore({0, 5'450}, 0)) << "the shore may run here";
  EXPECT_TRUE(is_ashore({0, 5'600}, 0));
  EXPECT_FALSE(is_ashore({0, 5'600}, 300)) << "the plot may be of the shore";
  EXPECT_TRUE(is_ashore({0, 5'900}, 300));
}

TEST(LandMask, WhereTheShoreIsLessSureItReachesFartherInland) {
  EXPECT_FALSE(is_ashore({-20'000, 6'900}, 0));
  EXPECT_TRUE(is_ashore({-20'000, 7'100}, 0));
}

TEST(LandMask, WithoutAChartThereIsNone) {
  EXPECT_FALSE(LandMask().is_ashore(kAntenna, Distance()));
}

// What moves on a road, and what moves off the shore.
TEST(LandMask, PlotsOfTheLandBeginNoTrack) {
  auto options = sea_options();
  options.land = north_shore();
  SurfacePicture picture(options);
  Random random(31);
  const Boat car{.begin = {-2'000, 8'000}, .east_ms = 12};
  const Boat boat{.begin = {-2'000, 4'700}, .east_ms = 12};
  for (double t_s = 0; t_s < 150; t_s += 2.5) {
    picture.take(noisy_plot(options, kWest, car.at(t_s), t_s, random));
    picture.take(noisy_plot(options, kWest, boat.at(t_s), t_s, random));
    picture.advance(after(t_s));
  }
  picture.advance(after(153));
  const auto tracks = picture.tracks(after(150));
  EXPECT_EQ(track_near(tracks, car.at(150)), nullptr);
  EXPECT_NE(track_near(tracks, boat.at(150)), nullptr);
  EXPECT_GT(picture.counters().ashore, 50U);
}

// Up a river, or behind a shore that the chart has wrong.
TEST(LandMask, ABoatThatGoesInlandIsFollowed) {
  auto options = sea_options();
  options.land = north_shore();
  SurfacePicture picture(options);
  Random random(32);
  const Boat boat{.begin = {1'000, 3'500}, .north_ms = 12};
  for (double t_s = 0; t_s < 300; t_s += 2.5) {
    picture.take(noisy_plot(options, kWest, boat.at(t_s), t_s, random));
    picture.advance(after(t_s));
  }
  picture.advance(after(303));
  const auto tracks = picture.tracks(after(300));
  const FusedTrack* const track = track_near(tracks, boat.at(300));
  ASSERT_NE(track, nullptr);
  EXPECT_LT(track->first_at, after(10)) << "the same all the way";
}

}  // namespace
}  // namespace selat::track::fusion
