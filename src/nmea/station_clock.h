#pragma once
// Whether the clock of a station is wrong: of what it sends now, the time lies far from when it is received,
// always by about the same. What a receiver has stored and sends later comes ever less late, or once, and
// keeps its time. Judged from the times that are handed in; one station, or one name that several share: a
// wrong clock among right ones is found too, and several wrong ones.

#include <array>
#include <cstdint>
#include <optional>

#include "units/instant.h"

namespace selat::nmea {

class StationClock {
 public:
  // Farther from reception than this a time may be wrong: behind, since reports pass through networks and
  // stores; ahead, as TimePolicy has it, since nothing is sent after it was received.
  static constexpr Span kMostBehind = Span::minutes(10);
  static constexpr Span kMostAhead = Span::seconds(60);

  // Whether the time is that of a wrong clock. To be called with each.
  [[nodiscard]] bool is_wrong(Instant sent_at, Instant received_at);
  // By how much the clock was behind within the last two minutes (negative: ahead), if it was wrong; of
  // several, the one that is farthest off.
  [[nodiscard]] std::optional<Span> behind(Instant now) const;

  // Whether right times, and none that is wrong, were told within the last two minutes.
  [[nodiscard]] bool is_right(Instant now) const;

 private:
  // Times that are about as much behind as the first of them.
  struct Offset {
    Span behind;
    Instant since, until;  // received
    std::uint32_t times = 0;
    [[nodiscard]] bool has(Span other) const;
  };
  // As many wrong clocks share a name at most; a further one takes the place of the one unheard for longest.
  using Offsets = std::array<Offset, 4>;
  [[nodiscard]] static Offset* find(Offsets& among, Span behind);
  [[nodiscard]] static Offset& longest_unheard(Offsets& among);

  Offsets wrong_ = {};    // times 0: none
  Offsets doubted_ = {};  // not yet for long enough
  std::optional<Instant> right_at_;
};

}  // namespace selat::nmea
