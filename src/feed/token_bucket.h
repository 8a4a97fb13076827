#pragma once
// Limits the rate of a feed: so many lines a second, and a reserve for bursts. The caller passes the time:
// the same lines at the same instants give the same answer.
//
// Thread: one. Pure.

#include <algorithm>
#include <cstddef>

#include "units/steady_time.h"

namespace selat::feed {

class TokenBucket {
 public:
  // Full at the start.
  TokenBucket(double per_second, Span reserve)
      : per_second_(per_second), capacity_(per_second * reserve.in_seconds()), tokens_(capacity_) {}

  // How many may pass now. When the clock is set back, nothing is added.
  [[nodiscard]] std::size_t fill(SteadyTime now) {
    if (has_begun_ && now > filled_at_) {
      tokens_ = std::min(capacity_, tokens_ + per_second_ * (now - filled_at_).in_seconds());
    }
    filled_at_ = now;
    has_begun_ = true;
    return static_cast<std::size_t>(tokens_);
  }
  // So many have passed.
  void take(std::size_t count) { tokens_ -= static_cast<double>(count); }

 private:
  double per_second_;
  double capacity_;
  double tokens_;
  SteadyTime filled_at_;
  bool has_begun_ = false;
};

}  // namespace selat::feed
