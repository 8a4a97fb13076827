#pragma once
// The section of the screen with the radars: how each lies against the vessels that AIS names, and how much
// clutter it shows.
//
// Thread: any. Pure.

#include "base/language.h"
#include "cop/operational_picture.h"
#include "terminal/lines.h"

namespace selat::terminal {

// A table; nothing where there is no radar.
[[nodiscard]] Lines radar_alignments(const cop::OperationalPicture& picture, Language language);

}  // namespace selat::terminal
