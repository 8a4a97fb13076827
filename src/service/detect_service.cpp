#include "service/detect_service.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <spdlog/spdlog.h>

#include "bus/subscriber.h"
#include "detect/engine.h"
#include "model/context_entry.h"
#include "model/sighting.h"
#include "runtime/clock_steps.h"
#include "runtime/delay_histogram.h"
#include "runtime/exit_status.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"
#include "service/clock_set_back.h"
#include "service/context_pace.h"
#include "service/detector_memory.h"

namespace selat::service {
namespace {

// Changed tracks are published within about a second, some in each turn: thousands at once would delay the
// reports that wait.
constexpr Span kTracksEvery = Span::milliseconds(50);
constexpr std::size_t kTurnsOfTracks = 20;
constexpr std::size_t kLeastTracks = 50;
// After this without reports (a recording is over, ingest is gone) no retraction is held back any more.
constexpr Span kNothingHeard = Span::minutes(1);
// So many reports, all older than the saved state, are of other traffic.
constexpr std::uint64_t kOtherTraffic = 200;
// In the first minute of a process it hears what was sent before: nothing of that is newer than now by so
// much, unless the clock of the machine was set back meanwhile.
constexpr Span kStart = Span::minutes(1);

}  // namespace

struct DetectService::Impl {
  Impl(runtime::Process& its_process, detect::EngineOptions options, const SensorPictureOptions& sensors,
       const std::filesystem::path& directory)
      : process(its_process),
        zones(options.zones),
        watch_list(options.watch_list),
        engine(std::move(options)),
        picture(sensors, [this](model::Mmsi mmsi) { return engine.tracks_of(mmsi); }),
        memory(directory),
        table(memory.context()),
        restored_at(memory.restore(engine, runtime::read_clocks().wall)),
        counters_before(engine.counters()),
        pairs_refused_before(counters_before.pairs_refused),
        subscriber(process.bus(), {reports(), radar(), context(), sightings()}) {
    apply_context();
    begin_context();
    process.publisher().set_snapshot([this] { return picture.all(engine.tracks()); });
    process.publisher().set_snapshot([this] { return engine.anomalies(); });
    process.on_health([this](model::ProcessHealth& health) { describe(health); });
    process.every(kTracksEvery, [this] {
      publish_tracks(std::max(kLeastTracks, engine.tracks_waiting() / kTurnsOfTracks));
    });
    process.every(Span::seconds(1), [this] {
      picture.advance(engine.watermark());
      picture.settle();
      process.publisher().publish(picture.changed());
      apply_context();
      const Now now = runtime::read_clocks();
      end_if_clock_was_set_back(now);
      if (now.steady - heard_at >= kNothingHeard) {
        publish(engine.drain_held());
      }
      memory.save_if_due(engine, now);
    });
    process.on_stop([this] {
      publish_tracks(engine.tracks_waiting());
      memory.save(engine, runtime::read_clocks().wall);
    });
    spdlog::info("waits for reports of ingest");
  }

  bus::Subscription reports() {
    return bus::subscribe<bus::ReceivedReports>(
        "ingest", {.apply = [this](const bus::ReceivedReports& received, const bus::Stamp& stamp) {
          const Now now = runtime::read_clocks();
          if (now.steady - started_at < kStart && stamp.sent_at > now.wall + kFuture) {
            ++batches_of_future;
            return;
          }
          const std::uint64_t judged_before = judged();
          take(received);
          compare_with_memory(stamp, judged_before);
        }});
  }

  bus::Subscription radar() {
    return bus::subscribe<model::RadarMessage>(
        "ingest", {.apply = [this](const model::RadarMessage& message, const bus::Stamp& stamp) {
          if (stamp.sent_at <= runtime::read_clocks().wall + kFuture) {
            picture.take(message);
          }
        }});
  }

  bus::Subscription context() {
    return bus::subscribe<model::ContextTable>(
        "coordinate", {.apply = [this](const model::ContextTable& heard, const bus::Stamp&) {
          if (heard != table) {
            table = heard;
            memory.store(table);
            apply_context();
          }
        }});
  }

