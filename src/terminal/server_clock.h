#pragma once
// What makes a picture misleading as a whole, in words: a clock of this machine that is not that of the
// coordination server, and a server that has lost its past.
//
// Thread: any. Pure.

#include <optional>

#include "base/language.h"
#include "base/localized_message.h"
#include "units/clock.h"
#include "units/instant.h"

namespace selat::cop {
class OperationalPicture;
}

namespace selat::terminal {

// How far our clock is ahead of the coordination server's (behind it: negative), as its last word came; empty
// where that is not known, or too little to be said.
[[nodiscard]] std::optional<Span> clock_ahead(const cop::OperationalPicture& picture, Now now);
[[nodiscard]] LocalizedMessage clock_difference(Span ahead, Language language);
[[nodiscard]] LocalizedMessage clock_difference_in_short(Span ahead, Language language);

// When the coordination server said last, in the log that is kept, that it has lost its past.
[[nodiscard]] std::optional<Instant> past_lost_at(const cop::OperationalPicture& picture);

}  // namespace selat::terminal
