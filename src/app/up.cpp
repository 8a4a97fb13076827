// selat up: the whole system on one machine, as supervised children.

#include <algorithm>
#include <iostream>

#include "cli/command_line.h"
#include "cli/named_feeds.h"
#include "feed/feed_table.h"
#include "runtime/exit_status.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"
#include "service/coordination_setup.h"
#include "service/whole_system.h"
#include "text/measure.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::app {
namespace {

void tell(const runtime::ChildEvent& event, Language language) {
  if (event.kind == runtime::ChildEventKind::started || event.kind == runtime::ChildEventKind::died) {
    const bool has_started = event.kind == runtime::ChildEventKind::started;
    std::cout << text::time_of_day(runtime::read_clocks().wall) << "  "
              << text::translate(
                     {has_started ? tr("{process} started") : tr("{process} ended ({how}); started again"),
                      {{"process", event.child}, {"how", event.how}}},
                     language)
              << (has_started || event.last_line.empty() ? "" : ": " + text::for_terminal(event.last_line))
              << std::endl;
  }
}

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
         "dies is started again; Ctrl-C ends all. Their logs are in <data directory>/logs."),
      cli::CommandLine::Reads::bus);
  std::vector<std::string> feeds;
  std::vector<std::string> control_points;
  double seconds = 0;
  line.option("--feed", verbatim("URI|NAME=URI"), feeds,
              tr("A feed instead of those of the settings; may be repeated."));
  line.option("--control-points", verbatim("auto|ID"), control_points,
              tr("Also control points that accept every sector by themselves: all (auto), or these; may be "
                 "repeated."));
  line.option("--for", tr("SECONDS"), seconds, tr("End after this time; 0: never."));
  line.examples({"selat up --feed tcp://192.0.2.10:5631",
                 "selat up --feed 'file:///data/day.nmea.gz?speed=max' --control-points auto"});
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  const config::Settings& settings = line.settings();
  if (feeds.empty() && settings.feeds.empty()) {
    throw runtime::UsageError(tr("no feed: give --feed URI, or [[feed]] in the settings file"));
  }
  for (const config::FeedSettings& feed : feeds.empty() ? settings.feeds : cli::named_feeds(feeds)) {
    if (const auto configured = feed::parse_uri(feed.uri); !configured) {
      throw runtime::UsageError(configured.error().message);
    }
  }
  const service::Geography geography = service::read_geography(settings);
  const service::SystemPlan plan{
      line.common_arguments(), feeds, served_control_points(control_points, geography), {}};
  service::WholeSystem system(settings);
  system.on_child([&settings](const runtime::ChildEvent& event) { tell(event, settings.language); });
  if (seconds > 0) {
    system.process().every(Span::seconds(seconds), [&system] { system.process().stop(runtime::kSuccess); });
  }
  system.start(service::children_of(plan));
  const int status = system.run();
  if (!system.refusal().empty()) {
    std::cerr << system.refusal() << '\n';
  }
  return status;
}

}  // namespace selat::app
