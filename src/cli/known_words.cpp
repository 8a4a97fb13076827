#include "cli/known_words.h"

#include <utility>

#include "bus/topic.h"
#include "chart/chart.h"
#include "detect/rule_table.h"
#include "feed/feed_table.h"
#include "feed/output.h"
#include "feed/plain_traffic.h"
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
  }
  words.feed_fault = [](std::string_view uri) -> std::optional<LocalizedMessage> {
    const auto configured = feed::parse_uri(uri);
    return configured ? std::nullopt : std::optional(configured.error().what);
  };
  for (const std::string_view topic : enum_names<bus::Topic>) {
    words.topics.emplace_back(topic);
  }
  words.control_points = control_points_of;
  words.feed_problem = [](const config::FeedSettings& feed) { return problem_of(feed); };
  words.output_problem = [](const config::OutputSettings& output) { return problem_of(output); };
  return words;
}

}  // namespace selat::cli
