#pragma once
// How often a vessel should be heard, and from that: after what silence its track is lost, and when it has
// ended. Source of the intervals: ITU-R M.1371-5, annex 1 §4.2.1, tables 1 and 2 (the longest of each row:
// a ship that alters course reports more often).

#include <optional>

#include "model/report.h"
#include "units/instant.h"
#include "units/speed.h"

namespace selat::track {

[[nodiscard]] Span expected_interval(model::Transponder transponder, std::optional<Speed> sog,
                                     model::NavigationStatus status);

// Twenty expected reports missed, at least 6 minutes, at most an hour.
[[nodiscard]] Span lost_after(Span expected_interval);
// Three times that, at least 30 minutes: a later report begins a new track.
[[nodiscard]] Span ended_after(Span expected_interval);

}  // namespace selat::track
