#pragma once
// The instants of golden files.

#include <chrono>
#include <cstdio>
#include <string>

#include "units/instant.h"

namespace selat::test {

// "2026-01-01T00:00Z", with seconds or without.
[[nodiscard]] inline Instant instant_of(const std::string& text) {
  int year = 0, hour = 0, minute = 0, second = 0;
  unsigned month = 0, day = 0;
  std::sscanf(text.c_str(), "%d-%u-%uT%d:%d:%d", &year, &month, &day, &hour, &minute, &second);
  const std::chrono::sys_days date{std::chrono::year(year) / std::chrono::month(month) /
                                   std::chrono::day(day)};
  return Instant::unix_seconds(date.time_since_epoch().count() * 86'400L + hour * 3'600 + minute * 60 +
                               second);
}

}  // namespace selat::test
