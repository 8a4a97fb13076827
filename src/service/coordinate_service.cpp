#include "service/coordinate_service.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <optional>
#include <random>
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
#include "service/alert_outputs.h"
#include "service/durable_effects.h"
#include "store/coordination_store.h"
#include "text/log_line.h"
#include "text/names.h"

namespace selat::service {
namespace {

// The longest time for which anomalies are gathered, so that one fsync writes them all; requests do not wait.
constexpr Span kFlushEvery = Span::milliseconds(20);
constexpr std::size_t kFlushAtAlerts = 256;
constexpr std::size_t kEntriesShown = 500;  // of the log, to those who begin to listen

std::string_view view_of(std::string_view id) {
  return id;
}
std::string_view view_of(const model::SectorId& id) {
  return id.view();
}

// Whether the answer to it adds nothing to the log: such requests are taken however long the disk fails.
bool is_never_logged(const model::Request& request) {
  return std::holds_alternative<model::Join>(request) || std::holds_alternative<model::Renew>(request) ||
         std::holds_alternative<model::NoticeReceipt>(request);
}

CoordinationSetup with_run(CoordinationSetup setup) {
  std::random_device source;
  while (setup.coordinator.run == 0) {
    setup.coordinator.run = (std::uint64_t{source()} << 32) | source();
  }
  return setup;
}

}  // namespace

struct CoordinateService::Impl {
  Impl(runtime::Process& its_process, CoordinationSetup its_setup, const std::filesystem::path& database)
      : process(its_process),
        setup(with_run(std::move(its_setup))),
        store(database, runtime::read_clocks().wall),
        coordinator(
            setup.coordinator,
            store.begin_term(
                runtime::read_clocks().wall, coordinate::term_by_clock(runtime::read_clocks().wall),
                {.lease = setup.coordinator.timing.lease, .skew_bound = setup.coordinator.timing.skew_bound}),
            runtime::read_clocks()),
        traffic(coordinate::SectorMap(setup.coordinator.sectors)),
        orders(process.bus(), process.term(),
               [this](const model::ReceivedRequest& request) { take(request); }),
        subscriber(process.bus(), {anomalies(), tracks()}),
        outputs(process.io(), setup.outputs,
                {.clock = runtime::read_clocks,
                 .words = {setup.language, [this](std::string_view id) { return place_name(id); }},
                 .all_alerts = [this] { return all_alerts(); }}) {
    process.publisher().set_snapshot([this] { return all_alerts(); });
    process.publisher().set_snapshot([this] { return coordinator.sightings().all(); });
    const auto newest = store.newest_log(kEntriesShown);
    newest_entries.assign(newest.begin(), newest.end());
    process.publisher().set_snapshot(
        [this] { return std::vector<model::LogEntry>(newest_entries.begin(), newest_entries.end()); });
    for (const LocalizedMessage& found : store.findings()) {
      spdlog::warn("{}", found.in_english());
    }
    if (const std::string hash = store.log_hash(); !hash.empty()) {
      spdlog::info("the log ends with {} (selat audit verify)", hash);
    }
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
    effects.gather(coordinator.observe(anomaly, detector_term, runtime::read_clocks()));
    if (effects.alerts_waiting() >= kFlushAtAlerts) {
      flush();
    }
  }

  void take(const model::ReceivedRequest& request) {
    if (effects.is_full() && !is_never_logged(request.body)) {
      ++requests_postponed;
      return;
    }
    log_request(request);
    coordinator.note_storing(!effects.problem());
    effects.gather(coordinator.receive(request, runtime::read_clocks()));
    // Receipts of notices come in bursts; one fsync writes those of 20 ms.
    if (!std::holds_alternative<model::NoticeReceipt>(request.body)) {
      flush();
    }
  }

  // ---- what goes out: first written to disk, then sent and published

  void settle(coordinate::Effects what) {
    effects.gather(std::move(what));
    flush();
  }

  void flush() { effects.flush(runtime::read_clocks().steady); }

  // The exchange need not repeat offers and revocations: the coordinator does so. What cannot be sent is no
  // presence and renews nothing.
  void send(const model::AddressedOrder& order) {
    if (!orders.send(order, Span::seconds(3))) {
      spdlog::error("{} cannot be told what it is to know: larger than a message may be", order.to.view());
      effects.gather(coordinator.could_not_tell(order.to, runtime::read_clocks()));
    }
  }

