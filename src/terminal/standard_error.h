#pragma once
// A last word on standard error that never waits for its reader.

#include <string_view>

namespace selat::terminal {

// One line. Left out where standard error cannot take it at once (its terminal is stopped with Ctrl-S).
void say_on_standard_error(std::string_view line);

}  // namespace selat::terminal
