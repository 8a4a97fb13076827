#pragma once
// What a feed or an output takes for itself alone on this machine, by its URI: a port at which it listens, or
// a serial line. Opens nothing.
//
// Thread: any. Pure.

#include <optional>
#include <string>
#include <string_view>

#include "feed/plain_traffic.h"

namespace selat::feed {

// "tcp 127.0.0.1:10110"; nothing where it takes nothing, or any free port.
[[nodiscard]] std::optional<std::string> listening_place(std::string_view uri, Flow flow);

// Of file://-, which one command alone can read, as it was started.
[[nodiscard]] bool reads_standard_input(std::string_view uri);

}  // namespace selat::feed
