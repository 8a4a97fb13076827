#include "nmea/time_text.h"

#include <chrono>

#include "nmea/eight_bytes.h"
#include "nmea/field_list.h"

namespace selat::nmea {

namespace {

// Eight decimal digits at once.
[[nodiscard]] std::uint64_t eight_digits(std::uint64_t text) {
  const std::uint64_t values = text ^ plain::kZeros;
  const std::uint64_t pairs = (values * 10 + (values >> 8)) & 0x00FF00FF00FF00FFULL;
  const std::uint64_t fours = (pairs * 100 + (pairs >> 16)) & 0x0000FFFF0000FFFFULL;
  return (fours * 10'000 + (fours >> 32)) & 0xFFFFFFFFULL;
}
// Sets at least one of the top bits if any character is not a digit.
[[nodiscard]] std::uint64_t no_digits(std::uint64_t text) {
  const std::uint64_t values = text ^ plain::kZeros;
  return (values + 0x76 * plain::kEach) | values;
}

constexpr std::int64_t kNoTime = -1;
constexpr std::size_t kIsoLength = 19;

// The fast path for whole seconds or milliseconds, which are the most common; in microseconds. The last eight
// digits overlap the first eight.
[[nodiscard]] std::int64_t parse_whole_time(std::string_view text) {
  const bool is_milliseconds = text.size() == 13;
  if (!is_milliseconds && text.size() != 10) {
    return kNoTime;
  }
  const char* const begin = text.data();
  const std::uint64_t first = plain::eight_at(begin);
  const std::uint64_t last = plain::eight_at(begin + text.size() - 8);
  if (((no_digits(first) | no_digits(last)) & plain::kTops) != 0) {
    return kNoTime;
  }
  const std::uint64_t head = eight_digits(first);
  const std::uint64_t tail = eight_digits(last);
  return static_cast<std::int64_t>(is_milliseconds ? (head * 100'000 + tail % 100'000) * 1'000
                                                   : (head * 100 + tail % 100) * 1'000'000);
}

// The digits after a decimal point, in microseconds; digits after the sixth are cut.
[[nodiscard]] std::optional<std::int64_t> parse_fraction_us(std::string_view digits) {
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  digits = digits.substr(0, 6);
  std::int64_t us = parse_number<std::int64_t>(digits).value_or(0);
  for (std::size_t i = digits.size(); i < 6; ++i) {
    us *= 10;
  }
  return us;
}

[[nodiscard]] std::optional<Instant> from_whole_number(std::int64_t number, std::size_t digits) {
  switch (digits) {
    case 10:
      return Instant::unix_seconds(number);
    case 13:
      return Instant::unix_milliseconds(number);
    case 16:
      return Instant::unix_microseconds(number);
    default:
      return std::nullopt;
  }
}

// What six numbers in decimal digits say, if there is such a time.
[[nodiscard]] std::optional<Instant> instant_of(std::string_view year_text, std::string_view month_text,
                                                std::string_view day_text, std::string_view hour_text,
                                                std::string_view minute_text, std::string_view second_text) {
  const auto year = parse_number<int>(year_text);
  const auto month = parse_number<unsigned>(month_text);
  const auto day = parse_number<unsigned>(day_text);
  const auto hour = parse_number<unsigned>(hour_text);
  const auto minute = parse_number<unsigned>(minute_text);
  const auto second = parse_number<unsigned>(second_text);
  if (!year || !month || !day || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(*month),
                                         std::chrono::day(*day)};
  if (!date.ok()) {
    return std::nullopt;
  }
  const auto time = std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
                    std::chrono::seconds(*second);
  return Instant::unix_seconds(time.time_since_epoch().count());
}

// "2013-11-12T12:00:00", also with a space in place of the T.
[[nodiscard]] std::optional<Instant> parse_iso_time(std::string_view text) {
  if (text.size() < kIsoLength || text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != ' ') ||
      text[13] != ':' || text[16] != ':') {
    return std::nullopt;
  }
  return instant_of(text.substr(0, 4), text.substr(5, 2), text.substr(8, 2), text.substr(11, 2),
                    text.substr(14, 2), text.substr(17, 2));
}

// What may follow an ISO time: nothing, ".sss" of one to six digits, and a 'Z'.
[[nodiscard]] std::optional<Span> parse_iso_fraction(std::string_view text) {
  if (text.ends_with('Z')) {
    text.remove_suffix(1);
  }
  if (text.empty()) {
    return Span::microseconds(0);
  }
  if (text.front() != '.' || text.size() > 7) {
    return std::nullopt;
  }
  const auto us = parse_fraction_us(text.substr(1));
  return us ? std::optional(Span::microseconds(*us)) : std::nullopt;
}

[[nodiscard]] std::string_view without_brackets(std::string_view text) {
  constexpr std::string_view kAround = " \t,;[]";
  const auto first = text.find_first_not_of(kAround);
  return first == std::string_view::npos ? std::string_view()
                                         : text.substr(first, text.find_last_not_of(kAround) + 1 - first);
}

}  // namespace

std::optional<Instant> parse_unix_time(std::string_view text) {
  if (const std::int64_t us = parse_whole_time(text); us != kNoTime) {
    return Instant::unix_microseconds(us);
  }
  const auto dot = text.find('.');
  const auto whole = parse_number<std::int64_t>(text.substr(0, dot));
  const auto digits = text.substr(0, dot).size();
  if (!whole) {
    return std::nullopt;
  }
  if (dot == std::string_view::npos) {
    return from_whole_number(*whole, digits);
  }
  const auto fraction_us = digits == 10 ? parse_fraction_us(text.substr(dot + 1)) : std::nullopt;
  if (!fraction_us) {
    return std::nullopt;
  }
  return Instant::unix_microseconds(*whole * 1'000'000 + *fraction_us);
}

std::optional<Instant> parse_prefix_time(std::string_view prefix) {
  prefix = without_brackets(prefix);
  const auto time = parse_iso_time(prefix);
  if (!time) {
    return parse_unix_time(prefix);
  }
  const auto fraction = parse_iso_fraction(prefix.substr(kIsoLength));
  return fraction ? std::optional(*time + *fraction) : std::nullopt;
}

std::optional<Instant> parse_compact_time(std::string_view text) {
  if (text.size() != 14) {
    return std::nullopt;
  }
  return instant_of(text.substr(0, 4), text.substr(4, 2), text.substr(6, 2), text.substr(8, 2),
                    text.substr(10, 2), text.substr(12, 2));
}

}  // namespace selat::nmea
