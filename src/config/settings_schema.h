#pragma once
// The table of all keys of a settings file, in the order in which `selat config keys` shows them. One row for
// each key: its section, type, range, default, one sentence, and the function that stores its value. A new
// key is one row here and one field in settings.h.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/enum_names.h"
#include "config/read_settings.h"
#include "config/settings.h"

namespace selat::config {

enum class ValueType : std::uint8_t {
  text,
  identity,  // a name or call sign of a vessel
  path,      // of a file
  directory,
  date,
  choice,
  flag,
  whole,
  number,
  mmsi,
  imo,
};

// A value that has been checked for type and range.
struct Value {
  std::string text = {};  // text, identity, path and directory (absolute), date, choice
  bool flag = false;
  double number = 0;  // whole, number, mmsi, imo

  [[nodiscard]] std::int64_t whole() const { return static_cast<std::int64_t>(number); }
  [[nodiscard]] Span seconds() const { return Span::seconds(number); }
};

// The settings read so far, and the element of a repeated section that is being read.
struct Draft {
  Settings settings;
  BusSettings::Remote remote;
  BusSettings::Peer peer;
  FeedSettings feed;
  model::Radar radar;
  std::string radar_site;  // of that radar, as written
  OutputSettings output;
  std::string types, mmsis, area;  // of that output, as written
  model::WatchEntry watch;
  RuleSettings rule;
  model::ControlPoint control_point;
  model::Asset asset;
  std::optional<double> latitude_deg, longitude_deg;
  std::optional<std::vector<std::string>> known_control_points;  // read once, when first needed
};

struct KeyRow {
  std::string_view section;  // as in SectionRow::path
  std::string_view name;
  ValueType type;
  double low, high;  // of whole and number; the longest text otherwise
  bool is_required;
  MessageId standard;  // the default as a person reads it
  MessageId meaning;   // one sentence
  void (*store)(Draft&, const Value&);
  std::string_view words = {};  // of a choice, split by '|'
};

enum class SectionKind : std::uint8_t {
  single,    // [bus]
  named,     // [rules.<id>]: any number of tables by name
  repeated,  // [[feed]]
};

// Adds a problem at the key `name` of the section being finished ("": at the section itself).
using AddProblem = std::function<void(std::string_view name, ProblemKind kind, LocalizedMessage found,
                                      LocalizedMessage expected)>;

struct SectionRow {
  std::string_view path;  // "", "bus", "bus.remote.*", "feed[]"
  SectionKind kind;
  MessageId meaning;  // one sentence
  void (*begin)(Draft&);
  // Checks the element as a whole and adds it to the settings. `name` is the name of a named table.
  void (*finish)(Draft&, std::string_view name, const Vocabulary&, const AddProblem&);
};

[[nodiscard]] std::span<const SectionRow> settings_sections();
[[nodiscard]] std::span<const KeyRow> settings_keys();
// Its header in a file: "[bus]", "[rules.<name>]", "[[feed]]"; empty for the keys before the first section.
[[nodiscard]] std::string header_of(const SectionRow& section);
// "a whole number from 1 to 10"
[[nodiscard]] LocalizedMessage expected_value(const KeyRow& row);
[[nodiscard]] LocalizedMessage number_between(double low, double high);
// What may stand in the section `path`, and what may be meant with a key that may not.
[[nodiscard]] LocalizedMessage hint_for(std::string_view path, std::string_view key,
                                        std::span<const std::string> thresholds);

}  // namespace selat::config

namespace selat {
template <>
inline constexpr auto enum_names<config::ValueType> = std::to_array<std::string_view>(
    {"text", "identity", "path", "directory", "date", "choice", "flag", "whole", "number", "mmsi", "imo"});
}  // namespace selat
