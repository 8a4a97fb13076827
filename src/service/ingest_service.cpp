#include "service/ingest_service.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "ais/duplicates.h"
#include "runtime/clock_steps.h"
#include "runtime/command_error.h"
#include "runtime/delay_histogram.h"
#include "runtime/exit_status.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"
#include "service/detect_setup.h"
#include "service/event_time.h"
#include "service/ingest_feed.h"
#include "service/message_outputs.h"
#include "service/reading_pace.h"
#include "service/report_batches.h"
#include "text/terminal.h"

namespace selat::service {
namespace {

constexpr Span kStepTold = Span::minutes(10);

}  // namespace

struct IngestService::Impl {
  Impl(runtime::Process& its_process, const config::Settings& settings, bool exits)
      : process(its_process),
        outputs(process.io(), settings.outputs, runtime::read_clocks),
        event_time(detection_settings(settings)),
        reports(
            process.io(), [this](bus::ReportBatch& batch) { process.publisher().publish(batch); },
            runtime::read_clocks),
        radar_messages(
            process.io(), [this](bus::RadarBatch& batch) { process.publisher().publish(batch); },
            runtime::read_clocks),
        exits_at_end(exits) {
    IngestSurroundings around{process.io(),
                              duplicates,
                              event_time,
                              reports,
                              cpu,
                              runtime::read_clocks,
                              [this] { return may_read(); },
                              [this] { feed_ended(); }};
    if (!outputs.empty()) {
      around.on_new_message = [this](const ais::Received& received, std::string_view feed) {
        outputs.take(received, feed);
      };
    }
    around.on_radar_report = [this](const radar::ReceivedReport& received, std::string_view feed) {
      radar_messages.add(received.report);
      outputs.take(received, feed);
    };
    around.on_radar_status = [this](const radar::ReceivedStatus& received, std::string_view feed) {
      radar_messages.add(received.status);
      outputs.take(received, feed);
    };
    around.radars = settings.radars;
    for (const auto& feed : settings.feeds) {
      feeds.push_back(std::make_unique<IngestFeed>(feed, around));
      shown.push_back(feed::State::connecting);
    }
    process.on_health([this](model::ProcessHealth& health) { describe(health); });
    process.on_stop([this] { stop(); });
    process.every(Span::seconds(1), [this] { each_second(); });
  }

  void start() {
    for (const auto& feed : feeds) {
      feed->start();
    }
    if (std::ranges::all_of(feeds, &IngestFeed::has_ended)) {
      throw runtime::UsageError(reason_of(*feeds.front()));
    }
  }

  static LocalizedMessage reason_of(const IngestFeed& feed) {
    return {tr("feed '{feed}': {why}"), {{"feed", feed.name()}, {"why", feed.reason()}}};
  }

  bool may_read() {
    return may_read(bus::Topic::report, report_pace) && may_read(bus::Topic::radar, radar_pace);
  }
  bool may_read(bus::Topic topic, ReadingPace& pace) {
    const bus::Backlog backlog = process.publisher().backlog(topic);
    return pace.may_read(backlog.share, backlog.slowest, runtime::read_clocks().steady);
  }

  void each_second() {
    if (const auto step = clock_steps.look(runtime::read_clocks())) {
      clock_step = step;
      spdlog::warn("the clock of this machine was set by {:.0f} s", step->by.in_seconds());
      if (step->by < Span()) {
        event_time.begin_anew();
      }
    }
    for (std::size_t i = 0; i < feeds.size(); ++i) {
      feeds[i]->tidy();
      log_change(*feeds[i], shown[i]);
      for (const std::string& line : feeds[i]->clock_news()) {
        spdlog::warn("feed '{}': {}", feeds[i]->name(), text::for_terminal(line));
      }
    }
    outputs.tidy();
    publish_feed_health();
  }

  static void log_change(const IngestFeed& feed, feed::State& logged) {
    const feed::State now = feed.state();
    if (now == feed::State::receiving && !feed.has_understood()) {
      return;  // it is not known yet whether it holds anything
    }
    if (now == std::exchange(logged, now)) {
      return;
    }
    const std::string reason = feed.reason().in_english();
    spdlog::log(model::is_well(now) ? spdlog::level::info : spdlog::level::warn, "feed '{}': {}{}{}",
                feed.name(), name_of(now), reason.empty() ? "" : ": ", reason);
  }

