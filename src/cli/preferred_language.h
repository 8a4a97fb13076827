#pragma once
// The language of messages to the person who started the command, known before anything can fail: --lang,
// else `language` of the settings, else the environment (LC_ALL, LC_MESSAGES, LANG).

#include <filesystem>
#include <vector>

#include "base/language.h"

namespace selat::cli {

[[nodiscard]] Language language_of_environment();
// argv[0] is the command's name; wrong arguments are ignored here and refused by the command.
[[nodiscard]] Language preferred_language(int argc, char* const* argv);

}  // namespace selat::cli
