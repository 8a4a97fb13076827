#pragma once
// Reads settings from a TOML file. Every key is listed in config/settings_schema.h; whatever is not listed
// there, has the wrong type or lies outside its range is a problem with its place in the file. All problems
// of a file are reported, not only the first.
//
// Thread: any; nothing is kept between calls.

#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "config/settings.h"

namespace selat::config {

// One thing wrong with a settings file; line and column count from 1, 0 where there is no place to name.
struct Problem {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string key;   // "feed[2].uri"; empty for the file as a whole
  std::string what;  // what is wrong
  std::string remedy;

  // "selat.toml:12:7: feed[2].uri: is missing; name where the feed comes from, such as tcp://host:port"
  [[nodiscard]] std::string line_of_text() const;
};

// A threshold that a rule declares, so that a settings file may set it.
struct KnownThreshold {
  std::string name;
  double low = 0;
  double high = 0;
  double standard = 0;       // the default
  std::string meaning = {};  // one sentence
};
struct KnownRule {
  std::string id;
  std::vector<KnownThreshold> thresholds;
};

// Names from other folders that a settings file may use, handed in by app/. An empty list is not checked.
struct Vocabulary {
  std::vector<KnownRule> rules;
  // Ids of the control points of a geodata folder (empty path: the one used when nobody names one).
  std::function<std::vector<std::string>(const std::filesystem::path& geodata)> control_points;
  std::vector<std::string> feed_schemes;  // "tcp", "file", …
};

// `defaults` are the settings where the file says nothing. Relative paths in the file start at the file's
// own directory.
[[nodiscard]] std::expected<Settings, std::vector<Problem>> read_settings(const std::filesystem::path& file,
                                                                          const Vocabulary& vocabulary,
                                                                          Settings defaults = {});
// The same from text already read; `file` is the name used in problems and the start of relative paths.
[[nodiscard]] std::expected<Settings, std::vector<Problem>> parse_settings(std::string_view toml,
                                                                           const std::filesystem::path& file,
                                                                           const Vocabulary& vocabulary,
                                                                           Settings defaults = {});

}  // namespace selat::config
