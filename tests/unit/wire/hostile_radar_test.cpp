// What no radar says: nothing crashes; what is wrong is named.

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "random_radar.h"
#include "selat/v1/radar.pb.h"
#include "wire/radar.h"

namespace selat::wire {
namespace {

v1::RadarMessage a_radar_report() {
  Random random(5);
  v1::RadarMessage wire;
  to_wire(model::RadarMessage(test::radar_report(random)), wire);
  return wire;
}

TEST(HostileRadar, NeitherReportNorStatus) {
  EXPECT_EQ(from_wire(v1::RadarMessage()), std::unexpected(WireProblem::missing_field));
}

TEST(HostileRadar, MeasuresThatNoneCanBe) {
  using Spoil = void (*)(v1::RadarReport&);
  const std::vector<Spoil> ways = {
      [](v1::RadarReport& r) { r.set_range_m(-1); },
      [](v1::RadarReport& r) { r.set_range_m(std::numeric_limits<double>::infinity()); },
      [](v1::RadarReport& r) { r.set_bearing_deg(361); },
      [](v1::RadarReport& r) { r.set_bearing_deg(std::nan("")); },
      [](v1::RadarReport& r) { r.set_sigma_north_m(-0.5); },
      [](v1::RadarReport& r) { r.set_speed_m_per_s(1e9); },
      [](v1::RadarReport& r) { r.set_length_m(1e9); },
      [](v1::RadarReport& r) { r.mutable_position()->set_latitude_e7(910'000'000); },
      [](v1::RadarReport& r) { r.mutable_measured_from()->set_longitude_e7(-1'810'000'000); },
      [](v1::RadarReport& r) { r.set_observed_at_unix_us(std::numeric_limits<std::int64_t>::max()); },
  };
  for (const Spoil spoil : ways) {
    auto wire = a_radar_report();
    ASSERT_TRUE(from_wire(wire));
    spoil(*wire.mutable_report());
    EXPECT_EQ(from_wire(wire), std::unexpected(WireProblem::out_of_domain))
        << wire.report().ShortDebugString();
  }
}

TEST(HostileRadar, AFormatOfALaterVersionAndARadarWithTooLongAName) {
  auto wire = a_radar_report();
  wire.mutable_report()->set_format(static_cast<v1::RadarFormat>(99));
  EXPECT_EQ(from_wire(wire), std::unexpected(WireProblem::unknown_enum));
  wire = a_radar_report();
  wire.mutable_report()->set_source(std::string(32, 'x'));
  EXPECT_EQ(from_wire(wire), std::unexpected(WireProblem::text_too_long));
}

TEST(HostileRadar, AStatusOfNoCategory) {
  v1::RadarMessage wire;
  to_wire(model::RadarMessage(model::RadarStatus()), wire);
  ASSERT_TRUE(from_wire(wire));
  wire.mutable_status()->set_category(256);
  EXPECT_EQ(from_wire(wire), std::unexpected(WireProblem::out_of_domain));
}

}  // namespace
}  // namespace selat::wire
