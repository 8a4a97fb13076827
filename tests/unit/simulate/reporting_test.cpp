#include "simulate/reporting.h"

#include <gtest/gtest.h>

namespace selat::simulate {
namespace {

using model::NavigationStatus;

Span interval(Device device, double sog_kn, double turn_deg_per_min = 0,
              NavigationStatus status = NavigationStatus::under_way_using_engine) {
  Movement movement;
  movement.sog = Speed::knots(sog_kn);
  movement.turn_rate = TurnRate::degrees_per_minute(turn_deg_per_min);
  movement.status = status;
  return position_interval(device, movement);
}

// ITU-R M.1371-5 annex 1, table 1.
TEST(Reporting, class_a) {
  EXPECT_EQ(interval(Device::class_a, 0, 0, NavigationStatus::at_anchor), Span::minutes(3));
  EXPECT_EQ(interval(Device::class_a, 2.9, 0, NavigationStatus::moored), Span::minutes(3));
  EXPECT_EQ(interval(Device::class_a, 3.5, 0, NavigationStatus::at_anchor), Span::seconds(10));
  EXPECT_EQ(interval(Device::class_a, 12), Span::seconds(10));
  EXPECT_EQ(interval(Device::class_a, 12, 20), Span::milliseconds(3'333));
  EXPECT_EQ(interval(Device::class_a, 12, -20), Span::milliseconds(3'333));
  EXPECT_EQ(interval(Device::class_a, 18), Span::seconds(6));
  EXPECT_EQ(interval(Device::class_a, 18, 20), Span::seconds(2));
  EXPECT_EQ(interval(Device::class_a, 25), Span::seconds(2));
}

// Table 2.
TEST(Reporting, class_b) {
  EXPECT_EQ(interval(Device::class_b_cs, 1.9), Span::minutes(3));
  EXPECT_EQ(interval(Device::class_b_cs, 30), Span::seconds(30));
  EXPECT_EQ(interval(Device::class_b_so, 1.9), Span::minutes(3));
  EXPECT_EQ(interval(Device::class_b_so, 10), Span::seconds(30));
  EXPECT_EQ(interval(Device::class_b_so, 20), Span::seconds(15));
  EXPECT_EQ(interval(Device::class_b_so, 28), Span::seconds(5));
}

TEST(Reporting, shore) {
  EXPECT_EQ(interval(Device::base_station, 0), Span::seconds(10));
  EXPECT_EQ(interval(Device::aid_to_navigation, 0), Span::minutes(3));
}

}  // namespace
}  // namespace selat::simulate
