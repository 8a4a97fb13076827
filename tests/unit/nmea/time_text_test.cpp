#include "nmea/time_text.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "base/random.h"

namespace selat::nmea {
namespace {

constexpr std::uint64_t kSeed = 20'260'101;

TEST(UnixTime, IsReadDigitByDigit) {
  SCOPED_TRACE(kSeed);
  Random random(kSeed);
  for (int turn = 0; turn < 20'000; ++turn) {
    std::string text;
    for (const std::size_t size = random.chance(0.5) ? 10 : 13; text.size() < size;) {
      text.push_back(static_cast<char>('0' + random.below(10)));
    }
    const bool is_number = random.chance(0.5);
    if (!is_number) {
      static constexpr std::string_view kOthers = "/:-+ aA\x80\xB0\xFF";
      text[random.below(text.size())] = kOthers[random.below(kOthers.size())];
    }
    const auto time = parse_unix_time(text);
    ASSERT_EQ(time.has_value(), is_number) << text;
    if (time) {
      const auto digits = static_cast<std::int64_t>(std::stoll(text));
      EXPECT_EQ(time->in_unix_microseconds(), digits * (text.size() == 10 ? 1'000'000 : 1'000)) << text;
    }
  }
}

}  // namespace
}  // namespace selat::nmea
