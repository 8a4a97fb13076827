#include "ais/recorded_clock.h"

#include <gtest/gtest.h>

#include "payloads.h"
#include "receive.h"

namespace selat::ais {
namespace {

constexpr Instant kStart = Instant::unix_seconds(1'767'268'800);  // 2026-01-01T12:00:00Z

Message position_at(std::int64_t second) {
  PositionA position;
  position.mmsi = model::Mmsi(525'000'001);
  position.time_stamp.utc_second = static_cast<std::uint8_t>(second % 60);
  return position;
}

Message base_station_at(std::uint16_t year, std::uint8_t hour, std::uint8_t minute, std::uint8_t second) {
  BaseStation station;
  station.mmsi = model::Mmsi(5'250'001);
  station.utc = {.year = year, .month = 1, .day = 1, .hour = hour, .minute = minute, .second = second};
  return station;
}

double after_start(RecordedClock& clock, const Message& message) {
  return (clock.advance(std::nullopt, message) - kStart).in_seconds();
}

TEST(RecordedClock, GoesOnWithTheSecondsOfReportsOverTheMinute) {
  RecordedClock clock(kStart);
  for (std::int64_t s = 0; s < 600; s += 7) {
    EXPECT_EQ(after_start(clock, position_at(s)), s);
  }
}

TEST(RecordedClock, StandsStillForMessagesWithoutASecondAndLateOnes) {
  RecordedClock clock(kStart);
  EXPECT_EQ(after_start(clock, position_at(10)), 10);
  EXPECT_EQ(after_start(clock, StaticVoyage{}), 10);
  EXPECT_EQ(after_start(clock, position_at(5)), 10);
}

TEST(RecordedClock, AFewWrongSecondsAmongManyDoNotMoveIt) {
  RecordedClock clock(kStart);
  for (std::int64_t s = 0; s < 1'200; ++s) {
    for (int vessel = 0; vessel < 8; ++vessel) {
      clock.advance(std::nullopt, position_at(s));
    }
    const std::int64_t wrong = s * 37 % 60;  // a vessel whose seconds mean nothing
    EXPECT_NEAR(after_start(clock, position_at(wrong)), static_cast<double>(s), 2);
  }
}

TEST(RecordedClock, FollowsBaseStationsWhenTwoAgree) {
  RecordedClock clock(kStart);
  clock.advance(std::nullopt, position_at(0));
  EXPECT_EQ(after_start(clock, base_station_at(2026, 12, 30, 0)), 0) << "one may be wrong";
  EXPECT_EQ(after_start(clock, base_station_at(2026, 12, 30, 3)), 1'803);
  EXPECT_EQ(after_start(clock, base_station_at(2038, 12, 30, 4)), 1'803);
  EXPECT_EQ(after_start(clock, base_station_at(2026, 12, 30, 5)), 1'805);
}

TEST(RecordedClock, TakesTheTimeOfALineThatHasOne) {
  RecordedClock clock(kStart);
  EXPECT_EQ(clock.advance(kStart + Span::hours(1), position_at(0)), kStart + Span::hours(1));
  EXPECT_EQ(after_start(clock, position_at(9)), 3'609);
}

TEST(StartOfRecording, IsWhatMostOfItsTimesSay) {
  std::string text;
  for (const Message& message :
       {position_at(50), base_station_at(2015, 1, 1, 1), position_at(58), base_station_at(2026, 12, 0, 0),
        position_at(64), base_station_at(2026, 12, 0, 7)}) {
    for (const std::string& sentence : encode(message)) {
      text += sentence + "\n";
    }
  }
  const auto start = start_of_recording(test::ExactLines(text).lines());
  ASSERT_TRUE(start);
  RecordedClock clock(*start);
  EXPECT_EQ(after_start(clock, position_at(50)), -10);
  EXPECT_FALSE(start_of_recording(test::ExactLines("garbage\n").lines()));
}

}  // namespace
}  // namespace selat::ais
