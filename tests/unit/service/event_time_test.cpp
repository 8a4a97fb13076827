#include "service/event_time.h"

#include <gtest/gtest.h>

#include "service/clock_set_back.h"

namespace selat::service {
namespace {

constexpr Instant kStart = Instant::unix_seconds(1'700'000'000);

model::Report report(Instant at, std::uint32_t ship = 1) {
  model::PositionReport made;
  made.mmsi = model::Mmsi(525'000'000 + ship);
  made.observed_at = made.received_at = at;
  return made;
}

// What is too late for one is for the other, and no more.
TEST(EventTime, CountsAsTheDetectorDoes) {
  EventTime time{detect::EngineOptions{}};
  detect::Engine engine{detect::EngineOptions{}};
  const auto hear = [&](const model::Report& heard) {
    const std::uint64_t before = engine.counters().too_late;
    engine.observe(heard);
    EXPECT_EQ(time.is_too_late(heard), engine.counters().too_late > before);
    return engine.counters().too_late > before;
  };
  EXPECT_FALSE(hear(report(kStart, 1)));
  EXPECT_FALSE(hear(report(kStart - Span::minutes(10), 2)));
  EXPECT_TRUE(hear(report(kStart - Span::seconds(601), 3)));
  // One wrong clock does not move event time; three that agree do.
  EXPECT_FALSE(hear(report(kStart + Span::hours(3), 4)));
  EXPECT_FALSE(hear(report(kStart - Span::minutes(5), 5)));
  for (std::uint32_t ship = 6; ship < 12; ++ship) {
    EXPECT_FALSE(hear(report(kStart + Span::hours(3) + Span::seconds(ship * 1.0), ship)));
  }
  EXPECT_TRUE(hear(report(kStart + Span::seconds(20), 12)));
  // A time after its reception, and that another station heard it too, are no matter of event time.
  model::PositionReport ahead = std::get<model::PositionReport>(report(kStart + Span::hours(9), 13));
  ahead.received_at = kStart + Span::hours(3);
  EXPECT_FALSE(hear(ahead));
  model::AlsoHeard also;
  also.mmsi = model::Mmsi(525'000'001);
  also.observed_at = also.received_at = kStart;
  EXPECT_FALSE(hear(also));
  EXPECT_FALSE(hear(report(kStart + Span::hours(3), 14)));
}

TEST(EventTime, BeginsAnewWhenTheClockWasSetBack) {
  EventTime time{detect::EngineOptions{}};
  EXPECT_FALSE(time.is_too_late(report(kStart)));
  EXPECT_TRUE(time.is_too_late(report(kStart - Span::hours(2), 2)));
  time.begin_anew();
  EXPECT_FALSE(time.is_too_late(report(kStart - Span::hours(2), 3)));
}

TEST(ClockSetBack, EventTimeOfBeforeIsTheFutureNow) {
  const runtime::ClockStep back{-Span::hours(2), {}};
  const Instant now = kStart;
  EXPECT_TRUE(is_future_since(back, now + Span::hours(2), now));
  EXPECT_FALSE(is_future_since(back, now + Span::seconds(30), now)) << "reports of a moment ago";
  EXPECT_FALSE(is_future_since(back, now + Span::hours(900), now)) << "a recording";
  EXPECT_FALSE(is_future_since(back, now - Span::hours(900), now)) << "another";
  EXPECT_FALSE(is_future_since({-Span::minutes(5), {}}, now + Span::minutes(5), now)) << "within lateness";
  EXPECT_FALSE(is_future_since({Span::hours(2), {}}, now - Span::hours(2), now)) << "set forward";
}

}  // namespace
}  // namespace selat::service
