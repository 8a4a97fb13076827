// What is told a person whose key is none.

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/unknown_word.h"
#include "config/settings_schema.h"

namespace selat::config {
namespace {

// The section `path` is the root for "feed[]", "bus" for "bus.remote.*".
std::string_view parent_of(std::string_view path) {
  const std::string_view own = path.substr(0, path.find_last_not_of("*.[]") + 1);
  const auto dot = own.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : own.substr(0, dot);
}

// "remote" of "bus.remote.*".
std::string own_name_of(std::string_view path) {
  const std::string_view own = path.substr(0, path.find_last_not_of("*.[]") + 1);
  return std::string(own.substr(own.rfind('.') + 1));
}

struct KnownHere {
  std::vector<std::string> words;  // as they may be mistyped
  std::vector<std::string> shown;  // as they are written
};

KnownHere known_in(std::string_view path, std::span<const std::string> thresholds) {
  KnownHere known;
  for (const KeyRow& row : settings_keys()) {
    if (row.section == path) {
      known.words.emplace_back(row.name);
      known.shown.emplace_back(row.name);
    }
  }
  known.words.insert(known.words.end(), thresholds.begin(), thresholds.end());
  known.shown.insert(known.shown.end(), thresholds.begin(), thresholds.end());
  for (const SectionRow& section : settings_sections()) {
    if (!section.path.empty() && parent_of(section.path) == path) {
      known.words.push_back(own_name_of(section.path));
      known.shown.push_back(header_of(section));
    }
  }
  return known;
}

// Where a key of that name belongs; empty: nowhere.
std::string other_home_of(std::string_view key) {
  for (const SectionRow& section : settings_sections()) {
    const bool has_it = std::ranges::any_of(
        settings_keys(), [&](const KeyRow& row) { return row.section == section.path && row.name == key; });
    if (has_it && !section.path.empty()) {
      return header_of(section);
    }
  }
  return {};
}

}  // namespace

LocalizedMessage hint_for(std::string_view path, std::string_view key,
                          std::span<const std::string> thresholds) {
  const KnownHere known = known_in(path, thresholds);
  LocalizedMessage list(tr("known here are {known} (see 'selat config keys')"),
                        {{"known", fmt::format("{}", fmt::join(known.shown, ", "))}});
  if (const auto meant = likely_meant(key, known.words)) {
    const auto at = std::ranges::find(known.words, *meant) - known.words.begin();
    return {tr("did you mean {meant}? {list}"),
            {{"meant", known.shown[static_cast<std::size_t>(at)]}, {"list", list}}};
  }
  if (const std::string home = other_home_of(key); !home.empty()) {
    return {tr("it is a key of {section}; {list}"), {{"section", home}, {"list", list}}};
  }
  return list;
}

}  // namespace selat::config