  [[nodiscard]] model::FeedTable table() const {
    model::FeedTable table;
    for (const auto& feed : feeds) {
      table.feeds.push_back(feed->health());
    }
    return table;
  }
  void publish_feed_health() { process.publisher().publish(table()); }

  void describe(model::ProcessHealth& health) const {
    if (clock_step && runtime::read_clocks().steady - clock_step->at < kStepTold) {
      const bool is_forward = clock_step->by > Span();
      const Span by = is_forward ? clock_step->by : -clock_step->by;
      health.state = model::ProcessState::degraded;
      health.missing.push_back({is_forward ? tr("the clock of this machine was set forward by {n} s")
                                           : tr("the clock of this machine was set back by {n} s"),
                                {{"n", by.in_milliseconds() / 1'000}}});
    }
    std::uint64_t sentences = 0;
    for (const auto& feed : feeds) {
      sentences += feed->sentences();
    }
    health.count("sentences", sentences);
    health.count("radar_messages_published", radar_messages.published());
    health.count("reports_published", reports.published());
    health.count("duplicates_forgotten_early", duplicates.evicted());
    health.count("lines_to_reports_cpu_us", cpu.us());
    health.socket_to_here = reports.delays().summary();
    outputs.describe(health);
    for (const auto& feed : feeds) {
      if (feed->state() == feed::State::failed) {
        health.state = model::ProcessState::degraded;
        health.missing.push_back(reason_of(*feed));
      }
    }
  }

  void flush() {
    reports.flush();
    radar_messages.flush();
  }

  void feed_ended() {
    flush();
    const bool have_all_ended = std::ranges::all_of(feeds, &IngestFeed::has_ended);
    const bool is_anything_heard =
        std::ranges::any_of(feeds, [](const auto& feed) { return feed->has_understood(); });
    if (have_all_ended && !is_anything_heard) {
      refusal = nothing_heard();
      process.stop(runtime::kUsage);
      return;
    }
    each_second();
    if (have_all_ended && exits_at_end) {
      const bool has_failed =
          std::ranges::any_of(feeds, [](const auto& feed) { return feed->state() == feed::State::failed; });
      process.stop(has_failed ? runtime::kFailure : runtime::kSuccess);
    }
  }

  static LocalizedMessage without_sentence(const model::FeedHealth& health) {
    const LocalizedMessage none(tr("not a single AIS sentence in {n} {n:byte|bytes}"), {{"n", health.bytes}});
    return health.reason.empty()
               ? none
               : LocalizedMessage(tr("{reason}; {looks}"), {{"reason", none}, {"looks", health.reason}});
  }

  // Why a recording without any sentence cannot be used: one line about the first of them.
  [[nodiscard]] LocalizedMessage nothing_heard() const {
    const IngestFeed& first = *feeds.front();
    const model::FeedHealth health = first.health();
    const LocalizedMessage why = first.state() == feed::State::failed ? first.reason()
                                 : health.bytes == 0                  ? LocalizedMessage(tr("it is empty"))
                                                                      : without_sentence(health);
    return {feeds.size() > 1 ? tr("feed '{feed}': {uri}: {why}; nor is there one in the other recordings")
                             : tr("feed '{feed}': {uri}: {why}"),
            {{"feed", first.name()}, {"uri", health.uri}, {"why", why}}};
  }

  void stop() {
    for (const auto& feed : feeds) {
      feed->stop();
    }
    flush();
    publish_feed_health();
  }

  runtime::Process& process;
  MessageOutputs outputs;
  ais::Duplicates duplicates;
  EventTime event_time;
  runtime::ClockSteps clock_steps{runtime::read_clocks()};
  std::optional<runtime::ClockStep> clock_step;  // the last
  ReportBatches reports;
  RadarBatches radar_messages;
  runtime::SampledCpu cpu;
  bool exits_at_end;
  ReadingPace report_pace, radar_pace;
  LocalizedMessage refusal;  // why it cannot work
  std::vector<std::unique_ptr<IngestFeed>> feeds;
  std::vector<feed::State> shown;
};

IngestService::IngestService(runtime::Process& process, const config::Settings& settings, bool exits_at_end)
    : impl_(std::make_unique<Impl>(process, settings, exits_at_end)) {}
IngestService::~IngestService() = default;

void IngestService::start() {
  impl_->start();
}

model::FeedTable IngestService::feeds() const {
  return impl_->table();
}

const LocalizedMessage& IngestService::refusal() const {
  return impl_->refusal;
}

}  // namespace selat::service
