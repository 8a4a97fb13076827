#pragma once
// The wait before the next attempt: a ceiling that doubles from 100 ms to 30 s, and a random wait between
// half of it and all of it, so that many feeds lost at once do not reconnect at once. It begins anew for a
// peer that has worked for a while: one that says a line and closes is met ever more rarely.

#include <algorithm>

#include "base/random.h"
#include "units/instant.h"

namespace selat::feed {

class Backoff {
 public:
  static constexpr Span kShortest = Span::milliseconds(100);
  static constexpr Span kLongest = Span::seconds(30);
  static constexpr Span kProvenAfter = Span::seconds(10);

  explicit Backoff(std::uint64_t seed) : random_(seed) {}

  [[nodiscard]] Span next() {
    const Span wait = ceiling_ * random_.uniform(0.5, 1.0);
    ceiling_ = std::min(ceiling_ * 2.0, kLongest);
    return wait;
  }
  // To be called when a connection has ended that brought lines for so long.
  void worked_for(Span time) {
    if (time >= kProvenAfter) {
      ceiling_ = kShortest;
    }
  }

 private:
  Random random_;
  Span ceiling_ = kShortest;
};

}  // namespace selat::feed
