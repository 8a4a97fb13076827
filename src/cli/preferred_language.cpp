#include "cli/preferred_language.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "config/read_settings.h"
#include "runtime/paths.h"

namespace selat::cli {
namespace {

// Every value of the option `name`, written "--name value" or "--name=value".
std::vector<std::string_view> values_of(std::string_view name, int argc, char* const* argv) {
  std::vector<std::string_view> values;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == name && i + 1 < argc) {
      values.emplace_back(argv[++i]);
    } else if (word.starts_with(name) && word.substr(name.size()).starts_with('=')) {
      values.push_back(word.substr(name.size() + 1));
    }
  }
  return values;
}

}  // namespace

int words_of_language(int argc, char** argv, int at) {
  const std::string_view word = argv[at];
  if (word.starts_with("--lang=") || word.starts_with("--language=")) {
    return 1;
  }
  return (word == "--lang" || word == "--language") && at + 1 < argc ? 2 : 0;
}

std::vector<char*> with_language_behind(int argc, char** argv) {
  std::vector<char*> words(argv, argv + argc);
  int first = 1;
  for (int more = 1; first < argc && more > 0; first += more) {
    more = words_of_language(argc, argv, first);
  }
  if (first < argc) {
    std::rotate(words.begin() + 1, words.begin() + first, words.end());
  }
  words.push_back(nullptr);
  return words;
}

Language language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') {
      return from_name<Language>(std::string_view(value).substr(0, 2)).value_or(Language::en);
    }
  }
  return Language::en;
}

Language preferred_language(int argc, char* const* argv) {
  for (const char* const option : {"--lang", "--language"}) {
    const auto named = values_of(option, argc, argv);
    const auto language = named.empty() ? std::nullopt : from_name<Language>(named.back());
    if (language) {
      return *language;
    }
  }
  std::vector<std::filesystem::path> files;
  for (const std::string_view file : values_of("--config", argc, argv)) {
    files.emplace_back(file);
  }
  if (const auto usual = runtime::find_settings_file(); files.empty() && usual) {
    files.push_back(*usual);
  }
  Language language = language_of_environment();
  for (const std::filesystem::path& file : files) {
    language = config::language_of(file).value_or(language);
  }
  return language;
}

}  // namespace selat::cli