  bus::Subscription sightings() {
    return bus::subscribe<model::Sighting>(
        "coordinate",
        {.apply = [this](const model::Sighting& sighting, const bus::Stamp&) { picture.take(sighting); }});
  }

  void take(const bus::ReceivedReports& received) {
    const Now now = runtime::read_clocks();
    heard_at = now.steady;
    if (has_context_changed && context_pace.may_begin(engine.context_versions(), now.steady)) {
      begin_context();
      context_pace.begun(now.steady);
    }
    batch.clear();
    received.for_each([this, now](const model::Report& report) {
      delays.add(now.wall - model::header_of(report).received_at);
      batch.push_back(report);
      picture.take(report);
    });
    engine.observe(batch);
    picture.advance(engine.watermark());
    publish(engine.drain());
  }

  void publish(const std::vector<model::Anomaly>& messages) {
    for (const model::Anomaly& anomaly : messages) {
      process.publisher().publish(anomaly);
      memory.note_news();
    }
  }

  // Reports that are not too old to be judged.
  [[nodiscard]] std::uint64_t judged() const {
    const detect::EngineCounters counters = engine.counters();
    return counters.in_order + counters.late + counters.repeated;
  }

  // If all that ingest has sent since the state was saved is older than the state, then it is other traffic
  // (a recording is played), and nothing of it would ever be judged. A start without the state is.
  void compare_with_memory(const bus::Stamp& stamp, std::uint64_t judged_before) {
    if (!restored_at || stamp.sent_at <= *restored_at) {
      return;
    }
    if (judged() > judged_before) {
      restored_at.reset();
      return;
    }
    too_old += batch.size();
    if (too_old >= kOtherTraffic) {
      spdlog::error("{} reports are all older than the saved state: ends, to start without it", too_old);
      memory.refuse_state("is of other traffic");
      restored_at.reset();
      process.stop(runtime::kFailure);
    }
  }

  void end_if_clock_was_set_back(Now now) {
    const auto step = clock_steps.look(now);
    if (step && is_future_since(*step, engine.watermark(), now.wall)) {
      spdlog::error("the clock of this machine was set back by {:.0f} s: ends, to start without its state",
                    -step->by.in_seconds());
      memory.refuse_state("is left aside, since the clock of this machine was set back");
      process.stop(runtime::kFailure);
    }
  }

  // Notes which entries are in force: all that have not ended. The next reports are judged by them.
  void apply_context() {
    const Instant now = runtime::read_clocks().wall;
    std::vector<model::ContextEntry> entries;
    std::ranges::copy_if(table.entries, std::back_inserter(entries),
                         [&](const model::ContextEntry& entry) { return entry.ends_at > now; });
    if (entries == in_force) {
      return;
    }
    in_force = std::move(entries);
    has_context_changed = true;
    spdlog::info("{} zones and vessels that people have added are in force", in_force.size());
  }

  // What was given at the start and every entry that is in force.
  void begin_context() {
    auto all_zones = zones;
    auto all_vessels = watch_list;
    for (const model::ContextEntry& entry : in_force) {
      if (const auto* zone = std::get_if<model::Zone>(&entry.what)) {
        all_zones.push_back(*zone);
      } else {
        all_vessels.push_back(std::get<model::WatchEntry>(entry.what));
      }
    }
    engine.set_context(std::move(all_zones), std::move(all_vessels),
                       engine.watermark() + Span::microseconds(1));
    has_context_changed = false;
  }

  void publish_tracks(std::size_t at_most) {
    process.publisher().publish(picture.join(engine.changed_tracks(at_most)));
  }