  DurableEffects::Outlets outlets() {
    return {.send = [this](const model::AddressedOrder& order) { send(order); },
            .publish = [this](const model::Alert& alert) { publish_alert(alert); },
            .saved = [this](const coordinate::Effects& done) { take_saved(done); },
            .give_up =
                [this](const store::StoreError& error) {
                  spdlog::critical("{}", error.what());
                  process.stop(runtime::kFailure);
                }};
  }

  void take_saved(const coordinate::Effects& done) {
    for (const auto& entry : done.log) {
      publish_entry(entry);
    }
    for (const auto& sighting : done.sightings) {
      process.publisher().publish(sighting);
    }
    for (const auto& record : done.records) {
      log_record(record);
    }
    if (done.has_table_changed) {
      publish_table();
    }
    if (done.has_context_changed) {
      publish_context();
    }
  }

  void publish_alert(const model::Alert& alert) {
    process.publisher().publish(alert);
    outputs.take(alert);
  }

  // Of a sector or zone; empty where the chart does not name it.
  [[nodiscard]] std::string place_name(std::string_view id) const {
    const auto name_in = [&](const auto& places) -> const model::Names* {
      const auto found =
          std::ranges::find_if(places, [id](const auto& one) { return view_of(one.id) == id; });
      return found == places.end() ? nullptr : &found->names;
    };
    const model::Names* const sector = name_in(setup.coordinator.sectors);
    const model::Names* const names = sector != nullptr ? sector : name_in(setup.coordinator.zones);
    return names == nullptr ? std::string() : std::string(text::name(*names, setup.language));
  }

  void publish_context() { process.publisher().publish(coordinator.context().table()); }

  // An entry that was in the log already has no number.
  void publish_entry(const model::LogEntry& entry) {
    if (entry.number == 0) {
      return;
    }
    if (entry.kind == model::LogKind::past_lost) {
      spdlog::warn("{}", text::log_line(entry, Language::en));
    }
    newest_entries.push_back(entry);
    if (newest_entries.size() > kEntriesShown) {
      newest_entries.pop_front();
    }
    process.publisher().publish(entry);
  }

  // A sector whose record waits for the disk is shown as it was before.
  void publish_table() {
    model::SectorTable table = coordinator.sector_table(vessels, runtime::read_clocks());
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      model::Assignment& assignment = table.rows[i].assignment;
      if (effects.is_stored(assignment.sector)) {
        continue;
      }
      const model::SectorId sector = assignment.sector;
      assignment = i < shown_table.rows.size() ? shown_table.rows[i].assignment : model::Assignment();
      assignment.sector = sector;
    }
    shown_table = table;
    process.publisher().publish(table);
  }

  void each_second() {
    effects.look_at_the_file();
    outputs.tidy();
    vessels = traffic.vessels();
    publish_table();
  }

  // ---- what is shown

  [[nodiscard]] std::vector<model::Alert> all_alerts() const {
    std::vector<model::Alert> alerts;
    for (const auto& [id, alert] : coordinator.alerts().registry().alerts()) {
      alerts.push_back(coordinator.alerts().shown(alert));
      alerts.back().is_stored = effects.is_stored(id);
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
    health.count("sightings", counters.sightings);
    health.count("sightings_refused", counters.sightings_refused);
    const auto messages = orders.counters();
    health.count("requests_received", messages.received);
    health.count("requests_malformed", messages.malformed);
    health.count("orders_sent", messages.sent);
    health.count("orders_repeated", messages.repeated);
    health.count("requests_postponed", requests_postponed);
    health.count("log_entries_dropped", effects.log_entries_dropped());
    health.subscriptions = subscriber.health();
    outputs.describe(health);
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
    if (coordinator.is_asking_for_claims()) {
      health.missing.emplace_back(
          tr("its past: the control points are asked what they hold, and what they do not hold waits"));
    }
    health.missing.insert(health.missing.end(), store.findings().begin(), store.findings().end());
    if (const auto problem = effects.problem()) {
      health.missing.insert(health.missing.begin(), *problem);  // what matters most first
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
  AlertOutputs outputs;
  DurableEffects effects{store, outlets()};
  std::deque<model::LogEntry> newest_entries;
  std::vector<bool> shown_connected;
  model::SectorTable shown_table;
  std::uint64_t requests_postponed = 0;
  std::vector<std::uint32_t> vessels;
};

CoordinateService::CoordinateService(runtime::Process& process, CoordinationSetup setup,
                                     const std::filesystem::path& database)
    : impl_(std::make_unique<Impl>(process, std::move(setup), database)) {}
CoordinateService::~CoordinateService() = default;

}  // namespace selat::service
