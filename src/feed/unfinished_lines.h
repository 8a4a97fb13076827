#pragma once
// The ends of datagrams that were cut within a line, as boxes do that put a serial line into datagrams by the
// byte: each waits for the next datagram of its sender. A datagram's last line mostly has no line end and is
// whole all the same: one with the checksum it should have waits for nothing. A datagram that was lost
// between the two halves shows by the checksum, as errors on a serial line do.
//
// Bounded: kMostSenders wait at once, for kLongestWait; then the line is given as it is. Time is handed in.
// Not thread-safe.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "units/steady_time.h"

namespace selat::feed {

class UnfinishedLines {
 public:
  static constexpr std::size_t kMostSenders = 64;
  static constexpr Span kLongestWait = Span::seconds(2);

  struct Line {
    std::uint64_t sender = 0;
    std::string text;
    SteadyTime since;
  };

  // Whether the last line of a datagram, without a line end, may go on in the next: it has no sentence with
  // its checksum at its end, and is no TAG block alone; or it is JSON that does not end.
  [[nodiscard]] static bool may_go_on(std::string_view line);
  // Whether a datagram that begins so goes on with this line. One that begins a sentence or a TAG block of
  // its own does not.
  [[nodiscard]] static bool goes_on(std::string_view line, std::string_view datagram);

  // Keeps the line; returns the one that has waited longest if there are too many.
  [[nodiscard]] std::optional<Line> keep(Line line);
  // Takes out the line of this sender, if there is one.
  [[nodiscard]] std::optional<Line> take(std::uint64_t sender);
  // Takes out one that has waited long enough, if there is one.
  [[nodiscard]] std::optional<Line> take_expired(SteadyTime now);
  [[nodiscard]] bool empty() const { return lines_.empty(); }

 private:
  std::vector<Line> lines_;  // in the order they came
};

}  // namespace selat::feed
