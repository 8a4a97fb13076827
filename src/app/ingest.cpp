// selat ingest: feeds in, reports out.

#include <algorithm>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include <boost/asio/post.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "ais/duplicates.h"
#include "cli/command_line.h"
#include "cli/named_feeds.h"
#include "feed/feed_table.h"
#include "runtime/exit_status.h"
#include "runtime/delay_histogram.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"
#include "service/ingest_feed.h"
#include "service/reading_pace.h"
#include "service/report_batches.h"

namespace selat::app {
namespace {

class Ingest {
 public:
  Ingest(const config::Settings& settings, bool exits_at_end)
      : process_("ingest", settings),
        reports_(
            process_.io(),
            [this](bus::ReportBatch& batch) { process_.publisher().publish(batch, runtime::Process::now()); },
            runtime::Process::now),
        exits_at_end_(exits_at_end) {
    const service::IngestSurroundings around{process_.io(),
                                             duplicates_,
                                             reports_,
                                             cpu_,
                                             runtime::read_clocks,
                                             [this] { return may_read(); },
                                             [this] { feed_ended(); }};
    for (const auto& feed : settings.feeds) {
      feeds_.push_back(std::make_unique<service::IngestFeed>(feed, around));
      shown_.push_back(feed::State::connecting);
    }
    process_.on_health([this](model::ProcessHealth& health) { describe(health); });
    process_.on_stop([this] { stop(); });
    process_.every(Span::seconds(1), [this] { each_second(); });
  }

  int run() {
    for (const auto& feed : feeds_) {
      feed->start();
    }
    const int status = process_.run();
    if (!refusal_.empty()) {
      throw runtime::UsageError(refusal_);
    }
    return status;
  }

 private:
  bool may_read() {
    const bus::Backlog backlog = process_.publisher().backlog(bus::Topic::report);
    return pace_.may_read(backlog.share, backlog.slowest, runtime::read_clocks().steady);
  }

  void each_second() {
    for (std::size_t i = 0; i < feeds_.size(); ++i) {
      feeds_[i]->tidy();
      log_change(*feeds_[i], shown_[i]);
    }
    publish_feed_health();
  }

  static void log_change(const service::IngestFeed& feed, feed::State& shown) {
    const feed::State now = feed.state();
    if (now == feed::State::receiving && feed.sentences() == 0) {
      return;  // it may yet turn out to be no AIS at all
    }
    if (now == std::exchange(shown, now)) {
      return;
    }
    const bool is_well = now == feed::State::receiving || now == feed::State::finished;
    const std::string reason = feed.reason().in_english();
    spdlog::log(is_well ? spdlog::level::info : spdlog::level::warn, "feed '{}': {}{}{}", feed.name(),
                name_of(now), reason.empty() ? "" : ": ", reason);
  }

  void publish_feed_health() {
    model::FeedTable table;
    for (const auto& feed : feeds_) {
      table.feeds.push_back(feed->health());
    }
    process_.publisher().publish(table, runtime::Process::now());
  }

  void describe(model::ProcessHealth& health) const {
    std::uint64_t sentences = 0;
    for (const auto& feed : feeds_) {
      sentences += feed->sentences();
    }
    health.count("sentences", sentences);
    health.count("reports_published", reports_.published());
    health.count("duplicates_forgotten_early", duplicates_.evicted());
    health.count("lines_to_reports_cpu_us", cpu_.us());
    health.socket_to_here = reports_.delays().summary();
  }

  void feed_ended() {
    reports_.flush();
    const bool have_all_ended = std::ranges::all_of(feeds_, &service::IngestFeed::has_ended);
    const bool is_anything_heard =
        std::ranges::any_of(feeds_, [](const auto& feed) { return feed->sentences() > 0; });
    if (have_all_ended && !is_anything_heard) {
      refusal_ = nothing_heard();
      process_.stop(runtime::kUsage);
      return;
    }
    each_second();
    if (have_all_ended && exits_at_end_) {
      const bool has_failed =
          std::ranges::any_of(feeds_, [](const auto& feed) { return feed->state() == feed::State::failed; });
      process_.stop(has_failed ? runtime::kFailure : runtime::kSuccess);
    }
  }

  // Why recordings without a single sentence are of no use: of the first, for one line.
  [[nodiscard]] LocalizedMessage nothing_heard() const {
    const service::IngestFeed& first = *feeds_.front();
    const model::FeedHealth health = first.health();
    const LocalizedMessage why =
        first.state() == feed::State::failed ? first.reason()
        : health.bytes == 0
            ? LocalizedMessage("it is empty")
            : LocalizedMessage("not a single AIS sentence in {n} bytes", {{"n", health.bytes}});
    return {feeds_.size() > 1 ? "feed '{feed}': {uri}: {why}; nor is there one in the other recordings"
                              : "feed '{feed}': {uri}: {why}",
            {{"feed", first.name()}, {"uri", health.uri}, {"why", why}}};
  }

  void stop() {
    for (const auto& feed : feeds_) {
      feed->stop();
    }
    reports_.flush();
    publish_feed_health();
  }

  runtime::Process process_;
  ais::Duplicates duplicates_;
  service::ReportBatches reports_;
  runtime::SampledCpu cpu_;
  bool exits_at_end_;
  service::ReadingPace pace_;
  LocalizedMessage refusal_;  // why it can never work
  std::vector<std::unique_ptr<service::IngestFeed>> feeds_;
  std::vector<feed::State> shown_;
};

// Each form and what it does, in the language of the person.
void describe_feeds(cli::CommandLine& line) {
  std::size_t width = 0;
  for (const auto& kind : feed::feed_table()) {
    width = std::max(width, kind.form.size());
  }
  line.footer("Kinds of feed:");
  for (const auto& kind : feed::feed_table()) {
    line.footer(LocalizedMessage("  {form}{gap}{meaning}",
                                 {{"form", kind.form},
                                  {"gap", std::string(width + 2 - kind.form.size(), ' ')},
                                  {"meaning", LocalizedMessage(std::string(kind.summary))}}));
  }
}

}  // namespace

int run_ingest(int argc, char** argv) {
  cli::CommandLine line(
      "ingest",
      "Takes AIS sentences in from feeds, decodes them, leaves out what was heard before, and publishes "
      "reports on the bus; the health of each feed every second. Stays up at the end of a recording, so "
      "that those who come later get its reports too.",
      cli::CommandLine::Reads::bus);
  std::vector<std::string> feeds;
  bool exits_at_end = false;
  line.option("--feed", "URI|NAME=URI", feeds,
              "Take this feed in, in place of those of the settings file; may be repeated.");
  line.flag("--exit-at-end", exits_at_end,
            "End when every feed is a recording and has been read to its end.");
  describe_feeds(line);
  line.examples({"selat ingest --feed tcp://ais.example.org:10110",
                 "selat ingest --feed lumut=udp://0.0.0.0:10110 --feed 'serial:///dev/ttyUSB0?baud=38400'",
                 "selat ingest --feed 'file:///data/2026-11-22.nmea.gz?speed=max' --exit-at-end"});
  line.exit_statuses(
      "Exit status: 0 ended as asked, 1 a recording could not be read to its end, 2 wrong options, settings "
      "or "
      "feeds (a busy port, no such file, not one AIS sentence in any recording).");
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  config::Settings& settings = line.settings();
  if (!feeds.empty()) {
    settings.feeds = cli::named_feeds(feeds);
  }
  if (settings.feeds.empty()) {
    throw runtime::UsageError("no feed: give --feed URI, or [[feed]] in the settings file");
  }
  return Ingest(settings, exits_at_end).run();
}

}  // namespace selat::app
