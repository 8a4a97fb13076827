#pragma once
// How the clock of this machine differs from that of the coordination server: from when its messages were
// sent, by its clock, and came, by ours. Ages of what it tells are wrong by as much.
//
// A late message makes our clock look ahead, never behind, so the least of the last few counts.
//
// Pure; not thread-safe.

#include <algorithm>
#include <cstddef>
#include <deque>
#include <optional>

#include "units/instant.h"

namespace selat::cop {

class ClockDifference {
 public:
  static constexpr Span kWorthSaying = Span::seconds(30);

  void note(Instant sent_at, Instant received_at) {
    last_.push_back(received_at - sent_at);
    if (last_.size() > kCounted) {
      last_.pop_front();
    }
  }
  // Of our clock; behind it is negative. Empty: not known, or too little to be said.
  [[nodiscard]] std::optional<Span> ahead() const {
    const Span least = last_.empty() ? Span() : *std::ranges::min_element(last_);
    const bool is_worth_saying = least >= kWorthSaying || least <= Span() - kWorthSaying;
    return is_worth_saying ? std::optional(least) : std::nullopt;
  }

 private:
  static constexpr std::size_t kCounted = 5;
  std::deque<Span> last_;
};

}  // namespace selat::cop
