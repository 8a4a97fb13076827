#pragma once
// The clocks of this machine: the one place in Selat that reads them (tests/unit/architecture holds it to
// that). They are read at the top of a process, by src/runtime, and handed down as a value (units/clock.h).
//
// Thread: any. Errors: none; the kernel always has these clocks.

#include <cstdint>

namespace selat {

// Microseconds since 1970-01-01T00:00:00Z, leap seconds not counted. Steps when somebody sets the clock.
[[nodiscard]] std::int64_t wall_clock_us();

// Microseconds since an arbitrary instant of this boot: never steps, and counts on while the machine sleeps
// (CLOCK_BOOTTIME), so that a laptop that wakes up does not believe its leases are as long as they were.
// Never zero, not even on a machine that has just started.
[[nodiscard]] std::int64_t steady_clock_us();

// Processor time used so far, user and system: by the calling thread, by the whole process.
[[nodiscard]] std::int64_t thread_cpu_ns();
[[nodiscard]] std::int64_t process_cpu_us();

}  // namespace selat
