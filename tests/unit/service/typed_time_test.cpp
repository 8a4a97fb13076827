#include "service/typed_time.h"

#include <gtest/gtest.h>

#include "runtime/command_error.h"

namespace selat::service {
namespace {

constexpr Instant kNoon = Instant::unix_seconds(1'767'268'800);  // 2026-01-01T12:00:00Z

TEST(TypedTime, ReadsSpans) {
  EXPECT_EQ(span_of("90s"), Span::seconds(90));
  EXPECT_EQ(span_of("45min"), Span::minutes(45));
  EXPECT_EQ(span_of("45 min"), Span::minutes(45));
  EXPECT_EQ(span_of("12h"), Span::hours(12));
  EXPECT_EQ(span_of("7d"), Span::hours(168));
  for (const char* wrong : {"", "12", "h", "-1h", "0h", "1.5h", "1h30", "12x", "999999d", "1h "}) {
    EXPECT_THROW(static_cast<void>(span_of(wrong)), runtime::UsageError) << wrong;
  }
}

TEST(TypedTime, ReadsWhatIsToCome) {
  EXPECT_EQ(coming_time_of("2026-01-02T06:30Z", kNoon), kNoon + Span::minutes(18 * 60 + 30));
  EXPECT_EQ(coming_time_of("2026-01-01T12:00:01Z", kNoon), kNoon + Span::seconds(1));
  EXPECT_EQ(coming_time_of("18:00", kNoon), kNoon + Span::hours(6));
  EXPECT_EQ(coming_time_of("06:00", kNoon), kNoon + Span::hours(18)) << "tomorrow";
  for (const char* wrong : {"", "noon", "24:00", "12:60", "2026-02-30T00:00Z", "2026-01-02T06:30",
                            "2026-01-02", "2026-01-02T6:30Z", "8h"}) {
    EXPECT_THROW(static_cast<void>(coming_time_of(wrong, kNoon)), runtime::UsageError) << wrong;
  }
}

TEST(TypedTime, ReadsWhatIsPast) {
  EXPECT_EQ(past_time_of("8h", kNoon), kNoon - Span::hours(8));
  EXPECT_EQ(past_time_of("06:00", kNoon), kNoon - Span::hours(6));
  EXPECT_EQ(past_time_of("18:00:30", kNoon), kNoon - Span::hours(18) + Span::seconds(30)) << "yesterday";
  EXPECT_EQ(past_time_of("2025-12-31T12:00Z", kNoon), kNoon - Span::hours(24));
  EXPECT_EQ(past_time_of("18:00", kNoon, Span::hours(6)), kNoon + Span::hours(6))
      << "ahead, to be asked again";
  EXPECT_EQ(past_time_of("18:01", kNoon, Span::hours(6)), kNoon - Span::hours(18) + Span::minutes(1));
  EXPECT_EQ(dated_time_of("2025-12-31T12:00Z"), kNoon - Span::hours(24));
  for (const char* const undated : {"12:00", "8h", "2025-12-31"}) {
    EXPECT_THROW(static_cast<void>(dated_time_of(undated)), runtime::UsageError) << undated;
  }
  EXPECT_THROW(static_cast<void>(past_time_of("yesterday", kNoon)), runtime::UsageError);
}

}  // namespace
}  // namespace selat::service
