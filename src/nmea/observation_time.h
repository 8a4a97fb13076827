#pragma once
// When a thing was observed: the best time that came with the sentence, refined by the UTC second inside the
// message. Time is handed in; no clock is read. Thread-safe.

#include <cstdint>
#include <optional>

#include "nmea/problem.h"
#include "units/instant.h"

namespace selat::nmea {

struct TimePolicy {
  // A sentence cannot be sent after it was received: a time further ahead than this shows a wrong clock. Then
  // received_at is taken instead, and the message gets the warning time_ahead.
  Span max_ahead = Span::seconds(60);
  // A live feed may set how old a time may be before the message gets the warning time_behind. The time is
  // kept: recordings and stored traffic are old, and "now" would be false.
  std::optional<Span> max_behind;
};

struct Observation {
  Instant at;
  DecodeWarnings warnings;
};

// `sent_at`: TAG c:, else $PGHP, else a suffix, else a time before the sentence; received_at where there is
// none. With a UTC second the result is the nearest instant of that second within 45 s before and 15 s after
// that time: a position is taken before it is sent, and a station's clock may be late.
[[nodiscard]] Observation observe(Instant sent_at, Instant received_at,
                                  std::optional<std::uint8_t> utc_second, const TimePolicy& policy);

}  // namespace selat::nmea
