#pragma once
// The section of the screen with what floats and is silent on AIS: seen by radar or by people alone, or by
// AIS no more.
//
// Thread: any. Pure.

#include <cstddef>

#include "base/language.h"
#include "cop/operational_picture.h"
#include "terminal/lines.h"

namespace selat::terminal {

// A table, the one seen last first; of more than `most` the number of the others. Who sees it stands in a
// line of its own where there is no room for one more column. Nothing where there is none.
[[nodiscard]] Lines silent_tracks(const cop::OperationalPicture& picture, Language language, Now now,
                                  std::size_t columns, std::size_t most);

}  // namespace selat::terminal
