#pragma once
// How much of a feed is taken: so many lines a second, and a reserve for what comes at once. Time is handed
// in: the same lines at the same instants give the same answer.
//
// Thread: one. Pure.

#include <algorithm>
#include <cstddef>

#include "units/instant.h"

namespace selat::feed {

class TokenBucket {
 public:
  // Full at the start.
  TokenBucket(double per_second, Span reserve)
      : per_second_(per_second), most_(per_second * reserve.in_seconds()), tokens_(most_) {}

  // How many of `wanted` may pass now. A clock that was put back gives nothing new.
  std::size_t take(std::size_t wanted, Instant now) {
    if (has_begun_ && now > filled_at_) {
      tokens_ = std::min(most_, tokens_ + per_second_ * (now - filled_at_).in_seconds());
    }
    filled_at_ = now;
    has_begun_ = true;
    const std::size_t given = std::min(wanted, static_cast<std::size_t>(tokens_));
    tokens_ -= static_cast<double>(given);
    return given;
  }

 private:
  double per_second_;
  double most_;
  double tokens_;
  Instant filled_at_;
  bool has_begun_ = false;
};

}  // namespace selat::feed
