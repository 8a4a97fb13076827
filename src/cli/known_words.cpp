#include "cli/known_words.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "bus/endpoint.h"
#include "bus/topic.h"
#include "chart/chart.h"
#include "cli/settings_places.h"
#include "detect/rule_table.h"
#include "feed/feed_table.h"
#include "feed/listening_place.h"
#include "feed/output.h"
#include "feed/plain_traffic.h"
#include "model/request.h"
#include "runtime/paths.h"

namespace selat::cli {
namespace {

// A damaged geodata folder is reported by the command that needs it; here only its names are used.
std::vector<std::string> control_points_of(const std::filesystem::path& geodata) {
  const auto points = chart::load_control_points(
      chart::find_geodata(runtime::geodata_places(geodata)).value_or(std::filesystem::path()));
  std::vector<std::string> ids;
  if (points) {
    for (const model::ControlPoint& point : *points) {
      ids.emplace_back(point.id.view());
    }
  }
  return ids;
}

std::vector<config::KnownSite> radar_sites_of(const std::filesystem::path& geodata) {
  const auto sites = chart::load_radar_sites(
      chart::find_geodata(runtime::geodata_places(geodata)).value_or(std::filesystem::path()));
  std::vector<config::KnownSite> known;
  if (sites) {
    for (const chart::RadarSite& site : *sites) {
      known.push_back({site.id, site.names.en, site.position, site.doubt});
    }
  }
  return known;
}

// Of those that other processes reach; their topics have readers.
std::optional<config::RowProblem> problem_of_process(std::string_view name) {
  static constexpr auto kKnown =
      std::to_array<std::string_view>({"coordinate", "detect", "ingest", "up", "top"});
  if (auto fault = bus::process_name_fault(name)) {
    return config::RowProblem{"", *std::move(fault), tr("mend the name")};
  }
  if (std::ranges::find(kKnown, name) != kKnown.end() || name.starts_with("control-point.") ||
      name.starts_with("terminal-")) {
    return std::nullopt;
  }
  return config::RowProblem{
      "",
      tr("there is no such process"),
      {tr("known are {known}"), {{"known", fmt::format("{}, control-point.<id>", fmt::join(kKnown, ", "))}}}};
}

// Both `top` and `up` have the screen of the watch.
std::optional<std::string> speaker_of(std::string_view key) {
  constexpr std::string_view kControlPoint = "control-point.";
  if (key == "top" || key == "up") {
    return std::string(model::kWatchDesk);
  }
  return key.starts_with(kControlPoint) ? std::optional(std::string(key.substr(kControlPoint.size())))
                                        : std::nullopt;
}

std::optional<config::RowProblem> problem_of(const config::BusSettings::Remote& remote, bool has_keys) {
  const auto check = [&](std::string_view key,
                         const std::string& endpoint) -> std::optional<config::RowProblem> {
    if (auto fault = bus::endpoint_fault(endpoint)) {
      return config::RowProblem{key, *std::move(fault),
                                tr("write ipc:///path, or tcp://host:port with keys in [bus]")};
    }
    if (bus::is_tcp(endpoint) && !has_keys) {
      return config::RowProblem{key, tr("goes over a network, and there are no keys to encrypt with"),
                                tr("set keys in [bus], in this file or one before it")};
    }
    return std::nullopt;
  };
  auto problem = check("publish", remote.publish);
  problem = problem ? problem : check("request", remote.request);
  if (problem || !remote.orders.empty()) {
    return problem ? problem : check("orders", remote.orders);
  }
  return bus::orders_beside(remote.request)
             ? std::nullopt
             : std::optional(config::RowProblem{"request", tr("has no port behind its own"),
                                                tr("choose a lower port, or set orders")});
}

std::optional<LocalizedMessage> fault_of_feed(std::string_view uri) {
  const auto configured = feed::parse_uri(uri);
  if (!configured) {
    return configured.error().what;
  }
  if (feed::reads_standard_input(uri)) {
    return tr("standard input belongs to one command: say 'selat ingest --feed file://-'");
  }
  return std::nullopt;
}

std::optional<config::RowProblem> row_problem(std::string_view uri, feed::Flow flow,
                                              const feed::PlainConsent& consent) {
  auto problem = feed::plain_problem(uri, flow, consent);
  return problem.transform([](feed::PlainProblem& found) {
    return config::RowProblem{found.key, std::move(found.found), std::move(found.expected)};
  });
}

std::optional<config::RowProblem> problem_of(const config::FeedSettings& feed) {
  return row_problem(feed.uri, feed::Flow::in, {feed.peers, feed.is_unencrypted});
}

std::optional<config::RowProblem> problem_of(const config::OutputSettings& output) {
  if (const auto place = feed::parse_output_uri(output.uri); !place) {
    return config::RowProblem{"uri", place.error().what,
                              tr("write tcp-listen://address:port or udp://address:port")};
  }
  return row_problem(output.uri, feed::Flow::out, {output.peers, output.is_unencrypted});
}

}  // namespace

config::Vocabulary known_words() {
  config::Vocabulary words;
  for (const detect::RuleDescription& rule : detect::rule_table()) {
    config::KnownRule& known = words.rules.emplace_back();
    known.id = rule.id;
    known.meaning = rule.meaning;
    for (const detect::Threshold& threshold : rule.thresholds) {
      known.thresholds.push_back({std::string(threshold.key), threshold.least, threshold.most,
                                  threshold.default_value, threshold.meaning});
    }
    for (const detect::Ascending& pair : rule.ascending) {
      known.ascending.emplace_back(pair.less, pair.more);
    }
  }
  words.feed_fault = fault_of_feed;
  for (const std::string_view topic : enum_names<bus::Topic>) {
    words.topics.emplace_back(topic);
  }
  words.control_points = control_points_of;
  words.radar_sites = radar_sites_of;
  words.further_speakers = {std::string(model::kWatchDesk)};
  words.speaker_of = speaker_of;
  words.process_problem = problem_of_process;
  words.key_name_fault = bus::process_name_fault;
  words.remote_problem = [](const config::BusSettings::Remote& remote, bool has_keys) {
    return problem_of(remote, has_keys);
  };
  words.feed_place_problem = [](const config::FeedSettings& feed, const config::Settings& others) {
    return place_problem(feed, others);
  };
  words.feed_place_obstacle = [](const config::FeedSettings& feed, const config::Settings& others) {
    return place_obstacle(feed, others);
  };
  words.output_place_problem = [](const config::OutputSettings& output, const config::Settings& others) {
    return place_problem(output, others);
  };
  words.remote_place_problem = [](std::string_view process, const config::BusSettings::Remote& remote,
                                  const config::Settings& others) {
    return place_problem(process, remote, others);
  };
  words.feed_problem = [](const config::FeedSettings& feed) { return problem_of(feed); };
  words.output_problem = [](const config::OutputSettings& output) { return problem_of(output); };
  return words;
}

}  // namespace selat::cli
