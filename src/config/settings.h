#pragma once
// All settings, as values with defaults. Each key is described in config/settings_schema.cpp and shown by
// `selat config keys`. One TOML file, config/selat.toml; --config names another.

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/enum_names.h"
#include "base/language.h"
#include "geo/polygon.h"
#include "model/radar.h"
#include "model/sector.h"
#include "model/watch_entry.h"
#include "units/distance.h"
#include "units/instant.h"
#include "units/speed.h"

namespace selat::config {

using selat::Language;

struct BusSettings {
  std::filesystem::path directory;  // empty: runtime/ chooses $XDG_RUNTIME_DIR/selat or /tmp/selat-<uid>
  std::filesystem::path keys;
  struct Remote {
    std::string publish, request, orders;  // orders: empty where they are beside `request`
  };
  std::map<std::string, Remote, std::less<>> remote;  // process name → endpoints
  struct Peer {
    std::optional<std::vector<std::string>> topics;  // none: all
    std::string orders_from;                         // empty: its own name
  };
  std::map<std::string, Peer, std::less<>> peers;  // name of a key → what its owner may do
};

struct FeedSettings {
  std::string name;
  std::string uri;
  std::vector<std::string> peers = {};  // ranges of addresses that may send, where it is beyond this machine
  bool is_unencrypted = false;          // the person says so
  std::string source;  // label stamped on reports whose sentences name none; default: the feed's name
  std::optional<geo::Position> station;
  Span silent_after = Span::seconds(30);
  bool is_checksum_lenient = false;
  std::uint64_t max_lines_per_s = 100'000;
};

// What is handed on to other programs.
struct OutputSettings {
  enum class Format : std::uint8_t { nmea, json, alerts };

  std::string name = {};
  std::string uri = {};
  Format format = Format::nmea;
  bool has_tag_blocks = false;
  std::vector<std::string> peers = {};  // as of a feed
  bool is_unencrypted = false;
  // Each that is given must be met.
  std::vector<std::uint8_t> types = {};  // AIS message types
  std::vector<std::uint32_t> mmsis = {};
  std::optional<geo::Box> area = {};
};

// One rule of detection: the table [rules.<id>].
struct RuleSettings {
  bool is_on = true;
  std::string owner;
  std::string review_date;                                // "2027-01-01"
  std::map<std::string, double, std::less<>> thresholds;  // only keys the rule declares are accepted
};

struct DetectSettings {
  Span lateness = Span::minutes(10);
  std::uint64_t max_vessels = 50'000;
  bool trusts_order = false;
  std::map<std::string, RuleSettings, std::less<>> rules;
  std::vector<model::WatchEntry> watch_list;
};

struct CoordinateSettings {
  std::filesystem::path database;  // empty: <data directory>/coordinate.sqlite
  Span lease = Span::seconds(60);
  Span renew_every = Span::seconds(20);
  Span skew_bound = Span::seconds(2);
  Span answer_within = Span::seconds(60);
  std::uint32_t offer_tries = 3;
  Span escalate_alarm_after = Span::minutes(5);
  Span escalate_distress_after = Span::minutes(2);
  std::vector<model::ControlPoint> control_points;  // position and nation from geodata/, capacity from here
  std::vector<model::Asset> assets;
};

struct Settings {
  Language language = Language::en;
  std::filesystem::path data_directory;  // empty: $XDG_STATE_HOME/selat or ~/.local/state/selat
  std::filesystem::path geodata;         // empty: found beside the program
  BusSettings bus;
  std::vector<FeedSettings> feeds;
  std::vector<model::Radar> radars;  // on the shore
  std::vector<OutputSettings> outputs;
  DetectSettings detect;
  CoordinateSettings coordinate;
};

}  // namespace selat::config

namespace selat {
template <>
inline constexpr auto enum_names<config::OutputSettings::Format> =
    std::to_array<std::string_view>({"nmea", "json", "alerts"});
}  // namespace selat
