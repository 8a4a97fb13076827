#include "world.h"

#include <algorithm>
#include <set>
#include <utility>

namespace selat::coordinate::simulation {
namespace {

constexpr Span kStep = Span::milliseconds(200);
constexpr std::size_t kMostAsked = 200;
constexpr std::size_t kMostAnomalies = 25;

CoordinatorSettings strait(Random& random) {
  using enum model::Permit;
  CoordinatorSettings settings;
  settings.timing.answer_within = Span::seconds(10);  // the people here are quick
  for (int i = 0; i < 7; ++i) {
    std::array<model::Permit, 4> permits{};
    for (std::size_t nation = 0; nation < 3; ++nation) {
      permits[nation] = random.chance(0.6) ? full : notify_only;
    }
    settings.sectors.push_back(World::square("S0" + std::to_string(i + 1), 1.0, 98.0 + i, permits, 1.0));
  }
  const auto point = [](const char* id, model::Nation nation, std::uint32_t capacity) {
    model::ControlPoint control_point;
    control_point.id = id;
    control_point.nation = nation;
    control_point.capacity = capacity;
    return control_point;
  };
  settings.control_points = {point("belawan", model::Nation::idn, 3), point("batam", model::Nation::idn, 3),
                             point("lumut", model::Nation::mys, 3), point("changi", model::Nation::sgp, 2)};
  std::vector<plan::TravelRow> rows;
  for (std::size_t sector = 0; sector < settings.sectors.size(); ++sector) {
    for (std::size_t control_point = 0; control_point < settings.control_points.size(); ++control_point) {
      rows.push_back({sector, control_point, {}, Span::seconds(random.uniform(600, 40'000))});
    }
  }
  settings.travel = plan::TravelTable(settings.sectors.size(), settings.control_points.size(), rows);
  return settings;
}

Clock drifting(Random& random) {
  // 2 % between the fastest and the slowest: 3.6 s within the longest lease of 180 s, below the skew bounds
  // of 2 s at each end.
  return {Span::seconds(random.uniform(0, 1'000)), random.uniform(0.99, 1.01)};
}

}  // namespace

model::Sector World::square(std::string_view id, double south_deg, double west_deg,
                            const std::array<model::Permit, 4>& permits, double side_deg) {
  model::Sector sector;
  sector.id = model::SectorId(id);
  sector.permits = permits;
  sector.area = geo::Area({geo::Polygon({geo::Position::degrees(south_deg, west_deg),
                                         geo::Position::degrees(south_deg, west_deg + side_deg),
                                         geo::Position::degrees(south_deg + side_deg, west_deg + side_deg),
                                         geo::Position::degrees(south_deg + side_deg, west_deg)})});
  return sector;
}

World::World(std::uint64_t seed, std::ostream* trace, bool has_paper)
    : trace_(trace), random_(seed), settings_(strait(random_)), server_clock_(drifting(random_)) {
  if (has_paper) {
    paper_.emplace();
  }
  start_server();
  for (std::size_t i = 0; i < current_.size(); ++i) {
    start_terminal(i, false);
  }
}

void World::start_server() {
  PersistedState persisted;
  disk_.term = std::max(disk_.term + 1, term_by_clock(server_now().wall));
  persisted.term = disk_.term;
  persisted.has_past = disk_.has_past;
  persisted.began_at = disk_.began_at = disk_.began_at == Instant() ? server_now().wall : disk_.began_at;
  persisted.promise = disk_.promise;
  disk_.promise.lease = std::max(disk_.promise.lease, settings_.timing.lease);
  for (const auto& [id, record] : disk_.records) {
    persisted.records.push_back(record);
  }
  for (const auto& [id, alert] : disk_.alerts) {
    persisted.alerts.push_back(alert);
  }
  for (const auto& [pair, exclusion] : disk_.exclusions) {
    persisted.exclusions.push_back(exclusion);
  }
  for (const auto& [id, speaker] : disk_.speakers) {
    persisted.speakers.push_back(speaker);
  }
  persisted.words = disk_.log;
  not_yet_durable_ = {};
  ++settings_.run;
  server_ = std::make_unique<Coordinator>(settings_, std::move(persisted), server_now());
  trace_.started(*server_, settings_.timing, server_now());
  unheard_.clear();
  tell_snapshot();
}

void World::start_terminal(std::size_t control_point, bool take_over, bool is_standby) {
  ControlPointAgent::Settings settings;
  settings.is_auto_accepting = random_.chance(0.5);
  settings.take_over = take_over;
  settings.is_standby = is_standby;
  settings.memory = desks_[control_point].memory;
  Clock clock = terminals_.size() < 4 ? drifting(random_) : current_[control_point]->clock;
  if (terminals_.size() >= 4) {
    clock.slept = clock.slept - left_to_sleep(*current_[control_point]);  // nothing begins on one that sleeps
  }
  terminals_.push_back(std::make_unique<Terminal>(Terminal{.name = settings_.control_points[control_point].id,
                                                           .term = next_term_++,
                                                           .clock = clock,
                                                           .agent = ControlPointAgent(settings),
                                                           .asked = {},
                                                           .inbox = {},
                                                           .paused_until = {},
                                                           .sleeps_until = {},
                                                           .confirmed = {},
                                                           .is_standby = is_standby}));
  load_told(*terminals_.back());
  if (is_standby) {
    standbys_.insert(terminals_.back()->term);
  } else {
    current_[control_point] = terminals_.back().get();
    print_earlier(*terminals_.back());
  }
}

void World::run(Span for_how_long, bool with_faults) {
  faulty_ = with_faults;
  if (!with_faults) {
    // The calm: everybody is there, everything heals.
    disk_fails_until_ = server_stalls_until_ = Instant();
    for (Instant& until : cut_off_until_) {
      until = Instant();
    }
    for (std::size_t i = 0; i < current_.size(); ++i) {
      Terminal& terminal = *current_[i];
      if (!terminal.is_alive || terminal.agent.is_over()) {
        start_terminal(i, true);
      }
      wake(*current_[i]);
    }
  }
  for (const Instant end = real_ + for_how_long; real_ < end && broken_.empty();) {
    real_ = real_ + kStep;
    trace_.set_time(real_);
    step(with_faults);
  }
}

// By its own clock.
Span World::left_to_sleep(const Terminal& terminal) const {
  return std::max(terminal.sleeps_until - real_, Span()) * terminal.clock.rate;
}

void World::wake(Terminal& terminal) {
  terminal.clock.slept = terminal.clock.slept - left_to_sleep(terminal);
  terminal.paused_until = terminal.sleeps_until = Instant();
}

// What is dead or has ended says nothing more.
void World::bury() {
  std::erase_if(terminals_, [&](const auto& terminal) {
    const bool is_gone = !terminal->is_alive || terminal->agent.is_over();
    return is_gone && std::ranges::find(current_, terminal.get()) == current_.end();
  });
}

void World::step(bool with_faults) {
  bury();
  if (with_faults) {
    faults();
  }
  if (!server_ && real_ >= server_down_until_) {
    start_server();
  }
  deliver(with_faults);
  if (with_faults && real_ >= detector_acts_at_) {
    detector_acts_at_ = real_ + Span::milliseconds(500);
    detector();
  }
  if (server_ && real_ >= next_server_tick_ && real_ >= server_stalls_until_) {
    next_server_tick_ = real_ + Span::milliseconds(500);
    hear_detector();
    if (server_) {
      settle(server_->tick(server_now()));
    }
  }
  const bool do_people_act = real_ >= people_act_at_;
  if (do_people_act) {
    people_act_at_ = real_ + Span::seconds(1);
  }
  for (std::size_t i = 0; i < terminals_.size(); ++i) {
    Terminal& terminal = *terminals_[i];
    if (!terminal.is_alive || real_ < terminal.paused_until) {
      continue;
    }
    perform(terminal, terminal.agent.tick(terminal.clock.at(real_)));
    if (do_people_act) {
      people(terminal);
    }
  }
  check();
  if (real_ >= next_check_of_rises_) {
    check_rises();
    std::ranges::for_each(unaccounted_words(), [this](const std::string& words) { complain(words); });
  }
}

// Anomalies begin, become graver or less grave, move from sector to sector and out of all, and end, whether
// or not a server runs.
void World::detector() {
  if (random_.chance(0.02)) {
    std::erase_if(anomalies_,
                  [](const auto& anomaly) { return anomaly.phase == model::AnomalyPhase::ended; });
  }
  if (random_.chance(0.02) && anomalies_.size() < kMostAnomalies) {
    model::Anomaly anomaly;
    anomaly.id = next_anomaly_++;
    anomaly.severity = static_cast<model::Severity>(random_.below(5));
    anomaly.place = geo::Position::degrees(1.5, random_.uniform(97.5, 105.5));
    anomalies_.push_back(anomaly);
    unheard_.push_back(anomaly);
  } else if (!anomalies_.empty() && random_.chance(0.05)) {
    model::Anomaly& anomaly = anomalies_[random_.below(anomalies_.size())];
    const model::Anomaly before = anomaly;
    ++anomaly.revision;
    anomaly.phase = random_.chance(0.1) ? model::AnomalyPhase::ended : model::AnomalyPhase::updated;
    if (random_.chance(0.5)) {
      anomaly.severity = static_cast<model::Severity>(random_.below(5));
      anomaly.decided_at = real_;
      anomaly.peak = model::peak_of(before, anomaly, real_);
    } else {
      anomaly.place = geo::Position::degrees(1.5, random_.uniform(97.5, 105.5));
    }
    unheard_.push_back(anomaly);
  }
}

// A server that stood still hears all of it afterwards. One that begins learns from the snapshot what stands
// by then.
void World::hear_detector() {
  for (const model::Anomaly& anomaly : std::exchange(unheard_, {})) {
    if (server_) {
      settle(server_->observe(anomaly, detector_term_, server_now()));
    }
  }
}

std::size_t World::index_of(const model::ControlPointId& name) const {
  const auto found = std::ranges::find(settings_.control_points, name, &model::ControlPoint::id);
  return static_cast<std::size_t>(found - settings_.control_points.begin());
}

void World::perform(Terminal& terminal, AgentActions actions) {
  if (std::ranges::find(actions.events, AgentEvent::Kind::past_lost, &AgentEvent::kind) !=
      actions.events.end()) {
    terminal.confirmed.clear();
  }
  if (std::ranges::find(actions.events, AgentEvent::Kind::connected, &AgentEvent::kind) !=
      actions.events.end()) {
    catch_up(terminal);
  }
  for (model::Request& body : actions.requests) {
    send(terminal, std::move(body), 0);
  }
}

void World::send(Terminal& terminal, model::Request body, std::uint64_t uid) {
  desks_[index_of(terminal.name)].memory = terminal.agent.memory();
  if (auto* const renew = std::get_if<model::Renew>(&body)) {
    renew->heard_alerts = terminal.inbox.not_stored();
  }
  const std::uint64_t id = terminal.next_request++;
  terminal.asked[id] = {.at = terminal.clock.at(real_).steady, .body = body, .uid = uid};
  if (terminal.asked.size() > kMostAsked) {
    terminal.asked.erase(terminal.asked.begin());
  }
  model::ReceivedRequest request{terminal.name,
                                 terminal.term,
                                 id,
                                 std::move(body),
                                 {.fence = terminal.agent.fence(),
                                  .uid = uid,
                                  .coordinator_term = terminal.agent.memory().term,
                                  .coordinator_run = terminal.agent.memory().run}};
  trace_.asked(request);
  post({.to_server = std::move(request), .to_terminal = {}}, faulty_);
}

void World::post(Parcel parcel, bool with_faults) {
  const auto& name = parcel.to_server ? parcel.to_server->from : parcel.to_terminal->to;
  for (std::size_t i = 0; i < 4; ++i) {
    if (settings_.control_points[i].id == name && real_ < cut_off_until_[i]) {
      return;
    }
  }
  if (!with_faults) {
    network_.push_back({real_ + Span::milliseconds(20), std::make_unique<Parcel>(std::move(parcel))});
    return;
  }
  const int copies = random_.chance(0.1) ? 2 : 1;
  for (int copy = 1; copy <= copies; ++copy) {
    if (random_.chance(0.15)) {
      continue;
    }
    const double delay_s = random_.chance(0.02) ? random_.uniform(0, 200) : random_.uniform(0, 2);
    network_.push_back({real_ + Span::seconds(delay_s), copy < copies
                                                            ? std::make_unique<Parcel>(parcel)
                                                            : std::make_unique<Parcel>(std::move(parcel))});
  }
}

void World::deliver(bool with_faults) {
  std::vector<std::unique_ptr<Parcel>> due;
  std::erase_if(network_, [&](Posted& posted) {
    if (posted.arrives_at > real_ || (posted.parcel->to_server && real_ < server_stalls_until_)) {
      return false;
    }
    due.push_back(std::move(posted.parcel));
    return true;
  });
  if (with_faults) {
    for (std::size_t i = due.size(); i > 1; --i) {
      std::swap(due[i - 1], due[random_.below(i)]);
    }
  }
  for (const auto& arrived : due) {
    const Parcel& parcel = *arrived;
    if (parcel.to_server) {
      if (server_) {
        serve(*parcel.to_server);
      }
      continue;
    }
    const model::AddressedOrder& order = *parcel.to_terminal;
    for (const auto& terminal : terminals_) {
      const bool is_meant = terminal->name == order.to && terminal->term == order.to_term;
      if (!is_meant || !terminal->is_alive || real_ < terminal->paused_until) {
        continue;
      }
      const auto asked = order.in_reply_to ? terminal->asked.find(*order.in_reply_to) : terminal->asked.end();
      const bool is_known = asked != terminal->asked.end();
      const auto asked_at = is_known ? std::optional(asked->second.at) : std::nullopt;
      if (is_known && std::holds_alternative<model::Receipt>(order.body)) {
        std::ignore =
            desks_[index_of(order.to)].outbox.receive(asked->second.uid, terminal->clock.at(real_).wall);
      }
      if (const auto* const notice = std::get_if<model::Notice>(&order.body);
          notice != nullptr && terminal->agent.may_be_told(order.coordinator_term)) {
        take_notice(*terminal, *notice, order.coordinator_run);
      }
      const bool was_over = terminal->agent.is_over();
      trace_.heard(order);
      perform(*terminal, terminal->agent.receive(
                             {order.body, order.in_reply_to, order.coordinator_term, order.coordinator_run},
                             asked_at, terminal->clock.at(real_)));
      if (!was_over && terminal->agent.is_over()) {
        trace_.ended(terminal->term);
        check_rank(*terminal);
      }
    }
  }
}

void World::serve(const model::ReceivedRequest& request) {
  settle(server_->receive(request, server_now()), &request);
}

void World::note_decided(const Effects& effects, const model::ReceivedRequest* request) {
  trace_.decided(*server_, request, effects);
  for (const model::Alert& alert : effects.alerts) {
    rises_.note(alert, real_);
  }
}

// What service/ does with effects: durable first, then send; keep them while the disk fails; may die in
// between.
void World::settle(Effects effects, const model::ReceivedRequest* request) {
  note_decided(effects, request);
  const bool may_die = faulty_ && effects.is_durable_change();
  merge(not_yet_durable_, std::move(effects));
  if (may_die && random_.chance(0.01)) {
    return stop_server();
  }
  if (not_yet_durable_.is_durable_change() && real_ < disk_fails_until_) {
    server_->note_storing(false);
    return;
  }
  server_->note_storing(true);
  Effects now_durable = std::exchange(not_yet_durable_, {});
  trace_.saved();
  disk_.term = now_durable.term.value_or(disk_.term);
  if (now_durable.promise) {
    disk_.promise = *now_durable.promise;
    disk_.has_past = true;
  }
  for (auto& record : now_durable.records) {
    auto& known = disk_.records[record.sector];
    if (record.epoch < known.epoch) {
      complain("the epoch on disk went back");
    }
    known = record;
  }
  rises_.saved();
  for (auto& alert : now_durable.alerts) {
    disk_.alerts[alert.id] = alert;
  }
  for (const auto id : now_durable.forgotten_alerts) {
    disk_.alerts.erase(id);
    rises_.forget(id);
  }
  for (auto& exclusion : now_durable.exclusions) {
    disk_.exclusions[{exclusion.sector, exclusion.control_point}] = exclusion;
  }
  for (auto& speaker : now_durable.speakers) {
    disk_.speakers[speaker.control_point] = speaker;
    archive_.speakers[speaker.control_point].push_back(speaker.term);
  }
  for (auto& entry : now_durable.log) {
    disk_.log.push_back(entry);
    if (entry.kind == model::LogKind::acknowledged) {
      archive_.acknowledged.insert(entry.alert);
    }
    if (entry.kind == model::LogKind::patrol_report &&
        !archive_.words[entry.request].insert(disk_number_).second) {
      archive_.logged_twice.insert(entry.request);
    }
  }
  if (may_die && random_.chance(0.01)) {
    return stop_server();
  }
  for (model::AddressedOrder& order : now_durable.orders) {
    check_durable(order);
    post({.to_server = {}, .to_terminal = std::move(order)}, faulty_);
  }
}

}  // namespace selat::coordinate::simulation
