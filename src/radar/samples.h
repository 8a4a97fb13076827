#pragma once
// The latest values of something that changes steadily, with their times: its value between two of them, and
// for a short while after the last. Fixed size, no allocation; not thread-safe.

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include "units/instant.h"

namespace selat::radar {

// Move is `Value move(Value a, Value b, double by)`: a at 0, b at 1, and on beyond.
template <typename Value, Value (*move)(Value a, Value b, double by)>
class Samples {
 public:
  // Farther apart than this, or that long after the last, nothing is said.
  static constexpr Span kLongestGap = Span::seconds(10);

  // A time long before the last begins anew: a clock was set, or a recording begins again.
  void add(Instant at, Value value) {
    if (count_ > 0 && at <= back(0).at) {
      if (back(0).at - at > kLongestGap) {
        count_ = 0;
      } else if (at == back(0).at) {
        back(0).value = value;
        return;
      } else {
        return;
      }
    }
    next_ = (next_ + 1) % kMost;
    count_ = count_ < kMost ? count_ + 1 : kMost;
    back(0) = {at, value};
  }

  [[nodiscard]] bool empty() const { return count_ == 0; }
  [[nodiscard]] std::optional<Value> at(Instant when) const {
    if (count_ == 0 || when - back(0).at > kLongestGap) {
      return std::nullopt;
    }
    return when > back(0).at ? beyond(when) : between(when);
  }

 private:
  static constexpr std::size_t kMost = 16;
  // Over a shorter time the noise of two samples would outweigh what lies between them.
  static constexpr Span kShortestBase = Span::seconds(1);

  struct Sample {
    Instant at;
    Value value{};
  };
  // The one that came so many before the last.
  [[nodiscard]] const Sample& back(std::size_t before) const {
    return samples_[(next_ + kMost - before) % kMost];
  }
  [[nodiscard]] Sample& back(std::size_t before) { return samples_[(next_ + kMost - before) % kMost]; }

  [[nodiscard]] std::optional<Value> beyond(Instant when) const {
    const Sample& last = back(0);
    for (std::size_t before = 1; before < count_; ++before) {
      const Sample& base = back(before);
      const Span length = last.at - base.at;
      if (length > kLongestGap) {
        break;
      }
      if (length >= kShortestBase || before + 1 == count_) {
        const Span ahead = std::min(when - last.at, length);  // no farther than it was seen to go
        return move(base.value, last.value, (length + ahead) / length);
      }
    }
    return last.value;
  }
  [[nodiscard]] std::optional<Value> between(Instant when) const {
    for (std::size_t before = 1; before < count_; ++before) {
      const Sample& earlier = back(before);
      const Sample& later = back(before - 1);
      if (when >= earlier.at) {
        const Span length = later.at - earlier.at;
        return length > kLongestGap
                   ? std::nullopt
                   : std::optional(move(earlier.value, later.value, (when - earlier.at) / length));
      }
    }
    const Sample& oldest = back(count_ - 1);
    return oldest.at - when > kLongestGap ? std::nullopt : std::optional(oldest.value);
  }

  std::array<Sample, kMost> samples_{};
  std::size_t next_ = 0;  // the place of the last one
  std::size_t count_ = 0;
};

}  // namespace selat::radar
