#include "cli/option_values.h"

#include <gtest/gtest.h>

#include "runtime/command_error.h"

namespace selat::cli {
namespace {

TEST(OptionValues, HostAndPort) {
  EXPECT_EQ(host_and_port("127.0.0.1:10110"), std::pair(std::string("127.0.0.1"), std::uint16_t{10110}));
  EXPECT_EQ(host_and_port("[::1]:0"), std::pair(std::string("::1"), std::uint16_t{0}));
  for (const char* wrong : {"", ":1", "host", "host:", "host:65536", "host:1x", "host:123456"}) {
    EXPECT_THROW(static_cast<void>(host_and_port(wrong)), runtime::UsageError) << wrong;
  }
}

TEST(OptionValues, NumbersAboveZero) {
  EXPECT_DOUBLE_EQ(number_above_zero("--speed", "2.5"), 2.5);
  for (const char* wrong : {"", "0", "-1", "fast", "2x", "nan", "1e11"}) {
    EXPECT_THROW(static_cast<void>(number_above_zero("--speed", wrong)), runtime::UsageError) << wrong;
  }
}

TEST(OptionValues, UnixTimes) {
  EXPECT_FALSE(unix_time("--start", ""));
  EXPECT_EQ(unix_time("--start", "1.5"), Instant::unix_milliseconds(1'500));
  const Instant now = Instant::unix_seconds(1'767'225'600);
  EXPECT_FALSE(live_since("", now));
  EXPECT_EQ(live_since("1767225000", now), Instant::unix_seconds(1'767'225'000));
  EXPECT_THROW(static_cast<void>(live_since("1767226000", now)), runtime::UsageError);
  EXPECT_THROW(static_cast<void>(live_since("1700000000", now)), runtime::UsageError);
}

}  // namespace
}  // namespace selat::cli
