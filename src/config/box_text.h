#pragma once
// An area as a person writes it: "103.5,1,104.5,1.5" are west, south, east and north in degrees.
//
// Thread: any. Pure.

#include <optional>
#include <string_view>

#include "geo/polygon.h"

namespace selat::config {

// Nothing where the text is no such thing, or the sides are no places on Earth or the wrong way round.
[[nodiscard]] std::optional<geo::Box> box_of(std::string_view text);

}  // namespace selat::config
