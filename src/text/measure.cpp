#include "text/measure.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <string_view>

#include "text/translate.h"

namespace selat::text {
namespace {

std::string two_digits(std::int64_t value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

// Seconds since midnight UTC and days since 1970, also before it.
struct DayTime {
  std::int64_t days, seconds;
};
DayTime split(Instant at) {
  constexpr std::int64_t kDay = 86'400;
  const std::int64_t seconds =
      at.in_unix_microseconds() / 1'000'000 - (at.in_unix_microseconds() % 1'000'000 < 0);
  const std::int64_t days = seconds / kDay - (seconds % kDay < 0);
  return {days, seconds - days * kDay};
}

// "1°14.83′N": degrees, and minutes with two decimals, which are 18 m.
std::string coordinate(double deg, std::string_view hemispheres, Language language) {
  const auto hundredths = std::llround(std::fabs(deg) * 6'000);
  const double minutes = static_cast<double>(hundredths % 6'000) / 100;
  return std::to_string(hundredths / 6'000) + "°" + (minutes < 10 ? "0" : "") + number(minutes, 2, language) +
         "′" + hemispheres[deg < 0 ? 1 : 0];
}

}  // namespace

std::string number(double value, int decimals, Language language) {
  if (!std::isfinite(value) || std::fabs(value) > 1e15) {
    return "?";
  }
  std::array<char, 40> buffer{};
  const int size = std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, value);
  std::string text(buffer.data(), static_cast<std::size_t>(size));
  if (const auto point = text.find_first_of(".,"); point != std::string::npos) {
    text[point] = language == Language::id ? ',' : '.';
  }
  return text;
}

std::string distance(Distance distance, Language language) {
  if (distance < Distance::kilometres(1)) {
    return translate({tr("{n} m"), {{"n", number(distance.in_metres(), 0, language)}}}, language);
  }
  return translate({tr("{n} nm"), {{"n", number(distance.in_nautical_miles(), 1, language)}}}, language);
}

std::string speed(Speed speed, Language language) {
  const double kn = speed.in_knots();
  return translate({tr("{n} kn"), {{"n", number(kn, kn < 100 ? 1 : 0, language)}}}, language);
}

std::string duration(Span span, Language language) {
  const auto seconds = std::llround(span.in_seconds());
  if (seconds < 120) {
    return translate({tr("{n} s"), {{"n", std::to_string(seconds)}}}, language);
  }
  const auto minutes = (seconds + 30) / 60;
  if (minutes < 120) {
    return translate({tr("{n} min"), {{"n", std::to_string(minutes)}}}, language);
  }
  return translate(
      {tr("{h} h {n} min"), {{"h", std::to_string(minutes / 60)}, {"n", std::to_string(minutes % 60)}}},
      language);
}

std::string age(Instant at, Instant now, Language language) {
  const Span span = std::max(Span(), now - at);
  if (span >= Span::hours(24)) {
    return translate({tr("on {date}"), {{"date", date_and_time(at)}}}, language);
  }
  return translate({tr("{span} ago"), {{"span", duration(span, language)}}}, language);
}

std::string bearing(Bearing bearing) {
  const auto deg = std::llround(bearing.in_degrees()) % 360;
  return (deg < 10 ? "00" : deg < 100 ? "0" : "") + std::to_string(deg) + "°";
}

std::string position(geo::Position position, Language language) {
  return coordinate(position.latitude_deg(), "NS", language) + " " +
         coordinate(position.longitude_deg(), "EW", language);
}

double tenth(double value) {
  return std::round(value * 10) / 10;
}

std::string time_of_day(Instant at) {
  const std::int64_t s = split(at).seconds;
  return two_digits(s / 3600) + ":" + two_digits(s / 60 % 60) + ":" + two_digits(s % 60);
}

std::string date_and_time(Instant at) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{split(at).days}}};
  return std::to_string(int{date.year()}) + "-" + two_digits(unsigned{date.month()}) + "-" +
         two_digits(unsigned{date.day()}) + "T" + time_of_day(at) + "Z";
}

}  // namespace selat::text
