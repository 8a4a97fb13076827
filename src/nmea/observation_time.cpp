#include "nmea/observation_time.h"

namespace selat::nmea {

namespace {
constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;
constexpr std::int64_t kMicrosecondsPerMinute = 60 * kMicrosecondsPerSecond;
constexpr std::int64_t kSecondsAfter = 15;

[[nodiscard]] Instant at_second(Instant base, std::uint8_t utc_second) {
  const std::int64_t us = base.in_unix_microseconds();
  std::int64_t into_minute = us % kMicrosecondsPerMinute;
  if (into_minute < 0) {
    into_minute += kMicrosecondsPerMinute;
  }
  std::int64_t turn = utc_second * kMicrosecondsPerSecond - into_minute;
  if (turn > kSecondsAfter * kMicrosecondsPerSecond) {
    turn -= kMicrosecondsPerMinute;
  } else if (turn <= (kSecondsAfter - 60) * kMicrosecondsPerSecond) {
    turn += kMicrosecondsPerMinute;
  }
  return Instant::unix_microseconds(us + turn);
}
}  // namespace

Observation observe(Instant sent_at, Instant received_at, std::optional<std::uint8_t> utc_second,
                    const TimePolicy& policy) {
  Observation observation;
  Instant base = sent_at;
  if (base - received_at > policy.max_ahead) {
    observation.warnings.add(DecodeWarning::time_ahead);
    base = received_at;
  } else if (policy.max_behind && received_at - base > *policy.max_behind) {
    observation.warnings.add(DecodeWarning::time_behind);
  }
  observation.at = utc_second && *utc_second < 60 ? at_second(base, *utc_second) : base;
  return observation;
}

}  // namespace selat::nmea
