#include <limits>
#include <type_traits>

#include <gtest/gtest.h>

#include "base/random.h"
#include "units/angle.h"
#include "units/distance.h"
#include "units/instant.h"
#include "units/speed.h"

namespace selat {
namespace {

static_assert(sizeof(Distance) == 8 && sizeof(Speed) == 8 && sizeof(Angle) == 8 && sizeof(Bearing) == 8 &&
              sizeof(TurnRate) == 8 && sizeof(Span) == 8 && sizeof(Instant) == 8);
static_assert(std::is_trivially_copyable_v<Distance> && std::is_trivially_copyable_v<Instant>);
// A unit is built by its named constructors only.
static_assert(!std::is_constructible_v<Distance, double> && !std::is_constructible_v<Speed, double> &&
              !std::is_constructible_v<Bearing, double> && !std::is_constructible_v<Span, long>);
static_assert(!std::is_convertible_v<Distance, double> && !std::is_convertible_v<Distance, Speed>);

TEST(Distance, ANauticalMileIs1852Metres) {
  EXPECT_EQ(Distance::nautical_miles(1).in_metres(), 1852);
  EXPECT_EQ(Distance::kilometres(1.5).in_metres(), 1500);
  EXPECT_DOUBLE_EQ(Distance::metres(926).in_nautical_miles(), 0.5);
}

TEST(Speed, AKnotIsANauticalMileAnHour) {
  EXPECT_DOUBLE_EQ(Speed::knots(1).in_metres_per_second(), 1852.0 / 3600);
  EXPECT_DOUBLE_EQ((Speed::knots(12) * Span::hours(2)).in_nautical_miles(), 24);
  EXPECT_DOUBLE_EQ((Distance::nautical_miles(30) / Span::hours(2)).in_knots(), 15);
  EXPECT_EQ(Distance::nautical_miles(8) / Speed::knots(16), Span::minutes(30));
}

TEST(Units, RoundTripsKeepTheValue) {
  const std::uint64_t seed = 3;
  Random random(seed);
  for (int i = 0; i < 10'000; ++i) {
    const double value = random.uniform(-1e6, 1e6);
    const double close = std::abs(value) * 1e-15;
    EXPECT_NEAR(Distance::nautical_miles(value).in_nautical_miles(), value, close) << "seed " << seed;
    EXPECT_NEAR(Speed::knots(value).in_knots(), value, close) << "seed " << seed;
    EXPECT_NEAR(Angle::radians(value).in_radians(), value, close) << "seed " << seed;
    EXPECT_EQ(Angle::degrees(value).in_degrees(), value);
    EXPECT_EQ(TurnRate::degrees_per_minute(value).in_degrees_per_minute(), value);
  }
}

TEST(ScalarUnit, CountsLikeANumber) {
  Distance sum = Distance::metres(100) + Distance::metres(20) - Distance::metres(5);
  EXPECT_EQ(sum.in_metres(), 115);
  sum += Distance::metres(5);
  sum -= Distance::metres(20);
  EXPECT_EQ(sum, Distance::metres(100));
  EXPECT_EQ(2 * sum, sum * 2.0);
  EXPECT_EQ((sum / 4).in_metres(), 25);
  EXPECT_EQ(sum / Distance::metres(50), 2);
  EXPECT_EQ((-sum).in_metres(), -100);
  EXPECT_LT(Speed::knots(5), Speed::knots(6));
}

TEST(Bearing, IsAlwaysBelow360) {
  EXPECT_EQ(Bearing::degrees(0).in_degrees(), 0);
  EXPECT_EQ(Bearing::degrees(360).in_degrees(), 0);
  EXPECT_EQ(Bearing::degrees(-90).in_degrees(), 270);
  EXPECT_EQ(Bearing::degrees(725).in_degrees(), 5);
  EXPECT_EQ(Bearing::degrees(-720).in_degrees(), 0);
  EXPECT_EQ(Bearing::degrees(-1e-20).in_degrees(), 0);  // would round up to 360
  const std::uint64_t seed = 4;
  Random random(seed);
  for (int i = 0; i < 10'000; ++i) {
    const double deg = Bearing::degrees(random.uniform(-1e4, 1e4)).in_degrees();
    ASSERT_GE(deg, 0) << "seed " << seed;
    ASSERT_LT(deg, 360) << "seed " << seed;
  }
}

TEST(Bearing, DifferencesTakeTheShorterTurn) {
  const auto turn = [](double from, double to) {
    return (Bearing::degrees(to) - Bearing::degrees(from)).in_degrees();
  };
  EXPECT_DOUBLE_EQ(turn(350, 10), 20);
  EXPECT_DOUBLE_EQ(turn(10, 350), -20);
  EXPECT_DOUBLE_EQ(turn(0, 180), 180);
  EXPECT_DOUBLE_EQ(turn(180, 0), 180);
  EXPECT_DOUBLE_EQ(turn(90, 271), -179);
  EXPECT_DOUBLE_EQ((Bearing::degrees(350) + Angle::degrees(25)).in_degrees(), 15);
  EXPECT_DOUBLE_EQ((Bearing::degrees(5) + Angle::degrees(-25)).in_degrees(), 340);
}

TEST(Span, SpeaksSecondsAndMicroseconds) {
  EXPECT_EQ(Span::seconds(2).in_microseconds(), 2'000'000);
  EXPECT_EQ(Span::minutes(2), Span::seconds(120));
  EXPECT_EQ(Span::hours(1), Span::minutes(60));
  EXPECT_EQ(Span::milliseconds(1500).in_seconds(), 1.5);
  EXPECT_EQ(Span::microseconds(1999).in_milliseconds(), 1);
  EXPECT_EQ(Span::hours(36).in_hours(), 36);
  EXPECT_EQ(Span::seconds(10) * 0.25, Span::seconds(2.5));
  EXPECT_EQ(Span::seconds(10) / Span::seconds(4), 2.5);
  EXPECT_EQ(Span::seconds(1) - Span::seconds(3), -Span::seconds(2));
}

TEST(Span, FractionsOfASecondAreRoundedToTheMicrosecond) {
  EXPECT_EQ(Span::seconds(0.29).in_microseconds(), 290'000);
  EXPECT_EQ(Span::seconds(1.001'001).in_microseconds(), 1'001'001);
  EXPECT_EQ(Span::seconds(-0.29).in_microseconds(), -290'000);
}

// A time to go at almost no speed: the longest span, not undefined behaviour.
TEST(Span, SaturatesAtItsEnds) {
  EXPECT_EQ(Span::seconds(1e300).in_microseconds(), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(Span::seconds(-1e300).in_microseconds(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(Span::seconds(std::numeric_limits<double>::quiet_NaN()).in_microseconds(), 0);
  EXPECT_GT(Distance::kilometres(1) / Speed::knots(1e-30), Span::hours(1'000'000));
}

TEST(Instant, DifferencesAreSpans) {
  const Instant noon = Instant::unix_seconds(1'384'257'600);
  EXPECT_EQ((noon + Span::minutes(5)) - noon, Span::minutes(5));
  EXPECT_EQ(noon - Span::hours(1) + Span::hours(1), noon);
  EXPECT_LT(noon, noon + Span::microseconds(1));
  EXPECT_EQ(noon.in_unix_milliseconds(), 1'384'257'600'000);
  EXPECT_EQ(Instant::unix_milliseconds(5), Instant::unix_microseconds(5'000));
}

}  // namespace
}  // namespace selat
