#pragma once
// Whether a date and a time of day can be. Zero for a year, month or day, 24 hours, 60 minutes and 60 seconds
// are "not available". No allocation, thread-safe.

#include <array>
#include <cstdint>

namespace selat::ais {

[[nodiscard]] constexpr bool is_possible_date(std::uint64_t year, std::uint64_t month, std::uint64_t day) {
  constexpr auto kDays = std::to_array<std::uint64_t>({31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31});
  if (year > 9999 || month > 12) {
    return false;
  }
  const bool is_leap_year = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);  // zero may be one
  return month == 0 || day <= kDays[month - 1] - (month == 2 && !is_leap_year ? 1 : 0);
}

[[nodiscard]] constexpr bool is_possible_time(std::uint64_t hour, std::uint64_t minute,
                                              std::uint64_t second = 0) {
  return hour <= 24 && minute <= 60 && second <= 60;
}

}  // namespace selat::ais
