#pragma once
// What `selat doctor` shows.

#include <string>

namespace selat::store {

// Of SQLite as loaded: "3.40.1".
[[nodiscard]] std::string library_version();

}  // namespace selat::store
