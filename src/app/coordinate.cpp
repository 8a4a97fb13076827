// selat coordinate: sectors and control points, anomalies and alerts.

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <spdlog/spdlog.h>

#include "bus/order_server.h"
#include "bus/subscriber.h"
#include "cli/command_line.h"
#include "coordinate/coordinator.h"
#include "coordinate/sector_traffic.h"
#include "runtime/exit_status.h"
#include "runtime/process.h"
#include "service/coordination_clock.h"
#include "service/coordination_setup.h"
#include "store/coordination_store.h"

namespace selat::app {
namespace {

// Anomalies wait so long at most for the one fsync that keeps them all; requests do not wait.
constexpr Span kFlushEvery = Span::milliseconds(20);
constexpr std::size_t kFlushAtAlerts = 256;
constexpr Span kRetryDiskAfter = Span::seconds(1);
// Alerts that wait for a disk that fails; with more, the process ends and begins anew from what is there.
constexpr std::size_t kMaxUnsavedAlerts = 20'000;

class CoordinationServer {
 public:
  explicit CoordinationServer(const config::Settings& settings)
      : process_("coordinate", settings),
        setup_(service::set_up_coordination(settings)),
        store_(settings.coordinate.database.empty() ? settings.data_directory / "coordinate.sqlite"
                                                    : settings.coordinate.database),
        coordinator_(setup_.coordinator, store_.begin_term(runtime::Process::now()),
                     service::coordination_now()),
        traffic_(coordinate::SectorMap(setup_.coordinator.sectors)),
        orders_(process_.bus(), process_.term(),
                [this](const model::ReceivedRequest& request) { take(request); }),
        subscriber_(process_.bus(), {anomalies(), tracks()}, runtime::Process::now) {
    process_.publisher().set_snapshot([this] { return all_alerts(); });
    process_.on_health([this](model::ProcessHealth& health) { describe(health); });
    process_.on_stop([this] { flush(); });
    process_.every(kFlushEvery, [this] { flush(); });
    shown_connected_.resize(setup_.coordinator.control_points.size());
    process_.every(Span::milliseconds(250), [this] {
      settle(coordinator_.tick(service::coordination_now()));
      log_presences();
    });
    process_.every(Span::seconds(1), [this] { each_second(); });
    spdlog::info("term {}: {} sectors, {} control points, {} assets, {} alerts; database {}",
                 coordinator_.term(), setup_.coordinator.sectors.size(),
                 setup_.coordinator.control_points.size(), setup_.assets.size(),
                 coordinator_.alerts().alerts().size(), store_.file().string());
  }

  int run() { return process_.run(); }

 private:
  // ---- what comes in

  // What the detector does not hold any more is over (coordinate/alert_registry.h).
  bus::Subscription anomalies() {
    return bus::subscribe<model::Anomaly>(
        "detect", {.apply = [this](const model::Anomaly& anomaly,
                                   const bus::Stamp& stamp) { take(anomaly, stamp.term); },
                   .begin_snapshot = [this] { coordinator_.begin_anomaly_snapshot(); },
                   .end_snapshot =
                       [this](const bus::Stamp& stamp) {
                         settle(coordinator_.end_anomaly_snapshot(stamp.term, service::coordination_now()));
                       }});
  }

  bus::Subscription tracks() {
    return bus::subscribe<model::Track>(
        "detect",
        {.apply = [this](const model::Track& track, const bus::Stamp&) { traffic_.observe(track); }});
  }

  void take(const model::Anomaly& anomaly, std::uint64_t detector_term) {
    coordinate::merge(unsaved_, coordinator_.observe(anomaly, detector_term, service::coordination_now()));
    if (unsaved_.alerts.size() >= kFlushAtAlerts) {
      flush();
    }
  }

  void take(const model::ReceivedRequest& request) {
    log_request(request);
    settle(coordinator_.receive(request, service::coordination_now()));
  }

  // ---- what goes out: durable first, then sent and published

  void settle(coordinate::Effects effects) {
    coordinate::merge(unsaved_, std::move(effects));
    flush();
  }

  void flush() {
    if (!unsaved_.is_durable_change() && unsaved_.orders.empty() && !unsaved_.has_table_changed) {
      return;
    }
    const Instant now = service::coordination_now().steady;
    if (disk_problem_ && now < retry_disk_at_) {
      return;
    }
    if (const auto saved = store_.save(unsaved_); !saved) {
      return disk_failed(saved.error(), now);
    }
    if (disk_problem_) {
      spdlog::info("the database can be written again");
    }
    disk_problem_.reset();
    const coordinate::Effects done = std::exchange(unsaved_, {});
    for (const auto& record : done.records) {
      log_record(record);
    }
    // What is asked of a control point is asked again by the coordinator itself.
    for (const auto& order : done.orders) {
      orders_.send(order, Span::seconds(3));
    }
    for (const auto& alert : done.alerts) {
      process_.publisher().publish(alert, runtime::Process::now());
    }
    if (done.has_table_changed) {
      publish_table();
    }
  }

