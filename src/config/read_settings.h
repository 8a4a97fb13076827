#pragma once
// Reads settings from a TOML file. All keys are listed in config/settings_schema.h. A key that is not listed,
// has the wrong type or is out of range is a problem, reported with its place in the file; all problems of a
// file are reported, not only the first.
//
// Thread: any; nothing is kept between calls.

#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/enum_names.h"
#include "base/localized_message.h"
#include "config/settings.h"

namespace selat::config {

enum class ProblemKind : std::uint8_t {
  unreadable,    // no such file, too large
  not_toml,      // as a whole
  unknown_key,   // not in the table of keys
  missing,       // a key that must be there, or one of several
  wrong_type,    // a text where a number belongs
  out_of_range,  // of the right type, but none of the values it may have
  unknown_name,  // of a rule, a control point, a kind of feed
  duplicate,     // a name that something else has
  conflict,      // with another key
  obstacle,      // on this machine, as things are: what only warns, since it can pass
};

// One error in a settings file. Line and column are counted from 1; 0: no place in the file.
struct SettingsProblem {
  ProblemKind kind;
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string key;            // "feed[2].uri"; empty for the file as a whole
  LocalizedMessage found;     // what is wrong
  LocalizedMessage expected;  // what belongs there

  // "selat.toml:12:7: feed[2].uri: is missing; give a text of at most 4000 letters in quotes"
  [[nodiscard]] LocalizedMessage message() const;
};

// It does not keep the settings from being used.
[[nodiscard]] inline bool is_warning(const SettingsProblem& problem) {
  return problem.kind == ProblemKind::obstacle;
}

// A threshold that a rule declares, so that a settings file may set it.
struct KnownThreshold {
  std::string name;
  double low = 0;
  double high = 0;
  double standard = 0;     // the default
  MessageId meaning = {};  // one sentence
};
struct KnownRule {
  std::string id;
  std::vector<KnownThreshold> thresholds;
  MessageId meaning = {};                                           // one sentence
  std::vector<std::pair<std::string, std::string>> ascending = {};  // of two, the second is not the lesser
};

// A shore radar of geodata/radars.geojson.
struct KnownSite {
  std::string id;
  std::string name;
  geo::Position position;
  Distance doubt;  // how far from there it may stand
};

// What is wrong with a feed or an output as a whole: the key in question, what, and what belongs there.
struct RowProblem {
  std::string_view key;
  LocalizedMessage found, expected;
};

// What other folders know of the values in a settings file; the caller passes it. An empty list, or an empty
// function, is not checked.
struct Vocabulary {
  std::vector<KnownRule> rules;
  // Ids of the control points of a geodata folder (empty path: the default folder).
  std::function<std::vector<std::string>(const std::filesystem::path& geodata)> control_points;
  std::function<std::vector<KnownSite>(const std::filesystem::path& geodata)> radar_sites = {};
  // What is wrong with the URI of a feed; nothing if a feed can be made of it.
  std::function<std::optional<LocalizedMessage>(std::string_view uri)> feed_fault;
  std::vector<std::string> topics;  // of the bus
  // What is wrong with a feed or an output as a whole.
  std::function<std::optional<RowProblem>(const FeedSettings&)> feed_problem = {};
  std::function<std::optional<RowProblem>(const OutputSettings&)> output_problem = {};
  // What is wrong with where they listen, read or send, beside all that was read before.
  std::function<std::optional<RowProblem>(const FeedSettings&, const Settings&)> feed_place_problem = {};
  std::function<std::optional<RowProblem>(const OutputSettings&, const Settings&)> output_place_problem = {};
  std::function<std::optional<RowProblem>(std::string_view process, const BusSettings::Remote&,
                                          const Settings&)>
      remote_place_problem = {};
  // What is wrong with the name of a process of the bus that other processes reach, and with the name of a
  // key.
  std::function<std::optional<RowProblem>(std::string_view name)> process_problem = {};
  std::function<std::optional<LocalizedMessage>(std::string_view name)> key_name_fault = {};
  // What is wrong with the endpoints of a process; `has_keys`: there are keys to encrypt with.
  std::function<std::optional<RowProblem>(const BusSettings::Remote&, bool has_keys)> remote_problem = {};
  // Names that speak for themselves besides control points ("watch").
  std::vector<std::string> further_speakers = {};
  // For whom the owner of a key of that name speaks; nothing where its name does not say.
  std::function<std::optional<std::string>(std::string_view key)> speaker_of = {};
  // What is wrong with what is at these paths on this machine.
  std::function<std::optional<RowProblem>(const std::filesystem::path& geodata)> geodata_problem = {};
  std::function<std::optional<RowProblem>(const std::filesystem::path& keys)> keys_problem = {};
  // What on this machine keeps a feed from working now, and what is wrong with the name of a peer, whose key
  // should be there; and what may be wrong with where a feed reads, beside those before it. All only warn.
  std::function<std::optional<RowProblem>(const FeedSettings&)> feed_obstacle = {};
  std::function<std::optional<RowProblem>(const FeedSettings&, const Settings&)> feed_place_obstacle = {};
  std::function<std::optional<RowProblem>(std::string_view name, const std::filesystem::path& keys)>
      peer_obstacle = {};
  // What keeps a craft from having its berth there; warns, too.
  std::function<std::optional<RowProblem>(geo::Position, const std::filesystem::path& geodata)>
      berth_obstacle = {};
  // Takes each warning, where nothing is wrong.
  std::function<void(const SettingsProblem&)> on_warning = {};
};

// `defaults` apply where the file says nothing. Relative paths in the file are relative to the file's
// directory.
[[nodiscard]] std::expected<Settings, std::vector<SettingsProblem>> read_settings(
    const std::filesystem::path& file, const Vocabulary& vocabulary, Settings defaults = {});
// The same from a text in memory; `file` is named in problems, and relative paths are relative to its
// directory.
[[nodiscard]] std::expected<Settings, std::vector<SettingsProblem>> parse_settings(
    std::string_view toml, const std::filesystem::path& file, const Vocabulary& vocabulary,
    Settings defaults = {});
// The `language` of a settings file, if the file is TOML and names one. Problems are reported by
// read_settings().
[[nodiscard]] std::optional<Language> language_of(const std::filesystem::path& file);

}  // namespace selat::config

namespace selat {
template <>
inline constexpr auto enum_names<config::ProblemKind> =
    std::to_array<std::string_view>({"unreadable", "not_toml", "unknown_key", "missing", "wrong_type",
                                     "out_of_range", "unknown_name", "duplicate", "conflict", "obstacle"});
}  // namespace selat
