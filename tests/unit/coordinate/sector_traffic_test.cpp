#include "coordinate/sector_traffic.h"

#include <gtest/gtest.h>

namespace selat::coordinate {
namespace {

constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);

model::Sector box(const char* id, double west_deg) {
  using geo::Position;
  model::Sector sector;
  sector.id = id;
  sector.area =
      geo::Area({geo::Polygon({Position::degrees(1, west_deg), Position::degrees(1, west_deg + 1),
                               Position::degrees(2, west_deg + 1), Position::degrees(2, west_deg)})});
  return sector;
}

SectorMap two_boxes() {
  return SectorMap({box("S01", 100), box("S02", 101)});
}

model::Track heard(std::uint32_t mmsi, double longitude_deg, Instant at) {
  model::Track track;
  track.vessel.mmsi = model::Mmsi(mmsi);
  track.first_at = track.last_at = at;
  track.position = geo::Position::degrees(1.5, longitude_deg);
  return track;
}

TEST(SectorTraffic, CountsDistinctVesselsBySector) {
  SectorTraffic traffic(two_boxes());
  traffic.observe(heard(563'000'001, 100.5, kNoon));
  traffic.observe(heard(563'000'001, 100.5, kNoon + Span::seconds(10)));
  traffic.observe(heard(563'000'002, 100.6, kNoon));
  traffic.observe(heard(563'000'003, 101.5, kNoon));
  traffic.observe(heard(563'000'004, 99.5, kNoon));
  EXPECT_EQ(traffic.vessels(), (std::vector<std::uint32_t>{2, 1}));
}

TEST(SectorTraffic, CountsEachTrackWithoutAisAndAnMmsiOnce) {
  SectorTraffic traffic(two_boxes());
  for (const model::TrackId id : {model::TrackId{1}, model::TrackId{2}}) {
    model::Track ship = heard(563'000'001, 100.5, kNoon);
    ship.id = id;
    traffic.observe(ship);
    model::Track boat = heard(0, 101.5, kNoon);
    boat.id = id;
    traffic.observe(boat);
  }
  EXPECT_EQ(traffic.vessels(), (std::vector<std::uint32_t>{1, 2}));
}

TEST(SectorTraffic, FollowsAVesselOverTheLineAtOnce) {
  SectorTraffic traffic(two_boxes());
  traffic.observe(heard(563'000'001, 100.999, kNoon));
  traffic.observe(heard(563'000'001, 101.002, kNoon + Span::seconds(5)));  // 334 m further
  EXPECT_EQ(traffic.vessels(), (std::vector<std::uint32_t>{1, 1}));
  traffic.observe(heard(563'000'001, 101.003, kNoon + Span::minutes(11)));
  EXPECT_EQ(traffic.vessels(), (std::vector<std::uint32_t>{0, 1}));
}

TEST(SectorTraffic, NoticesASlowCrossingWithinThirtySeconds) {
  SectorTraffic traffic(two_boxes());
  traffic.observe(heard(563'000'001, 100.9995, kNoon));
  traffic.observe(heard(563'000'001, 101.0002, kNoon + Span::seconds(31)));  // 78 m further
  EXPECT_EQ(traffic.vessels()[1], 1U);
}

// The difference of the longitudes does not fit into 32 bits.
TEST(SectorTraffic, FollowsAVesselOverTheHundredAndEightiethMeridian) {
  SectorTraffic traffic(SectorMap({box("S01", 179), box("S02", -180)}));
  traffic.observe(heard(563'000'001, 179.9999, kNoon));
  traffic.observe(heard(563'000'001, -179.9999, kNoon + Span::seconds(5)));  // 22 m further
  EXPECT_EQ(traffic.vessels(), (std::vector<std::uint32_t>{1, 0})) << "it is looked at again in 30 s";
  traffic.observe(heard(563'000'001, -179.99, kNoon + Span::seconds(10)));
  EXPECT_EQ(traffic.vessels(), (std::vector<std::uint32_t>{1, 1}));
}

TEST(SectorTraffic, ForgetsAfterTenMinutesOfEventTime) {
  SectorTraffic traffic(two_boxes());
  traffic.observe(heard(563'000'001, 100.5, kNoon));
  traffic.observe(heard(563'000'002, 101.5, kNoon + Span::minutes(11)));
  EXPECT_EQ(traffic.vessels(), (std::vector<std::uint32_t>{0, 1}));
}

TEST(SectorTraffic, ATrackWithoutAPlaceOnEarthCountsNowhere) {
  SectorTraffic traffic(two_boxes());
  auto nowhere = heard(563'000'001, 100.5, kNoon);
  nowhere.position = geo::Position::e7(910'000'000, 0);
  traffic.observe(nowhere);
  EXPECT_EQ(traffic.vessels()[0], 0U);
}

TEST(SectorTraffic, IsBounded) {
  SectorTraffic traffic(two_boxes(), 2);
  for (std::uint32_t i = 0; i < 5; ++i) {
    traffic.observe(heard(563'000'000 + i, 100.5, kNoon));
  }
  EXPECT_EQ(traffic.vessels()[0], 2U);
  EXPECT_EQ(traffic.dropped(), 3U);
}

}  // namespace
}  // namespace selat::coordinate
