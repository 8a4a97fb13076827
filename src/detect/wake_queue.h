#pragma once
// Which records are to be woken at which second of event time: a wheel of seconds. A record is in it once.
// Amortised constant time. One thread; bounded by the number of records.

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "model/mmsi.h"
#include "units/instant.h"

namespace selat::detect {

class WakeQueue {
 public:
  // Returns the second at which the record will be handed out: that of `at` (or the next, if it has a
  // fraction), but after `clock`; earlier if `at` is far ahead: then it is to be put in again.
  Instant put(model::Mmsi mmsi, Instant at, Instant clock) {
    const std::int64_t wanted_s = (at.in_unix_microseconds() - 1) / 1'000'000 + 1;
    const std::int64_t now_s = clock.in_unix_seconds();
    const std::int64_t second = std::clamp(wanted_s, now_s + 1, now_s + kSeconds - 1);
    seconds_[static_cast<std::size_t>(second % kSeconds)].push_back(mmsi);
    return Instant::unix_seconds(second);
  }
  // Those put in for this full second, in no order that means anything.
  [[nodiscard]] std::vector<model::Mmsi> take(Instant second) {
    return std::exchange(seconds_[static_cast<std::size_t>(second.in_unix_seconds() % kSeconds)], {});
  }
  void clear() {
    for (auto& second : seconds_) {
      second.clear();
    }
  }

 private:
  static constexpr std::int64_t kSeconds = 4'096;
  std::array<std::vector<model::Mmsi>, kSeconds> seconds_;
};

}  // namespace selat::detect
