#include "nmea/station_clock.h"

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

bool StationClock::is_wrong(Instant sent_at, Instant received_at) {
  const Span behind = received_at - sent_at;
  if (!is_far(behind)) {
    return false;
  }
  if (wrong_.has(behind)) {
    wrong_.behind = behind;  // a clock may be fast or slow, too
    wrong_.until = received_at;
    return true;
  }
  if (!doubted_.has(behind)) {
    doubted_ = {behind, received_at, received_at, 1};
    return false;
  }
  ++doubted_.times;
  doubted_.until = received_at;
  if (doubted_.times < kLeastTimes || received_at - doubted_.since < kSteadyFor) {
    return false;
  }
  wrong_ = doubted_;
  doubted_ = {};
  return true;
}

std::optional<Span> StationClock::behind(Instant now) const {
  const bool is_told = wrong_.times > 0 && now - wrong_.until <= kToldFor;
  return is_told ? std::optional(wrong_.behind) : std::nullopt;
}

}  // namespace selat::nmea
