// selat coordinate: sectors and control points, anomalies and alerts.

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include "bus/letters.h"
#include "bus/subscriber.h"
#include "cli/command_line.h"
#include "coordinate/coordinator.h"
#include "coordinate/sector_traffic.h"
#include "cop/health_words.h"
#include "runtime/exit_status.h"
#include "runtime/process.h"
#include "selat/v1/envelope.pb.h"
#include "service/coordination_clock.h"
#include "service/coordination_setup.h"
#include "service/letter_codec.h"
#include "store/coordination_store.h"
#include "wire/alert.h"
#include "wire/anomaly.h"
#include "wire/assignment.h"
#include "wire/report_batch.h"
#include "wire/sector.h"
#include "wire/time.h"

namespace selat::app {
namespace {

// Anomalies wait so long at most for the one fsync that keeps them all; letters do not wait.
constexpr Span kFlushEvery = Span::milliseconds(20);
constexpr std::size_t kFlushAtAlerts = 256;
constexpr Span kRetryDiskAfter = Span::seconds(1);
// Alerts that wait for a disk that fails; with more, the process ends and begins anew from what is there.
constexpr std::size_t kMaxUnsavedAlerts = 20'000;
constexpr std::size_t kMaxAlertsInReply = 500;

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
        office_(
            process_.bus(), process_.term(), [this](const v1::Letter& letter) { take(letter); },
            runtime::Process::now),
        subscriber_(
            process_.bus(),
            {{.publisher = "ingest", .topic = bus::Topic::report},
             {.publisher = "detect", .topic = bus::Topic::anomaly}},
            [this](v1::Envelope& envelope) { take(envelope); }, runtime::Process::now) {
    process_.publisher().set_snapshot(bus::Topic::alert, [this] { return alert_snapshot(); });
    process_.publisher().set_snapshot(bus::Topic::assignment, [this] { return table_snapshot(); });
    process_.on_health([this](v1::ProcessHealth& health) { describe(health); });
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

  void take(v1::Envelope& envelope) {
    if (envelope.has_reports()) {
      const auto read = wire::read_reports(envelope.reports(),
                                           [this](const model::Report& report) { traffic_.observe(report); });
      reports_received_ += read.reports;
      malformed_ += read.problems.total();
    } else if (envelope.has_anomaly()) {
      const auto anomaly = wire::from_wire(envelope.anomaly());
      if (!anomaly) {
        ++malformed_;
        return;
      }
      coordinate::merge(unsaved_,
                        coordinator_.observe(*anomaly, envelope.term(), service::coordination_now()));
      if (unsaved_.alerts.size() >= kFlushAtAlerts)
        flush();
    }
  }

  void take(const v1::Letter& letter) {
    if (letter.has_state_request())
      return answer_state(letter);
    const auto incoming = service::incoming_from_wire(letter);
    if (!incoming) {
      ++malformed_;
      if (!letter.has_in_reply_to())
        refuse_malformed(letter);
      return;
    }
    log_letter(*incoming);
    settle(coordinator_.receive(*incoming, service::coordination_now()));
  }

  void refuse_malformed(const v1::Letter& letter) {
    v1::Letter answer;
    answer.set_to(letter.from());
    answer.set_in_reply_to(letter.id());
    answer.mutable_refusal()->set_code(v1::REFUSAL_CODE_MALFORMED);
    office_.send(std::move(answer), Span(), letter.term());
  }

  void answer_state(const v1::Letter& question) {
    v1::Letter answer;
    answer.set_to(question.from());
    answer.set_in_reply_to(question.id());
    v1::StateReply& state = *answer.mutable_state_reply();
    write_table(*state.mutable_table());
    for (const auto& [id, alert] : coordinator_.alerts().alerts()) {
      if (static_cast<std::size_t>(state.alerts_size()) >= kMaxAlertsInReply)
        break;
      if (coordinate::is_open(alert))
        wire::to_wire(alert, *state.add_alerts());
    }
    for (const auto& sector : setup_.coordinator.sectors)
      wire::to_wire(sector, *state.add_sectors());
    office_.send(std::move(answer), Span(), question.term());
  }

  // ---- what goes out: durable first, then sent and published

  void settle(coordinate::Effects effects) {
    coordinate::merge(unsaved_, std::move(effects));
    flush();
  }

  void flush() {
    if (!unsaved_.is_durable_change() && unsaved_.letters.empty() && !unsaved_.has_table_changed)
      return;
    const Instant now = service::coordination_now().steady;
    if (disk_problem_ && now < retry_disk_at_)
      return;
    if (const auto saved = store_.save(unsaved_); !saved)
      return disk_failed(saved.error(), now);
    if (disk_problem_)
      spdlog::info("the database can be written again");
    disk_problem_.reset();
    const coordinate::Effects done = std::exchange(unsaved_, {});
    for (const auto& record : done.records)
      log_record(record);
    for (const auto& letter : done.letters)
      send(letter);
    for (const auto& alert : done.alerts)
      publish(alert);
    if (done.has_table_changed)
      publish_table();
  }

  void disk_failed(const store::StoreError& error, Instant now) {
    if (!disk_problem_)
      spdlog::error("nothing is acknowledged until this is mended: {}", error.what());
    disk_problem_ = error.message();
    retry_disk_at_ = now + kRetryDiskAfter;
    if (unsaved_.alerts.size() > kMaxUnsavedAlerts) {
      spdlog::critical("{} alerts wait for the disk; ends to begin anew from what is on it",
                       unsaved_.alerts.size());
      process_.stop(runtime::kFailure);
    }
  }

  void send(const coordinate::OutgoingLetter& letter) {
    v1::Letter wire;
    service::to_wire(letter, wire);
    if (wire.has_welcome())
      complete(*wire.mutable_welcome(), letter.to);
    if (wire.has_refusal())
      complete(*wire.mutable_refusal());
    // What is asked of a control point is asked again by the coordinator itself.
    office_.send(std::move(wire), Span::seconds(3), letter.to_term);
  }

  void complete(v1::Welcome& welcome, const model::ControlPointId& to) const {
    for (const auto& control_point : setup_.coordinator.control_points) {
      if (control_point.id == to)
        wire::to_wire(control_point, *welcome.mutable_control_point());
    }
    for (const auto& sector : setup_.coordinator.sectors)
      wire::to_wire(sector, *welcome.add_sectors());
    for (const auto& asset : setup_.assets) {
      if (asset.control_point == to)
        wire::to_wire(asset, *welcome.add_assets());
    }
    for (const auto& zone : setup_.zones) {
      v1::PlaceName& place = *welcome.add_zones();
      place.set_id(std::string(zone.id.view()));
      wire::to_wire(zone.names, *place.mutable_names());
    }
  }

  void complete(v1::Refusal& refusal) const {
    if (refusal.code() != v1::REFUSAL_CODE_UNKNOWN_CONTROL_POINT)
      return;
    std::vector<std::string_view> known;
    known.reserve(setup_.coordinator.control_points.size());
    for (const auto& control_point : setup_.coordinator.control_points)
      known.push_back(control_point.id.view());
    refusal.set_remark(fmt::format("known are {}", fmt::join(known, ", ")));
  }

  void publish(const model::Alert& alert) {
    v1::Envelope envelope;
    wire::to_wire(alert, *envelope.mutable_alert());
    process_.publisher().publish(bus::Topic::alert, envelope, runtime::Process::now());
  }

  void publish_table() {
    v1::Envelope envelope;
    write_table(*envelope.mutable_assignments());
    process_.publisher().publish(bus::Topic::assignment, envelope, runtime::Process::now());
  }

  void each_second() {
    vessels_ = traffic_.vessels();
    // What is not durable is not shown either.
    if (!disk_problem_)
      publish_table();
  }

  // ---- what is shown

  void write_table(v1::AssignmentTable& table) const {
    table.set_term(coordinator_.term());
    table.set_plan_version(coordinator_.plan_version());
    for (const auto& assignment : coordinator_.assignments(service::coordination_now())) {
      wire::to_wire(assignment, *table.add_assignments());
    }
    for (std::size_t i = 0; i < setup_.coordinator.control_points.size(); ++i) {
      auto& status = *table.add_control_points();
      const auto& presence = coordinator_.presences()[i];
      wire::to_wire(setup_.coordinator.control_points[i], *status.mutable_control_point());
      status.set_is_connected(presence.is_connected);
      if (presence.term != 0)
        status.set_last_heard_unix_us(wire::to_wire(presence.heard_at_wall));
      status.set_sectors_held(coordinator_.sectors_held(i));
    }
    for (std::size_t i = 0; i < vessels_.size(); ++i) {
      auto& traffic = *table.add_traffic();
      traffic.set_sector(std::string(setup_.coordinator.sectors[i].id.view()));
      traffic.set_vessels(vessels_[i]);
    }
  }

  std::vector<v1::Envelope> table_snapshot() const {
    std::vector<v1::Envelope> snapshot(1);
    write_table(*snapshot[0].mutable_assignments());
    return snapshot;
  }

  std::vector<v1::Envelope> alert_snapshot() const {
    std::vector<v1::Envelope> snapshot;
    for (const auto& [id, alert] : coordinator_.alerts().alerts()) {
      wire::to_wire(alert, *snapshot.emplace_back().mutable_alert());
    }
    return snapshot;
  }

  void describe(v1::ProcessHealth& health) const {
    const auto count = [&](std::string name, std::uint64_t number) {
      runtime::add_counter(health, std::move(name), number);
    };
    count("reports_received", reports_received_);
    count("malformed", malformed_);
    count("vessels_dropped", traffic_.dropped());
    const auto alerts = coordinator_.alerts().by_state();
    for (std::size_t i = 0; i < enum_count<model::AlertState>; ++i) {
      const auto state = static_cast<model::AlertState>(i);
      count(fmt::format("alerts_{}", name_of(state)), alerts[state]);
    }
    count("anomalies_received", coordinator_.alerts().counters().anomalies);
    count("anomalies_repeated", coordinator_.alerts().counters().repeated);
    count("alerts_dropped", coordinator_.alerts().counters().dropped);
    EnumCounts<model::SectorState> sectors;
    for (const auto& assignment : coordinator_.assignments(service::coordination_now()))
      sectors.add(assignment.state);
    for (std::size_t i = 0; i < enum_count<model::SectorState>; ++i) {
      const auto state = static_cast<model::SectorState>(i);
      count(fmt::format("sectors_{}", name_of(state)), sectors[state]);
    }
    const auto& counters = coordinator_.counters();
    count("plans", counters.plans);
    count("offers", counters.offers);
    count("offers_unanswered", counters.offers_unanswered);
    count("grants", counters.grants);
    count("declines", counters.declines);
    count("handovers", counters.handovers);
    count("leases_ended", counters.leases_ended);
    count("refusals", counters.refusals.total());
    const auto letters = office_.counters();
    count("letters_received", letters.received);
    count("letters_sent", letters.sent);
    count("letters_repeated", letters.repeated);
    count("letters_malformed", letters.malformed);
    runtime::add_subscriptions(subscriber_, health);
    describe_missing(health);
  }

  void describe_missing(v1::ProcessHealth& health) const {
    for (std::size_t i = 0; i < setup_.coordinator.control_points.size(); ++i) {
      if (!coordinator_.presences()[i].is_connected) {
        cop::add_missing(health,
                         LocalizedMessage("control point {name}",
                                          {{"name", setup_.coordinator.control_points[i].id.view()}}));
      }
    }
    if (disk_problem_) {
      cop::add_missing(health, *disk_problem_);
      health.set_state(v1::PROCESS_STATE_DEGRADED);
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
      if (presence.is_connected == shown_connected_[i])
        continue;
      shown_connected_[i] = presence.is_connected;
      spdlog::info("{} {}", setup_.coordinator.control_points[i].id.view(),
                   presence.is_connected ? "is there" : (presence.has_left ? "has left" : "is silent"));
    }
  }

  static void log_letter(const coordinate::IncomingLetter& letter) {
    if (const auto* decline = std::get_if<coordinate::Decline>(&letter.body)) {
      spdlog::info("{} declines {}: {}", letter.from.view(), decline->sector.view(), name_of(decline->code));
    }
  }

  runtime::Process process_;
  service::CoordinationSetup setup_;
  store::CoordinationStore store_;
  coordinate::Coordinator coordinator_;
  coordinate::SectorTraffic traffic_;
  bus::LetterOffice office_;
  bus::Subscriber subscriber_;
  coordinate::Effects unsaved_;
  std::optional<LocalizedMessage> disk_problem_;
  Instant retry_disk_at_;
  std::vector<bool> shown_connected_;
  std::vector<std::uint32_t> vessels_;
  std::uint64_t reports_received_ = 0;
  std::uint64_t malformed_ = 0;
};

}  // namespace

int run_coordinate(int argc, char** argv) {
  cli::CommandLine line(
      "coordinate",
      "The coordination server: decides which control point answers for which sector, holds the "
      "answers, and turns anomalies into alerts. What it promised survives a restart.",
      cli::CommandLine::Reads::bus);
  if (const auto status = line.parse(argc, argv))
    return *status;
  try {
    return CoordinationServer(line.settings()).run();
  } catch (const store::StoreError& error) {
    throw runtime::UsageError(error.message());
  }
}

}  // namespace selat::app
