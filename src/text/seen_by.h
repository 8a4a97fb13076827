#pragma once
// Which sensors see an object, for people, and what they call an object that AIS never named.
//
// Thread: any. Pure.

#include <string>

#include "base/language.h"
#include "model/track.h"

namespace selat::text {

// "radar changi, AIS until 21:14:03 UTC": each sensor once, those that see it now first. "AIS" where only AIS
// ever did.
[[nodiscard]] std::string seen_by(const model::Track& track, Language language);

// A mark that can be spoken on the radio, "T7KQ2": the same for a track in every process, and alike for two
// tracks of a day by a chance of one in a million. Without letters and digits that are taken for each other.
[[nodiscard]] std::string track_mark(model::TrackId id);

}  // namespace selat::text
