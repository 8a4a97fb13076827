// Where false plots are learned from, and what lies behind a craft near the antenna.
#include <gtest/gtest.h>

#include "track/fusion/clutter_map.h"
#include "track/fusion/near_reflectors.h"
#include "unit/track/fusion/sea.h"

namespace selat::track::fusion {
namespace {

TEST(ClutterMap, LearnsWhereFalsePlotsAre) {
  const auto radar = sea_options().sensors[kWest];
  ClutterMap map(radar);
  const auto quay = kSea.to_position({4'000, 4'000});
  const auto sea = kSea.to_position({-9'000, 2'000});
  const double before = map.density_m2(quay);
  EXPECT_DOUBLE_EQ(before, map.density_m2(sea));
  EXPECT_NEAR(before * 3.14159 * 30'000 * 30'000, 20, 0.1);
  for (int scan = 0; scan < 60; ++scan) {
    map.end_scan();
    map.add(quay, 1);
  }
  EXPECT_GT(map.density_m2(quay), 50 * before);
  EXPECT_LT(map.density_m2(sea), before / 3) << "none there: it is learned as well";
  for (int scan = 0; scan < 600; ++scan) {
    map.end_scan();
  }
  EXPECT_LT(map.density_m2(quay), before) << "gone, and forgotten";
  map.add(kSea.to_position({900'000, 0}), 1);
}

// One confirmed craft 60 m off the antenna, in the east.
TEST(NearReflectors, HideWhatIsBehindThem) {
  const auto options = sea_options();
  TrackPool pool(10);
  TrackRecord near = record_begun_with(kept(plot(options, kWest, {60, 0}, 0)));
  near.confirmed_at = kBegin;
  pool.add(near);
  NearReflectors reflectors;
  const std::vector<KeptContact> contacts = {kept(plot(options, kWest, {400, 60}, 0)),
                                             kept(plot(options, kWest, {400, 300}, 0)),
                                             kept(plot(options, kWest, {30, 0}, 0))};
  reflectors.look(pool, contacts);
  EXPECT_TRUE(reflectors.is_behind(contacts[0]));
  EXPECT_FALSE(reflectors.is_behind(contacts[1])) << "beside it";
  EXPECT_FALSE(reflectors.is_behind(contacts[2])) << "before it";
  EXPECT_FALSE(reflectors.is_behind(near));
  // A kilometre away it hides next to nothing.
  TrackPool far(10);
  near = record_begun_with(kept(plot(options, kWest, {1'000, 0}, 0)));
  near.confirmed_at = kBegin;
  far.add(near);
  reflectors.look(far, contacts);
  EXPECT_TRUE(reflectors.empty());
}

}  // namespace
}  // namespace selat::track::fusion
