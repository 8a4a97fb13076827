#pragma once
// When the clock of the machine was set back, all that is heard from then on is older than what the detector
// has heard, and would be too late for as long as the clock was set back.

#include "runtime/clock_steps.h"

namespace selat::service {

// Farther ahead of the clock no report is believed to be, nor sent by a process of this machine.
inline constexpr Span kFuture = Span::minutes(10);

// Whether event time lies in what is the future since this step. (That of a recording may do so at any time,
// whatever the clock does.)
[[nodiscard]] inline bool is_future_since(const runtime::ClockStep& step, Instant event_time, Instant now) {
  return event_time > now + kFuture && event_time <= now - step.by + kFuture;
}

}  // namespace selat::service
