#pragma once
// When a sentence of one feed was sent, as an instant: from its TAG block or its time of day, else from how
// far the feed's own times lie from reception. So a heading without a time and a plot with one meet, in a
// recording too. A single wrong time is believed of its own sentence only. One object a feed; not
// thread-safe.

#include <cstdint>
#include <optional>

#include "radar/sentence.h"
#include "units/instant.h"

namespace selat::radar {

// How far the times of a feed lie ahead of reception. What several sentences have agreed on is given up only
// when as many in a row speak against it.
class TimesAhead {
 public:
  void take(Span ahead);
  [[nodiscard]] std::optional<Span> believed() const { return believed_; }

 private:
  std::optional<Span> believed_;
  std::uint32_t agreeing_ = 0, against_ = 0;  // the last ones in a row
};

class FeedClock {
 public:
  // Of a sentence of the radar's own ship; learns from its date and time of day.
  [[nodiscard]] Instant of_own_ship(const OwnShipSentence& sentence, std::optional<Instant> sent_at,
                                    Instant received_at);
  [[nodiscard]] Instant of_target(const TargetSentence& sentence, std::optional<Instant> sent_at,
                                  Instant received_at);

 private:
  // Of a sentence without a time of its own.
  [[nodiscard]] Instant without_time(std::optional<Instant> sent_at, Instant received_at) const;
  // The instant near which a time of day is: only sentences with a date put it on a day other than that of
  // reception.
  [[nodiscard]] Instant near(std::optional<Instant> sent_at, Instant received_at) const;

  TimesAhead of_own_ship_;  // they go before those of targets
  TimesAhead of_targets_;
  TimesAhead by_dates_;
};

}  // namespace selat::radar
