#include "track/fusion/track_pool.h"

#include <map>
#include <set>

#include <gtest/gtest.h>

#include "unit/track/fusion/sea.h"

namespace selat::track::fusion {
namespace {

TrackRecord record_at(geo::Offset place, std::uint32_t mmsi) {
  TrackRecord record = record_begun_with(kept(plot(sea_options(), kWest, place, 0)));
  record.mmsi = model::Mmsi(mmsi);
  return record;
}

TEST(TrackPool, FindsEveryTrackNearby) {
  Random random(11);
  TrackPool pool(1'000);
  std::map<TrackSlot, geo::Offset> places;
  for (int i = 0; i < 400; ++i) {
    const geo::Offset place{random.uniform(-20'000, 20'000), random.uniform(-20'000, 20'000)};
    places[pool.add(record_at(place, 0))] = place;
  }
  for (int i = 0; i < 200; ++i) {
    pool.remove(places.begin()->first);
    places.erase(places.begin());
  }
  for (int i = 0; i < 100; ++i) {
    const geo::Offset here{random.uniform(-20'000, 20'000), random.uniform(-20'000, 20'000)};
    std::set<TrackSlot> found;
    pool.for_each_near(kSea.to_position(here),
                       [&](TrackSlot slot) { EXPECT_TRUE(found.insert(slot).second) << "visited twice"; });
    for (const auto& [slot, place] : places) {
      EXPECT_TRUE((place - here).length_m() > 1'400 || found.contains(slot));
    }
  }
}

TEST(TrackPool, KnowsWhoseAnMmsiIsThroughAnyChanges) {
  Random random(12);
  TrackPool pool(2'000);
  std::map<std::uint32_t, TrackSlot> bound;
  std::vector<TrackSlot> slots;
  for (int i = 0; i < 2'000; ++i) {
    slots.push_back(pool.add(record_at({0, 0}, 0)));
  }
  for (int step = 0; step < 20'000; ++step) {
    const std::uint32_t mmsi = 200'000'001 + static_cast<std::uint32_t>(random.below(3'000));
    const TrackSlot slot = slots[random.below(slots.size())];
    const bool is_free = pool[slot].mmsi == model::Mmsi() && !bound.contains(mmsi);
    if (is_free) {
      pool.bind(slot, model::Mmsi(mmsi));
      bound[mmsi] = slot;
    } else if (bound.contains(mmsi)) {
      pool.unbind(bound[mmsi]);
      bound.erase(mmsi);
    }
    const std::uint32_t asked = 200'000'001 + static_cast<std::uint32_t>(random.below(3'000));
    EXPECT_EQ(pool.of_mmsi(model::Mmsi(asked)), bound.contains(asked) ? bound[asked] : kNoTrack);
  }
}

TEST(TrackPool, HasABound) {
  TrackPool pool(2);
  EXPECT_NE(pool.add(record_at({0, 0}, 0)), kNoTrack);
  const TrackSlot second = pool.add(record_at({10, 0}, 533'000'001));
  EXPECT_EQ(pool.add(record_at({20, 0}, 0)), kNoTrack);
  pool.remove(second);
  EXPECT_EQ(pool.of_mmsi(model::Mmsi(533'000'001)), kNoTrack);
  EXPECT_NE(pool.add(record_at({20, 0}, 0)), kNoTrack);
  EXPECT_EQ(pool.size(), 2U);
}

// A plane is laid anew around a track that goes far.
TEST(TrackPool, FollowsATrackFarFromWhereItBegan) {
  TrackPool pool(2);
  const TrackSlot slot = pool.add(record_at({0, 0}, 0));
  for (int i = 1; i <= 40; ++i) {
    imm_shift(pool[slot].imm, 1'000, 0);
    pool.replace(slot);
  }
  const Estimate now = combined(pool[slot].imm);
  const geo::Offset place = kSea.to_plane(pool[slot].plane.to_position({now.state[0], now.state[1]}));
  EXPECT_NEAR(place.east_m, 40'000, 1);
  EXPECT_LT(std::abs(now.state[0]), 5'000);
  EXPECT_NEAR(kSea.to_plane(pool[slot].plane.to_position(pool[slot].birth)).east_m, 0, 1);
  bool is_found = false;
  pool.for_each_near(kSea.to_position({40'000, 0}), [&](TrackSlot near) { is_found = near == slot; });
  EXPECT_TRUE(is_found);
}

}  // namespace
}  // namespace selat::track::fusion
