// selat detect: reports in, tracks and anomalies out.

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "bus/subscriber.h"
#include "cli/command_line.h"
#include "cop/health_words.h"
#include "detect/engine.h"
#include "runtime/delay_histogram.h"
#include "runtime/process.h"
#include "selat/v1/envelope.pb.h"
#include "service/detect_setup.h"
#include "service/simulated_strait.h"
#include "wire/anomaly.h"
#include "wire/report_batch.h"
#include "wire/track.h"

namespace selat::app {
namespace {

constexpr std::size_t kTracksPerEnvelope = 500;
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
        subscriber_(
            process_.bus(), {{"ingest", bus::Topic::report, bus::Join::history}},
            [this](v1::Envelope& envelope) { take(envelope); }, [] { return runtime::Process::now(); }) {
    process_.publisher().set_snapshot(bus::Topic::track, [this] { return batches_of(engine_.tracks()); });
    process_.publisher().set_snapshot(bus::Topic::anomaly, [this] { return anomaly_snapshot(); });
    process_.on_health([this](v1::ProcessHealth& health) { describe(health); });
    process_.every(kTracksEvery, [this] {
      publish_tracks(std::max(kLeastTracks, engine_.tracks_waiting() / kTurnsOfTracks));
    });
    process_.on_stop([this] { publish_tracks(engine_.tracks_waiting()); });
    spdlog::info("waits for reports of ingest");
  }

  int run() { return process_.run(); }

 private:
  void take(v1::Envelope& envelope) {
    if (!envelope.has_reports()) {
      return;
    }
    const Instant now = runtime::Process::now();
    const auto read = wire::read_reports(envelope.reports(), [this, now](const model::Report& report) {
      delays_.add(now - model::header_of(report).received_at);
      engine_.observe(report);
    });
    malformed_ += read.problems.total();
    for (const model::Anomaly& anomaly : engine_.drain()) {
      publish(anomaly);
    }
  }

  void publish(const model::Anomaly& anomaly) {
    v1::Envelope envelope;
    wire::to_wire(anomaly, *envelope.mutable_anomaly());
    process_.publisher().publish(bus::Topic::anomaly, envelope, runtime::Process::now());
  }

  void publish_tracks(std::size_t at_most) {
    for (v1::Envelope& envelope : batches_of(engine_.changed_tracks(at_most))) {
      process_.publisher().publish(bus::Topic::track, envelope, runtime::Process::now());
    }
  }

  static std::vector<v1::Envelope> batches_of(std::span<const model::Track> tracks) {
    std::vector<v1::Envelope> envelopes;
    for (std::size_t i = 0; i < tracks.size(); ++i) {
      if (i % kTracksPerEnvelope == 0) {
        envelopes.emplace_back();
      }
      wire::to_wire(tracks[i], *envelopes.back().mutable_tracks()->add_tracks());
    }
    return envelopes;
  }

  std::vector<v1::Envelope> anomaly_snapshot() const {
    std::vector<v1::Envelope> snapshot;
    for (const model::Anomaly& anomaly : engine_.anomalies()) {
      wire::to_wire(anomaly, *snapshot.emplace_back().mutable_anomaly());
    }
    return snapshot;
  }

  void describe(v1::ProcessHealth& health) const {
    const auto count = [&](std::string name, std::uint64_t number) {
      runtime::add_counter(health, std::move(name), number);
    };
    const detect::EngineCounters counters = engine_.counters();
    count("reports_received", counters.reports_received);
    count("reports_malformed", malformed_);
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
    describe_by_name(count);
    runtime::set_socket_to_here(health, delays_);
    runtime::add_subscriptions(subscriber_, health);
    for (const auto& stream : subscriber_.counters()) {
      if (stream.envelopes == 0) {
        cop::add_missing(health, LocalizedMessage("reports: nothing heard of ingest yet"));
      } else if (stream.is_stale) {
        cop::add_missing(health, LocalizedMessage("reports: ingest is silent"));
      }
    }
  }

  template <typename Count>
  void describe_by_name(const Count& count) const {
    const auto states = engine_.tracks_by_state();
    for (std::size_t i = 0; i < enum_count<model::TrackState>; ++i) {
      const auto state = static_cast<model::TrackState>(i);
      count(fmt::format("tracks_{}", name_of(state)), states[state]);
    }
    for (const auto& rule : engine_.rule_counters()) {
      for (std::size_t i = 0; i < enum_count<model::AnomalyPhase>; ++i) {
        const auto phase = static_cast<model::AnomalyPhase>(i);
        count(fmt::format("anomalies_{}_{}", rule.rule, name_of(phase)), rule.phases[phase]);
      }
    }
  }

  runtime::Process process_;
  detect::Engine engine_;
  bus::Subscriber subscriber_;
  runtime::DelayHistogram delays_;
  std::uint64_t malformed_ = 0;
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
