#pragma once
// The picture as JSON, for `selat top --once --json` and for tests.

#include <string>

#include "units/instant.h"

namespace selat::cop {
class OperationalPicture;
}

namespace selat::terminal {

// Indented; ends with a newline. Text that is not UTF-8 comes with its bad bytes replaced.
[[nodiscard]] std::string as_json(const cop::OperationalPicture& picture, Instant now);

}  // namespace selat::terminal
