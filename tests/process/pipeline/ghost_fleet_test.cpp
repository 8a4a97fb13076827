// A flood of invented vessels through the whole chain of real processes: one alert, whatever they do.

#include <fstream>

#include <gmock/gmock.h>

#include "ais/encode.h"
#include "base/clock.h"
#include "pipeline.h"

namespace selat::test {
namespace {

constexpr std::uint32_t kHonest = 525'000'001, kInvented = 412'000'000;
constexpr int kInventedVessels = 3'000;

// A quarter of an hour of twenty ships, as a station tells it; in its last three minutes, thousands more,
// each heard three times in one place.
class Flood : public Pipeline {
 protected:
  std::string recording() {
    const Instant end = Instant::unix_microseconds(wall_clock_us()) - Span::minutes(1);
    std::ofstream file(directory_.path() / "flood.nmea");
    for (int second = -900; second < 0; second += 10) {
      const Instant at = end + Span::seconds(second);
      for (std::uint32_t ship = 0; ship < 20; ++ship) {
        file << line(kHonest + ship, 2.5 + ship * 0.05, 101 + second * 5e-5, 10, at);
      }
      // In each of these ten seconds so many begin, and those of before are heard again.
      for (int repeat = 0; repeat < 3; ++repeat) {
        const int step = (second + 180) / 10 - repeat;
        for (int i = 0; step >= 0 && step < 6 && i < kInventedVessels / 6; ++i) {
          const int vessel = step * kInventedVessels / 6 + i;
          file << line(kInvented + static_cast<std::uint32_t>(vessel), 2.2 + vessel % 50 * 1e-4,
                       101.5 + vessel / 50 * 1e-4, 0, at);
        }
      }
    }
    return "file://" + (directory_.path() / "flood.nmea").string() + "?speed=max";
  }
  static std::string line(std::uint32_t mmsi, double latitude, double longitude, int knots, Instant at) {
    ais::PositionA message;
    message.mmsi = model::Mmsi(mmsi);
    message.position = geo::Position::degrees(latitude, longitude);
    message.sog = Speed::knots(knots);
    message.cog = Bearing::degrees(270);
    return ais::encode(message, {.tag_source = "hill", .tag_time = at}).front() + "\r\n";
  }
};

TEST_F(Flood, IsOneAlertAndItsVesselsRaiseNone) {
  const SelatProcess up(directory_.path(), with_common({"up", "--feed", recording()}));
  const auto all_is_judged = [](const Json& picture) {
    return !picture.is_null() && !picture["feeds"].empty() && picture["feeds"][0]["state"] == "finished" &&
           picture["alerts_by_rule"].contains("ghost_fleet");
  };
  const Json picture = top_until(all_is_judged);
  ASSERT_TRUE(all_is_judged(picture)) << picture.dump(1) << up.errors();
  EXPECT_EQ(picture["alerts_by_rule"], (Json{{"ghost_fleet", 1}}));
  const Json& alert = picture["alerts"].front();
  EXPECT_EQ(alert["severity"], "warning");
  EXPECT_EQ(alert["subject"], "hill");
  EXPECT_EQ(alert["evidence"].front()["measured"], kInventedVessels);
  EXPECT_THAT(alert["why"].get<std::string>(), testing::HasSubstr("vessels that nobody had heard before"));
}

}  // namespace
}  // namespace selat::test
