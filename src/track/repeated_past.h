#pragma once
// Stations have been heard to tell everything again a quarter of an hour later, with fresh times. Such a
// report puts its vessel back on the way it came, at the course and speed it had there. Pure.

#include "track/fix.h"
#include "track/history.h"

namespace selat::track {

// Whether the fix lies on the way that the object went within the history, more than a minute ago, at the
// course and speed of then. Never of a vessel that hardly moves: it may well be where it was.
[[nodiscard]] bool repeats_past(const TrackHistory& history, const Fix& fix);

}  // namespace selat::track
