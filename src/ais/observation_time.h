#pragma once
// When a vessel said it: the best time that came with the sentence, sharpened by the UTC second inside the
// message. Time is handed in; no clock is read.

#include <cstdint>
#include <optional>

#include "ais/message.h"
#include "ais/problem.h"
#include "units/instant.h"

namespace selat::ais {

struct TimePolicy {
  // A sentence cannot have been sent later than it was received: a time further ahead than this is a wrong
  // clock, received_at is taken instead, and the message is marked time_ahead.
  Span max_ahead = Span::seconds(60);
  // A live feed may set how old a time may be before the message is marked time_behind. The time is kept
  // all the same: recordings and stored traffic are old, and saying "now" of them would be false.
  std::optional<Span> max_behind;
};

struct Observation {
  Instant at;
  Remarks remarks;
};

// `sent_at`: TAG c:, else $PGHP, else a suffix, else a timestamp before the sentence; nothing: received_at.
// With a UTC second the answer is the nearest instant of that second within 45 s before and 15 s after that
// time: a position is taken before it is sent, and a station's clock may lag.
[[nodiscard]] Observation observe(std::optional<Instant> sent_at, Instant received_at,
                                  std::optional<std::uint8_t> utc_second, const TimePolicy& policy);

// The UTC second the message carries, if its kind has one and it is set.
[[nodiscard]] std::optional<std::uint8_t> utc_second_of(const Message& message);

}  // namespace selat::ais
