#include "nmea/station_clock.h"

#include <algorithm>
#include <utility>

namespace selat::nmea {

namespace {

// Lines wait in buffers, and some receivers tell whole seconds.
constexpr Span kAboutTheSame = Span::seconds(20);
constexpr Span kSteadyFor = Span::seconds(30);
constexpr std::uint32_t kLeastTimes = 3;
constexpr Span kToldFor = Span::minutes(2);

bool is_far(Span behind) {
  return behind > StationClock::kMostBehind || behind < -StationClock::kMostAhead;
}

}  // namespace

bool StationClock::Offset::has(Span other) const {
  const Span more = other - behind;
  return times > 0 && more <= kAboutTheSame && more >= -kAboutTheSame;
}

StationClock::Offset* StationClock::find(Offsets& among, Span behind) {
  const auto found = std::ranges::find_if(among, [&](const Offset& offset) { return offset.has(behind); });
  return found == among.end() ? nullptr : &*found;
}

StationClock::Offset& StationClock::longest_unheard(Offsets& among) {
  return *std::ranges::min_element(
      among, {}, [](const Offset& offset) { return std::pair(offset.times > 0, offset.until); });
}

bool StationClock::is_wrong(Instant sent_at, Instant received_at) {
  const Span behind = received_at - sent_at;
  if (!is_far(behind)) {
    right_at_ = received_at;
    return false;
  }
  if (Offset* const known = find(wrong_, behind)) {
    known->behind = behind;  // a clock may be fast or slow, too
    known->until = received_at;
    return true;
  }
  Offset* const doubted = find(doubted_, behind);
  if (doubted == nullptr) {
    longest_unheard(doubted_) = {behind, received_at, received_at, 1};
    return false;
  }
  ++doubted->times;
  doubted->until = received_at;
  if (doubted->times < kLeastTimes || received_at - doubted->since < kSteadyFor) {
    return false;
  }
  longest_unheard(wrong_) = *doubted;
  *doubted = {};
  return true;
}

std::optional<Span> StationClock::behind(Instant now) const {
  std::optional<Span> farthest;
  const auto size_of = [](Span span) { return span < Span() ? -span : span; };
  for (const Offset& wrong : wrong_) {
    const bool is_told = wrong.times > 0 && now - wrong.until <= kToldFor;
    if (is_told && (!farthest || size_of(wrong.behind) > size_of(*farthest))) {
      farthest = wrong.behind;
    }
  }
  return farthest;
}

bool StationClock::is_right(Instant now) const {
  return right_at_ && now - *right_at_ <= kToldFor && !behind(now);
}

}  // namespace selat::nmea
