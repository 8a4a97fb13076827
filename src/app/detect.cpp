// selat detect: reports in, tracks and anomalies out.

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <spdlog/spdlog.h>

#include "bus/subscriber.h"
#include "cli/command_line.h"
#include "detect/engine.h"
#include "runtime/delay_histogram.h"
#include "runtime/process.h"
#include "service/detect_setup.h"
#include "service/simulated_strait.h"

namespace selat::app {
namespace {

// What changed is told within about a second, some at a time: thousands at once would hold up the reports
// behind them.
constexpr Span kTracksEvery = Span::milliseconds(50);
constexpr std::size_t kTurnsOfTracks = 20;
constexpr std::size_t kLeastTracks = 50;

class Detector {
 public:
  explicit Detector(const config::Settings& settings)
      : process_("detect", settings),
        engine_(service::set_up_detection(settings)),
        subscriber_(process_.bus(),
                    {bus::subscribe<bus::ReceivedReports>(
                        "ingest", {.apply = [this](const bus::ReceivedReports& reports,
                                                   const bus::Stamp&) { take(reports); }})},
                    runtime::Process::now) {
    process_.publisher().set_snapshot([this] { return engine_.tracks(); });
    process_.publisher().set_snapshot([this] { return engine_.anomalies(); });
    process_.on_health([this](model::ProcessHealth& health) { describe(health); });
    process_.every(kTracksEvery, [this] {
      publish_tracks(std::max(kLeastTracks, engine_.tracks_waiting() / kTurnsOfTracks));
    });
    process_.on_stop([this] { publish_tracks(engine_.tracks_waiting()); });
    spdlog::info("waits for reports of ingest");
  }

  int run() { return process_.run(); }

 private:
  void take(const bus::ReceivedReports& reports) {
    const Instant now = runtime::Process::now();
    reports.for_each([this, now](const model::Report& report) {
      delays_.add(now - model::header_of(report).received_at);
      engine_.observe(report);
    });
    for (const model::Anomaly& anomaly : engine_.drain()) {
      process_.publisher().publish(anomaly, now);
    }
  }

  void publish_tracks(std::size_t at_most) {
    process_.publisher().publish(engine_.changed_tracks(at_most), runtime::Process::now());
  }

  void describe(model::ProcessHealth& health) const {
    const auto count = [&](const char* name, std::uint64_t number) { health.count(name, number); };
    const detect::EngineCounters counters = engine_.counters();
    health.count(std::string(model::kReportsReceived), counters.reports_received);
    count("reports_in_order", counters.in_order);
    count("reports_late", counters.late);
    count("reports_too_late", counters.too_late);
    count("reports_repeated", counters.repeated);
    count("reports_also_heard", counters.also_heard);
    count("reports_from_future", counters.from_future);
    count("reports_waiting", counters.waiting);
    count("reports_invalid", counters.invalid);
    count("transmissions_heard_twice", counters.copies);
    count("refolds", counters.refolds);
    count("vessels", engine_.vessels());
    count("vessels_evicted", counters.vessels_evicted);
    count("reports_crowded_out", counters.reports_crowded_out);
    count("pairs", engine_.pairs());
    count("pairs_refused", counters.pairs_refused);
    count("anomalies_forgotten", counters.anomalies_forgotten);
    health.tracks = engine_.tracks_by_state();
    for (const auto& rule : engine_.rule_counters()) {
      health.rules.push_back({.rule = std::string(rule.rule), .anomalies = rule.phases});
    }
    health.socket_to_here = delays_.summary();
    health.subscriptions = subscriber_.health();
    for (const auto& stream : health.subscriptions) {
      if (stream.envelopes == 0) {
        health.missing.emplace_back("reports: nothing heard of ingest yet");
      } else if (stream.is_stale) {
        health.missing.emplace_back("reports: ingest is silent");
      }
    }
  }

  runtime::Process process_;
  detect::Engine engine_;
  bus::Subscriber subscriber_;
  runtime::DelayHistogram delays_;
};

}  // namespace

int run_detect(int argc, char** argv) {
  cli::CommandLine line(
      "detect",
      "Follows every vessel that ingest reports and finds what is wrong: distress calls, wanted "
      "vessels, entries into watched zones, positions that jump, meetings at sea. Begins with what "
      "ingest still remembers, so a restart finds the same again.",
      cli::CommandLine::Reads::bus);
  bool is_simulated_watched = false;
  line.flag("--watch-simulated", is_simulated_watched,
            "Put the vessels on the watch list that 'selat simulate' sends to be found by it.");
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  config::Settings& settings = line.settings();
  if (is_simulated_watched) {
    std::ranges::copy(service::simulated_watch_list(), std::back_inserter(settings.detect.watch_list));
  }
  return Detector(settings).run();
}

}  // namespace selat::app
