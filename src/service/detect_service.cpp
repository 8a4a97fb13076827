#include "service/detect_service.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <spdlog/spdlog.h>

#include "bus/subscriber.h"
#include "detect/engine.h"
#include "runtime/delay_histogram.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"

namespace selat::service {
namespace {

// Changed tracks are published within about a second, some in each turn: thousands at once would delay the
// reports that wait.
constexpr Span kTracksEvery = Span::milliseconds(50);
constexpr std::size_t kTurnsOfTracks = 20;
constexpr std::size_t kLeastTracks = 50;

}  // namespace

struct DetectService::Impl {
  Impl(runtime::Process& its_process, detect::EngineOptions options)
      : process(its_process),
        engine(std::move(options)),
        subscriber(process.bus(), {bus::subscribe<bus::ReceivedReports>(
                                      "ingest", {.apply = [this](const bus::ReceivedReports& reports,
                                                                 const bus::Stamp&) { take(reports); }})}) {
    process.publisher().set_snapshot([this] { return engine.tracks(); });
    process.publisher().set_snapshot([this] { return engine.anomalies(); });
    process.on_health([this](model::ProcessHealth& health) { describe(health); });
    process.every(kTracksEvery, [this] {
      publish_tracks(std::max(kLeastTracks, engine.tracks_waiting() / kTurnsOfTracks));
    });
    process.on_stop([this] { publish_tracks(engine.tracks_waiting()); });
    spdlog::info("waits for reports of ingest");
  }

  void take(const bus::ReceivedReports& reports) {
    const Instant now = runtime::read_clocks().wall;
    batch.clear();
    reports.for_each([this, now](const model::Report& report) {
      delays.add(now - model::header_of(report).received_at);
      batch.push_back(report);
    });
    engine.observe(batch);
    for (const model::Anomaly& anomaly : engine.drain()) {
      process.publisher().publish(anomaly);
    }
  }

  void publish_tracks(std::size_t at_most) { process.publisher().publish(engine.changed_tracks(at_most)); }

  void describe(model::ProcessHealth& health) {
    const auto count = [&](const char* name, std::uint64_t number) { health.count(name, number); };
    const detect::EngineCounters counters = engine.counters();
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
    count("vessels", engine.vessels());
    count("vessels_evicted", counters.vessels_evicted);
    count("reports_crowded_out", counters.reports_crowded_out);
    count("pairs", engine.pairs());
    count("pairs_refused", counters.pairs_refused);
    count("anomalies_forgotten", counters.anomalies_forgotten);
    if (counters.pairs_refused > pairs_refused_before) {
      health.state = model::ProcessState::degraded;
      health.missing.emplace_back(
          tr("so many vessels lie close together that some pairs are not watched for a rendezvous"));
    }
    pairs_refused_before = counters.pairs_refused;
    health.tracks = engine.tracks_by_state();
    for (const auto& rule : engine.rule_counters()) {
      health.rules.push_back({.rule = std::string(rule.rule), .anomalies = rule.phases});
    }
    health.socket_to_here = delays.summary();
    health.subscriptions = subscriber.health();
    for (const auto& stream : health.subscriptions) {
      if (stream.envelopes == 0) {
        health.missing.emplace_back(tr("reports: nothing heard of ingest yet"));
      } else if (stream.is_stale) {
        health.missing.emplace_back(tr("reports: ingest is silent"));
      }
    }
  }

  runtime::Process& process;
  detect::Engine engine;
  bus::Subscriber subscriber;
  runtime::DelayHistogram delays;
  std::vector<model::Report> batch;        // kept for its memory
  std::uint64_t pairs_refused_before = 0;  // when health was told last
};

DetectService::DetectService(runtime::Process& process, detect::EngineOptions options)
    : impl_(std::make_unique<Impl>(process, std::move(options))) {}
DetectService::~DetectService() = default;

}  // namespace selat::service
