#pragma once
// An area as a person writes it: "103.5,1,104.5,1.5" are west, south, east and north in degrees.
//
// Thread: any. Pure.

#include <expected>
#include <string_view>

#include "base/localized_message.h"
#include "geo/polygon.h"

namespace selat::config {

// Or what is wrong with it: it is no such thing, a side is no place on Earth, or two are the wrong way round.
[[nodiscard]] std::expected<geo::Box, LocalizedMessage> box_of(std::string_view text);

}  // namespace selat::config
