#pragma once
// The version of ZeroMQ, for `selat doctor`.

#include <string>

namespace selat::bus {

// The version of the library that is loaded, and what it lacks: "4.3.4", "4.3.4 without CURVE".
[[nodiscard]] std::string library_version();

}  // namespace selat::bus
