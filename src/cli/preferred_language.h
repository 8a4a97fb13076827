#pragma once
// The language in which a command speaks to whoever started it, known before anything can go wrong:
// --lang, else `language` of the settings, else the environment (LC_ALL, LC_MESSAGES, LANG).

#include <filesystem>
#include <vector>

#include "base/language.h"

namespace selat::cli {

[[nodiscard]] Language language_of_environment();
// argv[0] is the command's name; words that make no sense are left to the command to refuse.
[[nodiscard]] Language preferred_language(int argc, char* const* argv);

}  // namespace selat::cli
