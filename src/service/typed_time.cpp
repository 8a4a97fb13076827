#include "service/typed_time.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <string_view>

#include "runtime/command_error.h"

namespace selat::service {
namespace {

constexpr std::int64_t kMost = 100'000;  // of any unit
constexpr Span kDay = Span::hours(24);

struct Unit {
  std::string_view name;
  Span span;
};
constexpr auto kUnits = std::to_array<Unit>({{"s", Span::seconds(1)},
                                             {"min", Span::minutes(1)},
                                             {"m", Span::minutes(1)},
                                             {"h", Span::hours(1)},
                                             {"d", kDay}});

std::optional<Span> read_span(std::string_view typed) {
  std::int64_t count = 0;
  const char* const begin = typed.data();
  const char* const end = begin + typed.size();
  const auto [stop, error] = std::from_chars(begin, end, count);
  std::string_view unit(stop, static_cast<std::size_t>(end - stop));
  unit.remove_prefix(std::min(unit.find_first_not_of(' '), unit.size()));
  const auto known = std::ranges::find(kUnits, unit, &Unit::name);
  if (error != std::errc() || count <= 0 || count > kMost || known == kUnits.end()) {
    return {};
  }
  return known->span * static_cast<double>(count);
}

// The digits at `at`, as many as `pattern` has 'd's; every other character must be the same.
bool fits(std::string_view typed, std::string_view pattern) {
  return std::ranges::equal(
      typed, pattern, [](char c, char wanted) { return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted; });
}

int digits(std::string_view typed, std::size_t at, std::size_t count) {
  int value = 0;
  std::from_chars(typed.data() + at, typed.data() + at + count, value);
  return value;
}

std::optional<Span> read_time_of_day(std::string_view typed) {
  const bool has_seconds = fits(typed, "dd:dd:dd");
  if (!has_seconds && !fits(typed, "dd:dd")) {
    return {};
  }
  const int hour = digits(typed, 0, 2), minute = digits(typed, 3, 2);
  const int second = has_seconds ? digits(typed, 6, 2) : 0;
  if (hour > 23 || minute > 59 || second > 59) {
    return {};
  }
  return Span::seconds(hour * 3'600 + minute * 60 + second);
}

std::optional<Instant> read_instant(std::string_view typed) {
  if (!typed.ends_with('Z') || typed.size() < 11 || !fits(typed.substr(0, 11), "dddd-dd-ddT")) {
    return {};
  }
  const std::chrono::year_month_day date{std::chrono::year(digits(typed, 0, 4)),
                                         std::chrono::month(static_cast<unsigned>(digits(typed, 5, 2))),
                                         std::chrono::day(static_cast<unsigned>(digits(typed, 8, 2)))};
  const auto time = read_time_of_day(typed.substr(11, typed.size() - 12));
  if (!date.ok() || !time) {
    return {};
  }
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  return Instant::unix_seconds(days * 86'400) + *time;
}

Instant midnight_before(Instant now) {
  return Instant::unix_seconds(now.in_unix_seconds() / 86'400 * 86'400);
}

}  // namespace

Span span_of(const std::string& typed) {
  if (const auto span = read_span(typed)) {
    return *span;
  }
  throw runtime::UsageError({tr("'{word}' is no span: write it as 45min, 12h or 7d"), {{"word", typed}}});
}

Instant coming_time_of(const std::string& typed, Instant now) {
  if (const auto at = read_instant(typed)) {
    return *at;
  }
  if (const auto time = read_time_of_day(typed)) {
    const Instant today = midnight_before(now) + *time;
    return today > now ? today : today + kDay;
  }
  throw runtime::UsageError(
      {tr("'{word}' is no time: write it in UTC as 18:00 or 2026-11-30T06:00Z"), {{"word", typed}}});
}

Instant past_time_of(const std::string& typed, Instant now, Span ahead) {
  if (const auto span = read_span(typed)) {
    return now - *span;
  }
  if (const auto at = read_instant(typed)) {
    return *at;
  }
  if (const auto time = read_time_of_day(typed)) {
    const Instant today = midnight_before(now) + *time;
    return today <= now + ahead ? today : today - kDay;
  }
  throw runtime::UsageError(
      {tr("'{word}' is no span and no time: write 8h, or in UTC 06:00 or 2026-11-30T06:00Z"),
       {{"word", typed}}});
}

Instant dated_time_of(const std::string& typed) {
  if (const auto at = read_instant(typed)) {
    return *at;
  }
  throw runtime::UsageError(
      {tr("'{word}' is no date and time: write it in UTC as 2026-11-30T06:00Z"), {{"word", typed}}});
}

}  // namespace selat::service
