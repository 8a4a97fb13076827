#include "service/coordinate_service.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <spdlog/spdlog.h>

#include "bus/order_server.h"
#include "bus/subscriber.h"
#include "coordinate/coordinator.h"
#include "coordinate/sector_traffic.h"
#include "runtime/exit_status.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"
#include "store/coordination_store.h"

namespace selat::service {
namespace {

// The longest time for which anomalies are gathered, so that one fsync writes them all; requests do not wait.
constexpr Span kFlushEvery = Span::milliseconds(20);
constexpr std::size_t kFlushAtAlerts = 256;
constexpr std::size_t kEntriesShown = 500;  // of the log, to those who begin to listen
constexpr Span kRetryDiskAfter = Span::seconds(1);
// The most alerts that wait for a failing disk; with more, the process ends and restarts from what is on
// disk.
constexpr std::size_t kMaxUnsavedAlerts = 20'000;

}  // namespace

struct CoordinateService::Impl {
  Impl(runtime::Process& its_process, CoordinationSetup its_setup, const std::filesystem::path& database)
      : process(its_process),
        setup(std::move(its_setup)),
        store(database, runtime::read_clocks().wall),
        coordinator(setup.coordinator,
                    store.begin_term(runtime::read_clocks().wall, 0,
                                     {.lease = setup.coordinator.timing.lease,
                                      .skew_bound = setup.coordinator.timing.skew_bound}),
                    runtime::read_clocks()),
        traffic(coordinate::SectorMap(setup.coordinator.sectors)),
        orders(process.bus(), process.term(),
               [this](const model::ReceivedRequest& request) { take(request); }),
        subscriber(process.bus(), {anomalies(), tracks()}) {
    process.publisher().set_snapshot([this] { return all_alerts(); });
    const auto newest = store.newest_log(kEntriesShown);
    newest_entries.assign(newest.begin(), newest.end());
    process.publisher().set_snapshot(
        [this] { return std::vector<model::LogEntry>(newest_entries.begin(), newest_entries.end()); });
    for (const LocalizedMessage& found : store.findings()) {
      spdlog::warn("{}", found.in_english());
    }
    spdlog::info("the log ends with {} (selat audit verify)", store.log_hash());
    process.on_health([this](model::ProcessHealth& health) { describe(health); });
    process.on_stop([this] { flush(); });
    process.every(kFlushEvery, [this] { flush(); });
    shown_connected.resize(setup.coordinator.control_points.size());
    process.every(Span::milliseconds(250), [this] {
      settle(coordinator.tick(runtime::read_clocks()));
      log_presences();
    });
    process.every(Span::seconds(1), [this] { each_second(); });
    publish_context();
    spdlog::info("term {}: {} sectors, {} control points, {} assets, {} alerts; database {}",
                 coordinator.term(), setup.coordinator.sectors.size(),
                 setup.coordinator.control_points.size(), setup.coordinator.assets.size(),
                 coordinator.alerts().registry().alerts().size(), store.file().string());
  }

  // ---- what comes in

  // Anomalies that the detector no longer holds have ended (coordinate/alert_registry.h).
  bus::Subscription anomalies() {
    return bus::subscribe<model::Anomaly>(
        "detect", {.apply = [this](const model::Anomaly& anomaly,
                                   const bus::Stamp& stamp) { take(anomaly, stamp.term); },
                   .begin_snapshot = [this] { coordinator.begin_anomaly_snapshot(); },
                   .end_snapshot =
                       [this](const bus::Stamp& stamp) {
                         settle(coordinator.end_anomaly_snapshot(stamp.term, runtime::read_clocks()));
                       }});
  }

  bus::Subscription tracks() {
    return bus::subscribe<model::Track>("detect",
                                        {.apply = [this](const model::Track& track, const bus::Stamp&) {
                                          traffic.observe(track);
                                          coordinator.observe(track);
                                        }});
  }

  void take(const model::Anomaly& anomaly, std::uint64_t detector_term) {
    coordinate::merge(unsaved, coordinator.observe(anomaly, detector_term, runtime::read_clocks()));
    if (unsaved.alerts.size() >= kFlushAtAlerts) {
      flush();
    }
  }

  void take(const model::ReceivedRequest& request) {
    log_request(request);
    coordinate::Effects effects = coordinator.receive(request, runtime::read_clocks());
    if (std::holds_alternative<model::NoticeReceipt>(request.body)) {
      // They come in bursts; one fsync writes those of 20 ms.
      coordinate::merge(unsaved, std::move(effects));
    } else {
      settle(std::move(effects));
    }
  }

  // ---- what goes out: first written to disk, then sent and published

  void settle(coordinate::Effects effects) {
    coordinate::merge(unsaved, std::move(effects));
    flush();
  }

  void flush() {
    if (!unsaved.is_durable_change() && unsaved.orders.empty() && !unsaved.has_table_changed) {
      return;
    }
    const SteadyTime now = runtime::read_clocks().steady;
    if (disk_problem && now < retry_disk_at) {
      return;
    }
    if (const auto saved = store.save(unsaved); !saved) {
      return disk_failed(saved.error(), now);
    }
    if (disk_problem) {
      spdlog::info("the database can be written again");
    }
    disk_problem.reset();
    const coordinate::Effects done = std::exchange(unsaved, {});
    for (const auto& entry : done.log) {
      publish_entry(entry);
    }
    for (const auto& record : done.records) {
      log_record(record);
    }
    // The exchange need not repeat offers and revocations: the coordinator does so.
    for (const auto& order : done.orders) {
      orders.send(order, Span::seconds(3));
    }
    for (const auto& alert : done.crowded_out_alerts) {
      process.publisher().publish(alert);
    }
    for (const auto& alert : done.alerts) {
      process.publisher().publish(alert);
    }
    for (const auto& alert : done.moved_alerts) {
      process.publisher().publish(alert);
    }
    if (done.has_table_changed) {
      publish_table();
    }
    if (done.has_context_changed) {
      publish_context();
    }
  }

