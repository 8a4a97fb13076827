#include "radar/time_of_day.h"

#include <chrono>
#include <cstdint>

#include "nmea/field_list.h"

namespace selat::radar {
namespace {

constexpr std::int64_t kDayUs = Span::hours(24).in_microseconds();
constexpr Span kMostAhead = Span::hours(1);

std::optional<unsigned> two_digits(std::string_view text, std::size_t at) {
  return nmea::parse_number<unsigned>(text.substr(at, 2));
}

// Behind the point; digits after the sixth are cut.
std::optional<std::int64_t> fraction_us(std::string_view digits) {
  std::int64_t us = 0;
  for (std::size_t i = 0; i < 6; ++i) {
    const char digit = i < digits.size() ? digits[i] : '0';
    if (digit < '0' || digit > '9') {
      return std::nullopt;
    }
    us = us * 10 + (digit - '0');
  }
  return us;
}

}  // namespace

Instant last_with(Span time_of_day, Instant about) {
  const std::int64_t about_us = about.in_unix_microseconds();
  std::int64_t into_day = about_us % kDayUs;
  into_day += into_day < 0 ? kDayUs : 0;
  std::int64_t turn = time_of_day.in_microseconds() - into_day;
  if (turn > kMostAhead.in_microseconds()) {
    turn -= kDayUs;
  } else if (turn <= kMostAhead.in_microseconds() - kDayUs) {
    turn += kDayUs;
  }
  return about + Span::microseconds(turn);
}

std::optional<Span> parse_time_of_day(std::string_view text) {
  if (text.size() < 6 || (text.size() > 6 && text[6] != '.')) {
    return std::nullopt;
  }
  const auto hour = two_digits(text, 0);
  const auto minute = two_digits(text, 2);
  const auto second = two_digits(text, 4);
  const auto fraction = fraction_us(text.size() > 7 ? text.substr(7) : std::string_view());
  if (!hour || !minute || !second || !fraction || *hour > 23 || *minute > 59 || *second > 60) {
    return std::nullopt;
  }
  return Span::seconds(std::int64_t{*hour} * 3600 + *minute * 60 + *second) + Span::microseconds(*fraction);
}

std::optional<Instant> parse_date(std::string_view text) {
  if (text.size() != 6) {
    return std::nullopt;
  }
  const auto day = two_digits(text, 0);
  const auto month = two_digits(text, 2);
  const auto year = two_digits(text, 4);
  if (!day || !month || !year) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(2000 + static_cast<int>(*year)),
                                         std::chrono::month(*month), std::chrono::day(*day)};
  if (!date.ok()) {
    return std::nullopt;
  }
  const auto seconds = std::chrono::seconds(std::chrono::sys_days(date).time_since_epoch());
  return Instant::unix_seconds(seconds.count());
}

}  // namespace selat::radar
