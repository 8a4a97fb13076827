// selat ingest: feeds in, reports out.

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/feed_options.h"
#include "feed/feed_table.h"
#include "runtime/process.h"
#include "service/feed_counts.h"
#include "service/ingest_service.h"

namespace selat::app {
namespace {

// Each form of a feed's URI and what it does.
void describe_feeds(cli::CommandLine& line) {
  std::size_t width = 0;
  for (const auto& kind : feed::feed_table()) {
    width = std::max(width, kind.form.size());
  }
  line.footer(tr("Kinds of feed:"));
  for (const auto& kind : feed::feed_table()) {
    line.footer(LocalizedMessage(verbatim("  {form}{gap}{meaning}"),
                                 {{"form", kind.form},
                                  {"gap", std::string(width + 2 - kind.form.size(), ' ')},
                                  {"meaning", kind.summary}}));
  }
}

}  // namespace

int run_ingest(int argc, char** argv) {
  cli::CommandLine line(
      "ingest",
      tr("Takes AIS sentences in from feeds, decodes them, leaves out what was heard before, and publishes "
         "reports on the bus; the health of each feed every second. Stays up at the end of a recording, so "
         "that those who come later get its reports too."),
      cli::CommandLine::Reads::bus);
  cli::FeedOptions feeds;
  bool exits_at_end = false, is_json = false;
  feeds.describe(line, tr("Receive this feed instead of those of the settings file; may be repeated."));
  line.flag(
      "--exit-at-end", exits_at_end,
      tr("End when every feed is a recording and has been read to its end, and say what each brought."));
  line.flag("--json", is_json, tr("At the end print the counters as JSON."));
  describe_feeds(line);
  line.examples({"selat ingest --feed tcp://ais.example.org:10110 --peers 192.0.2.0/24 --unencrypted",
                 "selat ingest --feed lumut=udp://127.0.0.1:10110 --feed 'serial:///dev/ttyUSB0?baud=38400'",
                 "selat ingest --feed 'file:///data/2026-11-22.nmea.gz?speed=max' --exit-at-end"});
  line.exit_statuses(
      tr("Exit status: 0 ended as asked, 1 a recording could not be read to its end, 2 wrong options or "
         "settings, "
         "recordings alone of which none can be read, or not one AIS sentence in any."));
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  config::Settings& settings = line.settings();
  if (!feeds.empty()) {
    settings.feeds = feeds.feeds(settings);
  }
  if (settings.feeds.empty()) {
    throw runtime::UsageError(tr("no feed: give --feed URI, or [[feed]] in the settings file"));
  }
  runtime::Process process("ingest", settings);
  service::IngestService ingest(process, settings, exits_at_end);
  ingest.start();
  const int status = process.run();
  if (!ingest.refusal().empty()) {
    throw runtime::UsageError(ingest.refusal());
  }
  if (is_json) {
    std::cout << service::as_json(ingest.feeds()) << std::endl;
  } else if (exits_at_end) {
    std::cout << service::counts_of(ingest.feeds(), settings.language) << std::flush;
  }
  return status;
}

}  // namespace selat::app
