#pragma once
// What `selat doctor` shows.

#include <string>

namespace selat::bus {

// Of ZeroMQ as loaded, with what it lacks: "4.3.4", "4.3.4 without CURVE".
[[nodiscard]] std::string library_version();

}  // namespace selat::bus
