#pragma once
// How long to wait before the next try: doubles from 100 ms to 30 s, and each wait is drawn from the upper
// half of that, so that many feeds cut at once do not return at once.

#include <algorithm>

#include "base/random.h"
#include "units/instant.h"

namespace selat::feed {

class Backoff {
 public:
  static constexpr Span kShortest = Span::milliseconds(100);
  static constexpr Span kLongest = Span::seconds(30);

  explicit Backoff(std::uint64_t seed) : random_(seed) {}

  [[nodiscard]] Span next() {
    const Span wait = ceiling_ * random_.uniform(0.5, 1.0);
    ceiling_ = std::min(ceiling_ * 2.0, kLongest);
    return wait;
  }
  // After the peer has proved to work (a line has come, not merely a connection).
  void reset() { ceiling_ = kShortest; }

 private:
  Random random_;
  Span ceiling_ = kShortest;
};

}  // namespace selat::feed
