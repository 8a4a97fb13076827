#pragma once
// The picture as JSON, for `selat top --once --json` and for tests.

#include <string>

#include "base/language.h"
#include "units/clock.h"

namespace selat::cop {
class OperationalPicture;
}

namespace selat::terminal {

// Names and reasons in the language; indented; ends with a newline. Text that is not UTF-8 comes with its bad
// bytes replaced.
[[nodiscard]] std::string as_json(const cop::OperationalPicture& picture, Language language, Now now);

}  // namespace selat::terminal