  void publish_context() { process.publisher().publish(coordinator.context().table()); }

  // An entry that was in the log already has no number.
  void publish_entry(const model::LogEntry& entry) {
    if (entry.number == 0) {
      return;
    }
    newest_entries.push_back(entry);
    if (newest_entries.size() > kEntriesShown) {
      newest_entries.pop_front();
    }
    process.publisher().publish(entry);
  }

  void disk_failed(const store::StoreError& error, SteadyTime now) {
    if (store::ends_the_server(error.problem())) {
      spdlog::critical("{}", error.what());
      return process.stop(runtime::kFailure);
    }
    if (!disk_problem) {
      spdlog::error("nothing is acknowledged until this is mended: {}", error.what());
    }
    disk_problem = error.message();
    retry_disk_at = now + kRetryDiskAfter;
    if (unsaved.alerts.size() > kMaxUnsavedAlerts) {
      spdlog::critical("{} alerts wait for the disk; ends and restarts from what is on disk",
                       unsaved.alerts.size());
      process.stop(runtime::kFailure);
    }
  }

  void publish_table() {
    process.publisher().publish(coordinator.sector_table(vessels, runtime::read_clocks()));
  }

  void each_second() {
    vessels = traffic.vessels();
    // What is not on disk is not shown either.
    if (!disk_problem) {
      publish_table();
    }
  }

  // ---- what is shown

  [[nodiscard]] std::vector<model::Alert> all_alerts() const {
    std::vector<model::Alert> alerts;
    for (const auto& [id, alert] : coordinator.alerts().registry().alerts()) {
      alerts.push_back(coordinator.alerts().shown(alert));
    }
    return alerts;
  }

  void describe(model::ProcessHealth& health) const {
    health.alerts = coordinator.alerts().registry().by_state();
    for (const auto& assignment : coordinator.assignments(runtime::read_clocks())) {
      health.sectors.add(assignment.state);
    }
    health.count("vessels_dropped", traffic.dropped());
    const auto alerts = coordinator.alerts().registry().counters();
    health.count("anomalies_received", alerts.anomalies);
    health.count("anomalies_repeated", alerts.repeated);
    health.count("alerts_dropped", alerts.dropped);
    const auto& counters = coordinator.counters();
    health.count("plans", counters.plans);
    health.count("offers", counters.offers);
    health.count("offers_unanswered", counters.offers_unanswered);
    health.count("grants", counters.grants);
    health.count("declines", counters.declines);
    health.count("handovers", counters.handovers);
    health.count("leases_ended", counters.leases_ended);
    health.count("terms_lost", counters.terms_lost);
    health.count("terms_not_believed", counters.terms_not_believed);
    health.count("claims_adopted", counters.claims_adopted);
    health.count("refusals", counters.refusals.total());
    const auto messages = orders.counters();
    health.count("requests_received", messages.received);
    health.count("requests_malformed", messages.malformed);
    health.count("orders_sent", messages.sent);
    health.count("orders_repeated", messages.repeated);
    health.subscriptions = subscriber.health();
    describe_missing(health);
  }

  void describe_missing(model::ProcessHealth& health) const {
    for (std::size_t i = 0; i < setup.coordinator.control_points.size(); ++i) {
      if (!coordinator.presences()[i].is_connected) {
        health.missing.emplace_back(
            tr("control point {name}"),
            std::vector<LocalizedMessage::Argument>{{"name", setup.coordinator.control_points[i].id.view()}});
      }
    }
    health.missing.insert(health.missing.end(), store.findings().begin(), store.findings().end());
    if (disk_problem) {
      health.missing.push_back(*disk_problem);
      health.state = model::ProcessState::degraded;
    }
  }

  // ---- what is written down

  static void log_record(const coordinate::SectorRecord& record) {
    if (record.holder.empty()) {
      spdlog::info("{} is unowned", record.sector.view());
    } else {
      spdlog::info("{} is held by {} with epoch {}", record.sector.view(), record.holder.view(),
                   record.epoch);
    }
  }

  void log_presences() {
    for (std::size_t i = 0; i < shown_connected.size(); ++i) {
      const auto& presence = coordinator.presences()[i];
      if (presence.is_connected == shown_connected[i]) {
        continue;
      }
      shown_connected[i] = presence.is_connected;
      spdlog::info(
          "{} {}", setup.coordinator.control_points[i].id.view(),
          presence.is_connected ? "is there" : (presence.speaker.has_left ? "has left" : "is silent"));
    }
  }

  static void log_request(const model::ReceivedRequest& request) {
    if (const auto* decline = std::get_if<model::Decline>(&request.body)) {
      spdlog::info("{} declines {}: {}", request.from.view(), decline->sector.view(), name_of(decline->code));
    }
  }

  runtime::Process& process;
  CoordinationSetup setup;
  store::CoordinationStore store;
  coordinate::Coordinator coordinator;
  coordinate::SectorTraffic traffic;
  bus::OrderServer orders;
  bus::Subscriber subscriber;
  coordinate::Effects unsaved;
  std::deque<model::LogEntry> newest_entries;
  std::optional<LocalizedMessage> disk_problem;
  SteadyTime retry_disk_at;
  std::vector<bool> shown_connected;
  std::vector<std::uint32_t> vessels;
};

CoordinateService::CoordinateService(runtime::Process& process, CoordinationSetup setup,
                                     const std::filesystem::path& database)
    : impl_(std::make_unique<Impl>(process, std::move(setup), database)) {}
CoordinateService::~CoordinateService() = default;

}  // namespace selat::service
