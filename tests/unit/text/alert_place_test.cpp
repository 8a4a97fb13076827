#include "text/alert_place.h"

#include <array>

#include <gtest/gtest.h>

#include "text/measure.h"

namespace selat::text {
namespace {

constexpr Instant kNow = Instant::unix_seconds(1'768'226'639);  // 2026-01-12T14:03:59Z

model::Alert alert_of_two() {
  model::Alert alert;
  alert.sector = "S07";
  alert.anomaly.vessels = {{model::Mmsi(525000001), "MV SATU"}, {model::Mmsi(533000002), ""}};
  alert.anomaly.place = geo::Position::degrees(1.5, 103.0);
  alert.anomaly.decided_at = kNow - Span::minutes(10);
  return alert;
}

model::VesselFix fix_of(std::uint32_t mmsi) {
  return {.mmsi = model::Mmsi(mmsi),
          .position = geo::Position::degrees(1.24717, 103.83533),
          .sog = Speed::knots(12.34),
          .cog = Bearing::degrees(87),
          .observed_at = kNow - Span::minutes(3)};
}

TEST(Measure, WritesAPositionAsMarinersDo) {
  const auto written = [](double latitude_deg, double longitude_deg, Language language = Language::en) {
    return position(geo::Position::degrees(latitude_deg, longitude_deg), language);
  };
  EXPECT_EQ(written(1.24717, 103.83533), "1°14.83′N 103°50.12′E");
  EXPECT_EQ(written(-0.5, -0.001), "0°30.00′S 0°00.06′W");
  EXPECT_EQ(written(1.99999, 0), "2°00.00′N 0°00.00′E") << "minutes never read 60";
  EXPECT_EQ(written(1.24717, 103.83533, Language::id), "1°14,83′N 103°50,12′E");
}

TEST(Measure, WritesABearingInThreeDigits) {
  EXPECT_EQ(bearing(Bearing::degrees(7.4)), "007°");
  EXPECT_EQ(bearing(Bearing::degrees(47)), "047°");
  EXPECT_EQ(bearing(Bearing::degrees(359.6)), "000°");
}

TEST(Measure, SaysHowLongAgo) {
  EXPECT_EQ(age(kNow - Span::minutes(3), kNow, Language::en), "3 min ago");
  EXPECT_EQ(age(kNow + Span::seconds(2), kNow, Language::en), "0 s ago");
  EXPECT_EQ(age(kNow - Span::hours(24), kNow, Language::en), "on 2026-01-11T14:03:59Z");
}

TEST(AlertPlace, IsTheCurrentFixOfItsFirstVessel) {
  model::Alert alert = alert_of_two();
  alert.fixes = {fix_of(533000002), fix_of(525000001)};
  alert.fixes[0].position = geo::Position::degrees(5, 100);
  EXPECT_EQ(place(alert, Language::en, kNow, "Selat Rupat"),
            "1°14.83′N 103°50.12′E, course 087°, 12.3 kn, 3 min ago, in S07 Selat Rupat");
  EXPECT_EQ(place(alert, Language::id, kNow, "Selat Rupat"),
            "1°14,83′N 103°50,12′E, haluan 087°, 12,3 knot, 3 mnt lalu, di S07 Selat Rupat");
  EXPECT_EQ(place(alert, Language::ms, kNow, ""),
            "1°14.83′N 103°50.12′E, haluan 087°, 12.3 knot, 3 minit lalu, di S07");
}

TEST(AlertPlace, SaysWhatIsNotKnown) {
  model::Alert alert = alert_of_two();
  alert.fixes = {fix_of(533000002)};
  alert.fixes[0].cog.reset();
  EXPECT_EQ(place(alert, Language::en, kNow, ""),
            "1°14.83′N 103°50.12′E, course unknown, 12.3 kn, 3 min ago, in S07");
  alert.fixes[0].sog.reset();
  alert.sector = "";
  EXPECT_EQ(place(alert, Language::en, kNow, ""),
            "1°14.83′N 103°50.12′E, course and speed unknown, 3 min ago, outside all sectors");
}

TEST(AlertPlace, IsWhereItWasFoundIfNoVesselIsHeard) {
  model::Alert alert = alert_of_two();
  EXPECT_EQ(place(alert, Language::en, kNow, ""),
            "1°30.00′N 103°00.00′E, where it was found 10 min ago, in S07");
  alert.anomaly.place = geo::Position::degrees(91, 181);
  EXPECT_EQ(current_fix(alert), nullptr);
  EXPECT_EQ(place(alert, Language::en, kNow, ""), "position unknown, in S07");
}

TEST(AlertPlace, NamesEveryVessel) {
  EXPECT_EQ(vessels(alert_of_two().anomaly, Language::en), "MV SATU (525000001), MMSI 533000002");
  EXPECT_EQ(vessels({}, Language::en), "");
}

TEST(NearestCraft, IsSeenFromTheCraft) {
  model::NearestCraft craft{.control_point = "batam",
                            .asset = "batam-1",
                            .name = "KN Rupat",
                            .is_heard = true,
                            .observed_at = kNow - Span::minutes(2),
                            .bearing = Bearing::degrees(47),
                            .range = Distance::nautical_miles(12.3),
                            .travel_time = Span::minutes(35)};
  EXPECT_EQ(nearest_craft(craft, Language::en, kNow),
            "KN Rupat: bearing 047°, 12.3 nm, 35 min at full speed, by its AIS position 2 min ago");
  craft.is_heard = false;
  craft.name.clear();
  EXPECT_EQ(nearest_craft(craft, Language::en, kNow),
            "batam-1: bearing 047°, 12.3 nm, 35 min at full speed, from its berth");
  craft.without_permit = model::Nation::mys;
  EXPECT_EQ(nearest_craft(craft, Language::en, kNow),
            "batam-1: bearing 047°, 12.3 nm, 35 min at full speed, from its berth (Malaysia: may not act "
            "there)");
}

}  // namespace
}  // namespace selat::text
