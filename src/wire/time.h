#pragma once
// Times on the wire: microseconds since 1970, as Instant keeps them.

#include <cstdint>
#include <expected>

#include "units/instant.h"
#include "wire/wire_problem.h"

namespace selat::wire {

// Times more than about 1,142 years from 1970 are invalid; within that limit no difference of two instants
// overflows.
inline constexpr std::int64_t kFurthestUnixUs = std::int64_t{1} << 55;

[[nodiscard]] constexpr std::int64_t to_wire(Instant instant) {
  return instant.in_unix_microseconds();
}

// Spans below zero (clocks that disagree) count as zero.
[[nodiscard]] constexpr std::uint64_t unsigned_microseconds(Span span) {
  return span > Span() ? static_cast<std::uint64_t>(span.in_microseconds()) : 0;
}
[[nodiscard]] constexpr std::uint64_t unsigned_milliseconds(Span span) {
  return unsigned_microseconds(span) / 1'000;
}

// At most a day.
[[nodiscard]] constexpr Span span_from_wire(std::uint64_t milliseconds) {
  constexpr std::uint64_t kLongest_ms = 24 * 3'600 * 1'000;
  return Span::milliseconds(
      static_cast<std::int64_t>(milliseconds < kLongest_ms ? milliseconds : kLongest_ms));
}

[[nodiscard]] constexpr bool is_time(std::int64_t unix_us) {
  return unix_us >= -kFurthestUnixUs && unix_us <= kFurthestUnixUs;
}

[[nodiscard]] constexpr std::expected<Instant, WireProblem> instant_from_wire(std::int64_t unix_us) {
  if (!is_time(unix_us)) {
    return std::unexpected(WireProblem::out_of_domain);
  }
  return Instant::unix_microseconds(unix_us);
}

}  // namespace selat::wire
