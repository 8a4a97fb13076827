#pragma once
// Processor time of this process: what one core gives, whoever else is on the machine.

#include <ctime>

namespace selat::bench {

inline double cpu_s() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

}  // namespace selat::bench
