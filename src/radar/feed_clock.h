#pragma once
// When a sentence of one feed was sent, as an instant: from its TAG block or its time of day, else from how
// far the feed's own times lie from reception. So a heading without a time and a plot with one meet, in a
// recording too. One object a feed; not thread-safe.

#include <optional>

#include "radar/sentence.h"
#include "units/instant.h"

namespace selat::radar {

class FeedClock {
 public:
  // Of a sentence of the radar's own ship; learns from its date and time of day.
  [[nodiscard]] Instant of_own_ship(const OwnShipSentence& sentence, std::optional<Instant> sent_at,
                                    Instant received_at);
  [[nodiscard]] Instant of_target(const TargetSentence& sentence, std::optional<Instant> sent_at,
                                  Instant received_at);

 private:
  // What is known of the time without the sentence's own.
  [[nodiscard]] Instant about(std::optional<Instant> sent_at, Instant received_at) const {
    return sent_at.value_or(received_at + ahead_.value_or(Span()));
  }

  std::optional<Span> ahead_;    // of reception, by the last sentence that had a time
  bool is_of_own_ship_ = false;  // whose times go before those of targets
};

}  // namespace selat::radar
