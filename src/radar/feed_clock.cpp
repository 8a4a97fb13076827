#include "radar/feed_clock.h"

#include <algorithm>

#include "radar/time_of_day.h"

namespace selat::radar {
namespace {

constexpr std::uint32_t kConfirmedBy = 3;
constexpr Span kAgreement = Span::minutes(1);
// By less than this the dates do not show a recording, but at most a clock that is wrong.
constexpr Span kOtherDay = Span::hours(12);

Span distance(Span a, Span b) {
  return a < b ? b - a : a - b;
}

}  // namespace

void TimesAhead::take(Span ahead) {
  const bool agrees = believed_ && distance(*believed_, ahead) <= kAgreement;
  against_ = agrees ? 0 : against_ + 1;
  if (!agrees && agreeing_ >= kConfirmedBy && against_ < kConfirmedBy) {
    return;
  }
  believed_ = ahead;
  agreeing_ = agrees ? std::min(agreeing_ + 1, kConfirmedBy) : 1;
  against_ = 0;
}

Instant FeedClock::of_own_ship(const OwnShipSentence& sentence, std::optional<Instant> sent_at,
                               Instant received_at) {
  if (!sentence.time_of_day) {
    return without_time(sent_at, received_at);
  }
  const Instant at = sentence.date ? *sentence.date + *sentence.time_of_day
                                   : last_with(*sentence.time_of_day, near(sent_at, received_at));
  of_own_ship_.take(at - received_at);
  if (sentence.date) {
    by_dates_.take(at - received_at);
  }
  return at;
}

Instant FeedClock::of_target(const TargetSentence& sentence, std::optional<Instant> sent_at,
                             Instant received_at) {
  if (!sentence.time_of_day) {
    return without_time(sent_at, received_at);
  }
  const Instant at = last_with(*sentence.time_of_day, near(sent_at, received_at));
  of_targets_.take(at - received_at);
  return at;
}

Instant FeedClock::without_time(std::optional<Instant> sent_at, Instant received_at) const {
  const Span of_targets = of_targets_.believed().value_or(Span());
  return sent_at.value_or(received_at + of_own_ship_.believed().value_or(of_targets));
}

Instant FeedClock::near(std::optional<Instant> sent_at, Instant received_at) const {
  const Span by_dates = by_dates_.believed().value_or(Span());
  const bool is_other_day = distance(by_dates, Span()) >= kOtherDay;
  return sent_at.value_or(is_other_day ? received_at + by_dates : received_at);
}

}  // namespace selat::radar
