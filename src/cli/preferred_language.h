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

// How many words the option that names the language takes at this place; 0: it does not stand there.
[[nodiscard]] int words_of_language(int argc, char** argv, int at);
// It may stand before the command, too: it goes behind, where every command reads it. A null ends the words.
[[nodiscard]] std::vector<char*> with_language_behind(int argc, char** argv);

}  // namespace selat::cli
