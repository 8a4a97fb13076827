#include "radar/feed_clock.h"

#include "radar/time_of_day.h"

namespace selat::radar {

Instant FeedClock::of_own_ship(const OwnShipSentence& sentence, std::optional<Instant> sent_at,
                               Instant received_at) {
  if (!sentence.time_of_day) {
    return about(sent_at, received_at);
  }
  const Instant at = sentence.date ? *sentence.date + *sentence.time_of_day
                                   : last_with(*sentence.time_of_day, about(sent_at, received_at));
  ahead_ = at - received_at;
  is_of_own_ship_ = true;
  return at;
}

Instant FeedClock::of_target(const TargetSentence& sentence, std::optional<Instant> sent_at,
                             Instant received_at) {
  const Instant about_then = about(sent_at, received_at);
  if (!sentence.time_of_day) {
    return about_then;
  }
  const Instant at = last_with(*sentence.time_of_day, about_then);
  if (!is_of_own_ship_) {
    ahead_ = at - received_at;
  }
  return at;
}

}  // namespace selat::radar
