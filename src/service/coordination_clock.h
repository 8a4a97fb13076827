#pragma once
// The two clocks of coordination (coordinate/now.h), read.

#include <ctime>

#include "coordinate/now.h"
#include "runtime/process.h"

namespace selat::service {

// CLOCK_BOOTTIME counts on while the machine sleeps: a laptop that wakes up must not think that its leases
// are as long as they were.
[[nodiscard]] inline coordinate::Now coordination_now() {
  timespec time{};
  ::clock_gettime(CLOCK_BOOTTIME, &time);
  const auto us = static_cast<std::int64_t>(time.tv_sec) * 1'000'000 + time.tv_nsec / 1'000;
  // Never zero, not even on a machine that has just started.
  return {Instant::unix_seconds(1'000) + Span::microseconds(us), runtime::Process::now()};
}

}  // namespace selat::service
