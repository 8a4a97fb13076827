#pragma once
// Processor time of this thread in work that is done very often. One turn in seventeen is measured and stands
// for the others, so that reading the clock, a system call, costs next to nothing.

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
  // Of all turns.
  [[nodiscard]] std::uint64_t us() const { return static_cast<std::uint64_t>(sampled_ns_) * kOneIn / 1'000; }

 private:
  // Prime, so that feeds served in turn are all measured.
  static constexpr std::uint64_t kOneIn = 17;
  std::uint64_t turns_ = 0;
  std::int64_t sampled_ns_ = 0;
};

}  // namespace selat::runtime
