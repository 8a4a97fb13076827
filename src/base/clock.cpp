#include "base/clock.h"

#include <ctime>

namespace selat {
namespace {

// Added to the time since boot, so that zero is free to mean "never".
constexpr std::int64_t kSteadyStart_us = 1'000'000'000;

std::int64_t nanoseconds(clockid_t clock) {
  timespec time{};
  ::clock_gettime(clock, &time);
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

std::int64_t wall_clock_us() {
  return nanoseconds(CLOCK_REALTIME) / 1'000;
}

std::int64_t steady_clock_us() {
  return kSteadyStart_us + nanoseconds(CLOCK_BOOTTIME) / 1'000;
}

std::int64_t thread_cpu_ns() {
  return nanoseconds(CLOCK_THREAD_CPUTIME_ID);
}

std::int64_t process_cpu_us() {
  return nanoseconds(CLOCK_PROCESS_CPUTIME_ID) / 1'000;
}

}  // namespace selat
