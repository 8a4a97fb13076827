#pragma once
// When a recorded line is due: a recorded file is replayed at its own pace times `speed`, by a monotonic
// clock. Lines a little out of order are due at once. A step of more than an hour, forward or back, is a gap
// or another recording in the same file; there is no wait for it.

#include <algorithm>
#include <optional>

#include "units/steady_time.h"

namespace selat::feed {

class Pace {
 public:
  static constexpr Span kGap = Span::hours(1);

  // speed > 0
  explicit Pace(double speed) : speed_(speed) {}

  // How long from `now` until the line is due; zero when it is.
  [[nodiscard]] Span wait(Instant recorded_at, SteadyTime now) {
    const bool is_gap = !last_ || recorded_at - *last_ > kGap || *last_ - recorded_at > kGap;
    last_ = recorded_at;
    if (is_gap) {
      began_recorded_at_ = recorded_at;
      began_at_ = now;
      return Span();
    }
    const SteadyTime due = began_at_ + (recorded_at - began_recorded_at_) * (1.0 / speed_);
    return std::max(due - now, Span());
  }

 private:
  double speed_;
  std::optional<Instant> last_;
  Instant began_recorded_at_;
  SteadyTime began_at_;
};

}  // namespace selat::feed