  void disk_failed(const store::StoreError& error, Instant now) {
    if (!disk_problem_) {
      spdlog::error("nothing is acknowledged until this is mended: {}", error.what());
    }
    disk_problem_ = error.message();
    retry_disk_at_ = now + kRetryDiskAfter;
    if (unsaved_.alerts.size() > kMaxUnsavedAlerts) {
      spdlog::critical("{} alerts wait for the disk; ends to begin anew from what is on it",
                       unsaved_.alerts.size());
      process_.stop(runtime::kFailure);
    }
  }

  void publish_table() {
    process_.publisher().publish(coordinator_.sector_table(vessels_, service::coordination_now()),
                                 runtime::Process::now());
  }

  void each_second() {
    vessels_ = traffic_.vessels();
    // What is not durable is not shown either.
    if (!disk_problem_) {
      publish_table();
    }
  }

  // ---- what is shown

  [[nodiscard]] std::vector<model::Alert> all_alerts() const {
    std::vector<model::Alert> alerts;
    for (const auto& [id, alert] : coordinator_.alerts().alerts()) {
      alerts.push_back(alert);
    }
    return alerts;
  }

  void describe(model::ProcessHealth& health) const {
    health.alerts = coordinator_.alerts().by_state();
    for (const auto& assignment : coordinator_.assignments(service::coordination_now())) {
      health.sectors.add(assignment.state);
    }
    health.count("vessels_dropped", traffic_.dropped());
    const auto alerts = coordinator_.alerts().counters();
    health.count("anomalies_received", alerts.anomalies);
    health.count("anomalies_repeated", alerts.repeated);
    health.count("alerts_dropped", alerts.dropped);
    const auto& counters = coordinator_.counters();
    health.count("plans", counters.plans);
    health.count("offers", counters.offers);
    health.count("offers_unanswered", counters.offers_unanswered);
    health.count("grants", counters.grants);
    health.count("declines", counters.declines);
    health.count("handovers", counters.handovers);
    health.count("leases_ended", counters.leases_ended);
    health.count("refusals", counters.refusals.total());
    const auto messages = orders_.counters();
    health.count("requests_received", messages.received);
    health.count("requests_malformed", messages.malformed);
    health.count("orders_sent", messages.sent);
    health.count("orders_repeated", messages.repeated);
    health.subscriptions = subscriber_.health();
    describe_missing(health);
  }

  void describe_missing(model::ProcessHealth& health) const {
    for (std::size_t i = 0; i < setup_.coordinator.control_points.size(); ++i) {
      if (!coordinator_.presences()[i].is_connected) {
        health.missing.emplace_back("control point {name}",
                                    std::vector<LocalizedMessage::Argument>{
                                        {"name", setup_.coordinator.control_points[i].id.view()}});
      }
    }
    if (disk_problem_) {
      health.missing.push_back(*disk_problem_);
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
    for (std::size_t i = 0; i < shown_connected_.size(); ++i) {
      const auto& presence = coordinator_.presences()[i];
      if (presence.is_connected == shown_connected_[i]) {
        continue;
      }
      shown_connected_[i] = presence.is_connected;
      spdlog::info("{} {}", setup_.coordinator.control_points[i].id.view(),
                   presence.is_connected ? "is there" : (presence.has_left ? "has left" : "is silent"));
    }
  }

  static void log_request(const model::ReceivedRequest& request) {
    if (const auto* decline = std::get_if<model::Decline>(&request.body)) {
      spdlog::info("{} declines {}: {}", request.from.view(), decline->sector.view(), name_of(decline->code));
    }
  }

  runtime::Process process_;
  service::CoordinationSetup setup_;
  store::CoordinationStore store_;
  coordinate::Coordinator coordinator_;
  coordinate::SectorTraffic traffic_;
  bus::OrderServer orders_;
  bus::Subscriber subscriber_;
  coordinate::Effects unsaved_;
  std::optional<LocalizedMessage> disk_problem_;
  Instant retry_disk_at_;
  std::vector<bool> shown_connected_;
  std::vector<std::uint32_t> vessels_;
};

}  // namespace

int run_coordinate(int argc, char** argv) {
  cli::CommandLine line(
      "coordinate",
      "The coordination server: decides which control point answers for which sector, holds the "
      "answers, and turns anomalies into alerts. What it promised survives a restart.",
      cli::CommandLine::Reads::bus);
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  try {
    return CoordinationServer(line.settings()).run();
  } catch (const store::StoreError& error) {
    throw runtime::UsageError(error.message());
  }
}

}  // namespace selat::app
