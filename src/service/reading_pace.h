#pragma once
// Whether recordings may be read further: not while the slowest subscriber is behind by half of the
// retransmit buffer, so that it can still be repaired. A subscriber that makes no progress for ten seconds
// (or never connects) is ignored until it does. Time is handed in.
//
// Thread: one. Pure.

#include <cstdint>
#include <optional>

#include "units/steady_time.h"

namespace selat::service {

class ReadingPace {
 public:
  static constexpr double kMostBehind = 0.5;
  static constexpr Span kPatience = Span::seconds(10);

  // `share` and `slowest` as in bus::Backlog.
  bool may_read(double share, std::uint64_t slowest, SteadyTime now) {
    if (share < kMostBehind) {
      stuck_since_.reset();
      return true;
    }
    if (!stuck_since_ || slowest != stuck_at_) {
      stuck_since_ = now;
      stuck_at_ = slowest;
    }
    return now - *stuck_since_ >= kPatience;
  }

 private:
  std::optional<SteadyTime> stuck_since_;
  std::uint64_t stuck_at_ = 0;
};

}  // namespace selat::service
