#pragma once
// What `selat doctor` shows.

#include <string>

namespace selat::wire {

// Of Protobuf: "3.21.12".
[[nodiscard]] std::string library_version();

}  // namespace selat::wire
