#pragma once
// Which sensors see an object still. Plain functions of a track; thread-safe.

#include <algorithm>

#include "model/track.h"

namespace selat::model {

// A radar turns in seconds; AIS at anchor speaks every three minutes (ITU-R M.1371-5 annex 1 table 1), and a
// person looks once.
inline constexpr Span kRadarSeesFor = Span::seconds(60), kOthersSeeFor = Span::minutes(4);

// Whether that sensor saw the object about when it was seen last at all.
[[nodiscard]] constexpr bool sees(const SensorSpan& span, Instant last_at) {
  return last_at - span.last_at <= (span.kind == SensorKind::radar ? kRadarSeesFor : kOthersSeeFor);
}

// Whether others see the object while AIS does not: it never named itself, or does no more.
[[nodiscard]] inline bool is_silent_on_ais(const Track& track) {
  return is_without_ais(track) ||
         (!track.seen_by.empty() && std::ranges::none_of(track.seen_by, [&](const SensorSpan& span) {
           return span.kind == SensorKind::ais && sees(span, track.last_at);
         }));
}

}  // namespace selat::model
