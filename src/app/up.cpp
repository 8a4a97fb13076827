// selat up: the whole system on one machine, as supervised children.

#include <algorithm>

#include "cli/command_line.h"
#include "cli/feed_options.h"
#include "cli/option_values.h"
#include "feed/feed_table.h"
#include "feed/listening_place.h"
#include "service/coordination_setup.h"
#include "service/shown_system.h"

namespace selat::app {
namespace {

std::vector<std::string> served_control_points(const std::vector<std::string>& wanted,
                                               const service::Geography& geography) {
  if (std::ranges::find(wanted, "auto") != wanted.end()) {
    return geography.control_points;
  }
  for (const std::string& id : wanted) {
    service::require_control_point(id, geography.control_points);
  }
  return wanted;
}

}  // namespace

int run_up(int argc, char** argv) {
  cli::CommandLine line(
      "up",
      tr("The whole system on this machine: ingest, detect and coordinate as supervised processes. What "
         "dies is started again; Ctrl-C ends all. Their logs are in <data directory>/logs. In a terminal it "
         "shows "
         "the screen of 'selat top', elsewhere it prints alerts and what else happens."),
      cli::CommandLine::Reads::bus);
  cli::FeedOptions feeds;
  std::vector<std::string> control_points;
  double seconds = 0;
  feeds.describe(line, tr("A feed instead of those of the settings; may be repeated."));
  line.option("--control-points", verbatim("auto|ID"), control_points,
              tr("Also control points that accept every sector by themselves: all (auto), or these; may be "
                 "repeated."));
  line.option("--for", tr("SECONDS"), seconds, tr("End after this time; 0: never."));
  line.examples({"selat up --feed tcp://192.0.2.10:5631 --peers 192.0.2.10 --unencrypted",
                 "selat up --feed 'file:///data/day.nmea.gz?speed=max' --control-points auto"});
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  cli::require_not_negative("--for", seconds);
  const config::Settings& settings = line.settings();
  if (feeds.empty() && settings.feeds.empty()) {
    throw runtime::UsageError(tr("no feed: give --feed URI, or [[feed]] in the settings file"));
  }
  for (const config::FeedSettings& feed : feeds.empty() ? settings.feeds : feeds.feeds(settings)) {
    if (const auto configured = feed::parse_uri(feed.uri); !configured) {
      throw runtime::UsageError(configured.error().message);
    }
    if (feed::reads_standard_input(feed.uri)) {
      throw runtime::UsageError(
          {tr("--feed {uri}: standard input belongs to one command: say 'selat ingest --feed file://-', or "
              "name a file"),
           {{"uri", feed.uri}}});
    }
  }
  service::say_that_it_starts(settings.language);
  const service::Geography geography = service::read_geography(settings);
  const service::SystemPlan plan{
      line.common_arguments(), feeds.arguments(), served_control_points(control_points, geography), {}};
  service::ShownSystem system(settings, geography);
  return system.run(service::children_of(plan), {.seconds = seconds, .asks_before_end = true});
}

}  // namespace selat::app