  void describe(model::ProcessHealth& health) {
    describe_counters(health);
    health.tracks = engine.tracks_by_state();
    for (const auto& rule : engine.rule_counters()) {
      health.rules.push_back({.rule = std::string(rule.rule), .anomalies = rule.phases});
    }
    picture.describe(health);
    health.socket_to_here = delays.summary();
    health.subscriptions = subscriber.health();
    for (const auto& stream : health.subscriptions) {
      if (stream.publisher != "ingest") {  // without a coordination server, the last known context holds
        continue;
      }
      if (stream.is_stale) {  // a sea on which nobody sends is not
        health.missing.emplace_back(stream.term == 0 ? tr("reports: nothing heard of ingest yet")
                                                     : tr("reports: ingest is silent"));
      }
    }
    if (const auto problem = memory.problem()) {
      health.state = model::ProcessState::degraded;
      health.missing.push_back(*problem);
    }
  }

  // Since the start of the process, not of the state.
  void describe_counters(model::ProcessHealth& health) {
    const detect::EngineCounters counters = engine.counters();
    const auto since_start = [&](std::string_view name, std::uint64_t detect::EngineCounters::* counter) {
      health.count(std::string(name), counters.*counter - counters_before.*counter);
    };
    using Counters = detect::EngineCounters;
    since_start(model::kReportsReceived, &Counters::reports_received);
    since_start("reports_in_order", &Counters::in_order);
    since_start("reports_late", &Counters::late);
    since_start("reports_too_late", &Counters::too_late);
    since_start("reports_of_late_distress", &Counters::late_distress);
    since_start("reports_repeated", &Counters::repeated);
    since_start("reports_also_heard", &Counters::also_heard);
    since_start("reports_from_future", &Counters::from_future);
    health.count("reports_waiting", counters.waiting);
    since_start("reports_invalid", &Counters::invalid);
    since_start("transmissions_heard_twice", &Counters::copies);
    since_start("refolds", &Counters::refolds);
    health.count("vessels", engine.vessels());
    since_start("vessels_evicted", &Counters::vessels_evicted);
    since_start("reports_crowded_out", &Counters::reports_crowded_out);
    health.count("pairs", engine.pairs());
    since_start("pairs_refused", &Counters::pairs_refused);
    since_start("anomalies_forgotten", &Counters::anomalies_forgotten);
    health.count("context_entries", in_force.size());
    health.count("context_versions", engine.context_versions());
    health.count("batches_of_future", batches_of_future);
    health.count("states_saved", memory.saved());
    health.count("states_refused", memory.refused());
    if (counters.pairs_refused > pairs_refused_before) {
      health.state = model::ProcessState::degraded;
      health.missing.emplace_back(
          tr("so many vessels lie close together that some pairs are not watched for a rendezvous"));
    }
    pairs_refused_before = counters.pairs_refused;
  }

  runtime::Process& process;
  std::vector<model::Zone> zones;             // of the settings and the chart
  std::vector<model::WatchEntry> watch_list;  // of the settings
  detect::Engine engine;
  SensorPicture picture;
  DetectorMemory memory;
  model::ContextTable table;                  // as last heard of the coordination server
  std::vector<model::ContextEntry> in_force;  // of the table
  bool has_context_changed = false;           // since the engine was told
  ContextPace context_pace;
  std::optional<Instant> restored_at;      // when the state was saved; empty once it proved to fit
  detect::EngineCounters counters_before;  // in the state
  std::uint64_t pairs_refused_before = 0;  // when health was told last
  std::uint64_t too_old = 0;
  std::uint64_t batches_of_future = 0;
  SteadyTime started_at = runtime::read_clocks().steady;
  SteadyTime heard_at = started_at;  // the last reports, or the start
  runtime::ClockSteps clock_steps{runtime::read_clocks()};
  bus::Subscriber subscriber;
  runtime::DelayHistogram delays;
  std::vector<model::Report> batch;  // kept for its memory
};

DetectService::DetectService(runtime::Process& process, detect::EngineOptions options,
                             const SensorPictureOptions& sensors, const std::filesystem::path& directory)
    : impl_(std::make_unique<Impl>(process, std::move(options), sensors, directory)) {}
DetectService::~DetectService() = default;

}  // namespace selat::service
