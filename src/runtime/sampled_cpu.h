#pragma once
// The processor time that this thread spends in work that is done very often. Reading the clock is a system
// call, so only one turn in seventeen is measured, and the total is estimated from these.

#include <cstdint>

#include "base/clock.h"

namespace selat::runtime {

class SampledCpu {
 public:
  template <typename Work>
  void run(Work&& work) {
    if (++turns_ % kOneIn != 0) {
      work();
      return;
    }
    const std::int64_t before = thread_cpu_ns();
    work();
    sampled_ns_ += thread_cpu_ns() - before;
  }
  // The estimate for all turns.
  [[nodiscard]] std::uint64_t us() const { return static_cast<std::uint64_t>(sampled_ns_) * kOneIn / 1'000; }

 private:
  // A prime number, so that each of several feeds that are served in turn is measured.
  static constexpr std::uint64_t kOneIn = 17;
  std::uint64_t turns_ = 0;
  std::int64_t sampled_ns_ = 0;
};

}  // namespace selat::runtime
