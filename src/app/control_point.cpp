// selat control-point NAME: a control point's terminal.

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "base/replica.h"
#include "bus/order_client.h"
#include "bus/subscriber.h"
#include "cli/command_line.h"
#include "coordinate/alert_registry.h"
#include "coordinate/control_point_agent.h"
#include "runtime/exit_status.h"
#include "runtime/process.h"
#include "service/coordination_clock.h"
#include "service/coordination_setup.h"
#include "terminal/control_point_command.h"
#include "terminal/input_lines.h"
#include "text/measure.h"
#include "text/phrase.h"
#include "text/terminal.h"
#include "text/translate.h"
#include "text/why.h"

namespace selat::app {
namespace {

using coordinate::AgentEvent;
using coordinate::OwnSector;
using text::Phrase;

constexpr std::size_t kMaxAlerts = 10'000;
constexpr std::size_t kMaxQuestions = 1'024;
// When an open offer's time left is said again.
constexpr std::array kCountdown = {Span::seconds(5), Span::seconds(2)};

struct Options {
  std::string name;
  bool is_auto_accepting = false;
  bool is_headless = false;
  bool takes_over = false;
};

// A second terminal of a name on one machine is a process of its own; which of them speaks for the control
// point is the server's to say.
std::unique_ptr<runtime::Process> make_process(const Options& options, const config::Settings& settings) {
  try {
    return std::make_unique<runtime::Process>("control-point." + options.name, settings);
  } catch (const bus::BusError&) {
    if (options.is_headless) {
      throw;
    }
    return std::make_unique<runtime::Process>(fmt::format("terminal-{}.{}", ::getpid(), options.name),
                                              settings);
  }
}

Span patience_for(const model::Request& body) {
  if (std::holds_alternative<model::Join>(body) || std::holds_alternative<model::Renew>(body)) {
    return Span::seconds(3);  // the next sign of life says it again
  }
  return std::holds_alternative<model::Accept>(body) ? Span::seconds(10) : Span::minutes(2);
}

class ControlPointTerminal {
 public:
  ControlPointTerminal(const config::Settings& settings, Options options)
      : settings_(settings),
        options_(std::move(options)),
        language_(settings.language),
        is_terminal_(!options_.is_headless && ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1),
        process_(make_process(options_, settings)),
        agent_(agent_settings(options_.takes_over)),
        subscriber_(process_->bus(), {alerts()}, runtime::Process::now) {
    open_client(process_->term());
    process_->every(Span::milliseconds(250), [this] { tick(); });
    process_->on_health([this](model::ProcessHealth& health) { describe(health); });
    process_->on_stop([this] { leave(); });
    if (!options_.is_headless) {
      input_ = std::make_unique<terminal::InputLines>(
          process_->io(), [this](std::string_view line) { obey(line); },
          [this] {
            if (is_terminal_) {
              process_->stop(runtime::kSuccess);
            }
          });
      say(Phrase::terminal_help, {});
    }
  }

  int run() { return process_->run(); }

 private:
  // ---- the protocol

  [[nodiscard]] coordinate::ControlPointAgent::Settings agent_settings(bool takes_over) const {
    coordinate::ControlPointAgent::Settings agent;
    agent.timing.lease = settings_.coordinate.lease;
    agent.timing.renew_every = settings_.coordinate.renew_every;
    agent.timing.skew_bound = settings_.coordinate.skew_bound;
    agent.timing.answer_within = settings_.coordinate.answer_within;
    agent.is_auto_accepting = options_.is_auto_accepting;
    agent.take_over = takes_over;
    return agent;
  }

  // A terminal that stands by begins anew under a later term, as the server knows the former for superseded.
  void begin_new_session() {
    agent_ = coordinate::ControlPointAgent(agent_settings(false));
    asked_.clear();
    open_client(static_cast<std::uint64_t>(runtime::Process::now().in_unix_microseconds()));
  }

  void open_client(std::uint64_t term) {
    client_.reset();
    client_ = std::make_unique<bus::OrderClient>(
        process_->bus(), "coordinate", options_.name, term,
        [this](const model::Order& order, std::optional<std::uint64_t> in_reply_to) {
          take(order, in_reply_to);
        });
  }

  void tick() {
    if (std::exchange(needs_new_session_, false)) {
      begin_new_session();
    }
    const bool was_connected = agent_.is_connected();
    perform(agent_.tick(service::coordination_now()));
    if (was_connected && !agent_.is_connected()) {
      say(Phrase::terminal_disconnected, {});
    }
    count_down();
  }

  void take(const model::Order& order, std::optional<std::uint64_t> in_reply_to) {
    std::optional<Instant> asked_at;
    if (const auto request = in_reply_to ? asked_.find(*in_reply_to) : asked_.end();
        request != asked_.end()) {
      asked_at = request->second.at;
      if (std::holds_alternative<model::Receipt>(order) && !request->second.what.empty()) {
        say(Phrase::terminal_received, {{"what", request->second.what}});
      }
    }
    if (const auto* const welcome = std::get_if<model::Welcome>(&order)) {
      learn(*welcome);
    }
    if (const auto* const refusal = std::get_if<model::Refusal>(&order)) {
      remark_ = refusal->remark;
    }
    perform(agent_.receive(order, asked_at, service::coordination_now()));
  }

  void learn(const model::Welcome& welcome) {
    names_.clear();  // each welcome names everything
    for (const auto& place : welcome.places) {
      names_.insert_or_assign(place.id, place.names);
    }
  }

  void perform(const coordinate::AgentActions& actions) {
    for (const auto& request : actions.requests) {
      const Instant at = service::coordination_now().steady;
      const std::uint64_t id = client_->send(request, patience_for(request));
      asked_[id] = {at, what_person_asked(request)};
      if (asked_.size() > kMaxQuestions) {
        asked_.erase(asked_.begin());
      }
    }
    for (const auto& event : actions.events) {
      tell(event);
    }
  }

  void leave() {
    if (!agent_.is_over() && agent_.was_welcomed() && !options_.is_headless) {
      say(Phrase::terminal_goodbye, {});
    }
    perform(agent_.leave());
  }

  // ---- what happens, told

  void tell(const AgentEvent& event) {
    const std::string sector(event.sector.view());
    const std::string name = place_name(event.sector);
    const auto about = [&](Phrase phrase) { say(phrase, {{"sector", sector}, {"name", name}}); };
    switch (event.kind) {
      case AgentEvent::Kind::connected:
        refused_since_.reset();
        return say(Phrase::terminal_connected, {});
      case AgentEvent::Kind::offered:
        if (!options_.is_auto_accepting) {
          tell_sector(Phrase::terminal_offered, event.sector);
        }
        return;
      case AgentEvent::Kind::offer_passed:
        return about(Phrase::terminal_offer_passed);
      case AgentEvent::Kind::too_late:
        return about(Phrase::terminal_too_late);
      case AgentEvent::Kind::held:
        tell_sector(Phrase::terminal_held, event.sector);
        return tell_alerts_in(event.sector);
      case AgentEvent::Kind::lost:
        return about(Phrase::terminal_lost);
      case AgentEvent::Kind::lapsed:
        return about(Phrase::terminal_lapsed);
      case AgentEvent::Kind::regained:
        return about(Phrase::terminal_regained);
      case AgentEvent::Kind::refused:
        return say(Phrase::terminal_refused,
                   {{"sector", sector}, {"why", event.code ? name_of(*event.code) : std::string_view()}});
      case AgentEvent::Kind::already_served:
        return already_served();
      case AgentEvent::Kind::superseded:
        return superseded();
      case AgentEvent::Kind::unknown_here:
        std::cerr << "selat control-point: "
                  << text::translate(
                         LocalizedMessage("the coordination server knows no control point '{name}'; {known}",
                                          {{"name", options_.name}, {"known", text::for_terminal(remark_)}}),
                         language_)
                  << '\n';
        return process_->stop(runtime::kUsage);
    }
  }

  // After a crash the former terminal counts as alive for some seconds: wait for that before giving up.
  void already_served() {
    const Instant now = service::coordination_now().steady;
    if (!refused_since_) {
      refused_since_ = now;
      say(Phrase::terminal_waiting, {{"holder", options_.name}});
    }
    if (options_.is_headless || now - *refused_since_ < Span::seconds(8)) {
      return;
    }
    std::cerr << "selat control-point: "
              << text::fill(Phrase::terminal_already_served, language_, {{"holder", options_.name}}) << '\n';
    process_->stop(runtime::kUsage);
  }

  void superseded() {
    say(Phrase::terminal_superseded, {{"holder", options_.name}});
    if (!options_.is_headless) {
      return process_->stop(runtime::kSuccess);
    }
    needs_new_session_ = true;  // stands by until the other one ends
  }

  void tell_sector(Phrase phrase, const model::SectorId& id) {
    for (const OwnSector& own : agent_.sectors(service::coordination_now())) {
      if (own.assignment.sector != id) {
        continue;
      }
      say(phrase, {{"sector", id.view()},
                   {"name", place_name(id)},
                   {"why", reason_of(own.assignment)},
                   {"left", text::duration(own.left, language_)},
                   {"epoch", epoch_text(own.assignment.epoch)},
                   {"state", state_text(own.state)}});
    }
  }

  void count_down() {
    if (options_.is_auto_accepting) {
      return;
    }
    for (const OwnSector& own : agent_.sectors(service::coordination_now())) {
      if (own.state != OwnSector::State::offered) {
        continue;
      }
      auto& [epoch, said] = countdown_[own.assignment.sector];
      if (std::exchange(epoch, own.assignment.epoch) != own.assignment.epoch) {
        said = 0;
      }
      if (said < kCountdown.size() && own.left <= kCountdown[said]) {
        ++said;
        tell_sector(Phrase::terminal_countdown, own.assignment.sector);
      }
    }
  }

  // ---- alerts

  struct ShownAlert {
    std::uint32_t number = 0;
    model::Alert alert;
  };

  bus::Subscription alerts() {
    return bus::subscribe<model::Alert>(
        "coordinate", {.apply = [this](const model::Alert& alert, const bus::Stamp&) { take(alert); },
                       .begin_snapshot = [this] { alerts_.begin_snapshot(); },
                       .end_snapshot = [this](const bus::Stamp&) { forget_what_is_gone(); }});
  }

  void take(const model::Alert& alert) {
    const ShownAlert* const known = alerts_.find(alert.id);
    const std::uint32_t number = known != nullptr ? known->number : last_number_ + 1;
    if (!coordinate::is_open(alert)) {
      if (known != nullptr && is_ours(known->alert.sector)) {
        tell_alert({number, alert});
      }
      alerts_.erase(alert.id);
      return;
    }
    const bool is_news = known == nullptr || known->alert.state != alert.state;
    const ShownAlert* const shown = alerts_.put(alert.id, {number, alert});
    if (shown == nullptr) {
      return;
    }
    last_number_ = std::max(last_number_, number);
    if (is_news && is_ours(alert.sector)) {
      tell_alert(*shown);
    }
  }

  // The server has forgotten them: whoever was told of them is told that they are over.
  void forget_what_is_gone() {
    alerts_.end_snapshot([this](std::uint64_t, const ShownAlert& gone) {
      if (is_ours(gone.alert.sector)) {
        ShownAlert over = gone;
        over.alert.state = model::AlertState::ended;
        tell_alert(over);
      }
    });
  }

  [[nodiscard]] bool is_ours(const model::SectorId& sector) const {
    return agent_.is_effective(sector, service::coordination_now());
  }

  void tell_alert(const ShownAlert& shown) {
    say(Phrase::terminal_alert,
        {{"number", std::to_string(shown.number)},
         {"severity", text::name(shown.alert.anomaly.severity, language_)},
         {"sector", shown.alert.sector.view()},
         {"state", text::name(shown.alert.state, language_)},
         {"why", text::why(shown.alert.anomaly, language_, place_name(shown.alert.anomaly.subject))}});
  }

  void tell_alerts_in(const model::SectorId& sector) {
    alerts_.for_each([&](std::uint64_t, const ShownAlert& shown) {
      if (shown.alert.sector == sector) {
        tell_alert(shown);
      }
    });
  }

  // ---- what a person orders

  void obey(std::string_view line) {
    const auto order = terminal::read_order(line);
    if (order) {
      std::visit([this](const auto& one) { carry_out(one); }, *order);
    } else {
      explain(order.error(), line);
    }
    prompt();
  }

  void carry_out(const terminal::order::Nothing&) {}
  void carry_out(const terminal::order::Help&) { say(Phrase::terminal_help, {}); }
  void carry_out(const terminal::order::Quit&) { process_->stop(runtime::kSuccess); }

  void carry_out(const terminal::order::Show&) {
    const auto sectors = agent_.sectors(service::coordination_now());
    if (sectors.empty()) {
      say(Phrase::terminal_no_sectors, {});
    }
    for (const OwnSector& own : sectors) {
      tell_sector(Phrase::terminal_row_sector, own.assignment.sector);
      tell_alerts_in(own.assignment.sector);
    }
  }

  void carry_out(const terminal::order::Accept& accept) {
    std::vector<model::SectorId> wanted;
    for (const OwnSector& own : agent_.sectors(service::coordination_now())) {
      if (own.state == OwnSector::State::offered) {
        wanted.push_back(own.assignment.sector);
      }
    }
    if (accept.sector) {
      wanted = {*accept.sector};
    }
    if (wanted.empty()) {
      return say(Phrase::terminal_no_offer, {});
    }
    if (wanted.size() > 1 && !accept.is_all) {
      return say(Phrase::terminal_needs_sector, {{"what", "accept"}});
    }
    for (const auto& sector : wanted) {
      coordinate::AgentActions actions;
      finish(agent_.accept(sector, service::coordination_now(), actions), actions);
    }
  }
  void carry_out(const terminal::order::Decline& decline) {
    coordinate::AgentActions actions;
    finish(agent_.decline(decline.sector, decline.code, decline.remark, actions), actions);
  }
  void carry_out(const terminal::order::Release& release) {
    coordinate::AgentActions actions;
    finish(agent_.release(release.sector, release.code, actions), actions);
  }
  void carry_out(const terminal::order::Report& report) {
    coordinate::AgentActions actions;
    finish(agent_.report(report.sector, report.text, std::nullopt, service::coordination_now(), actions),
           actions);
  }
  void carry_out(const terminal::order::Acknowledge& acknowledge) {
    coordinate::AgentActions actions;
    alerts_.for_each([&](std::uint64_t id, const ShownAlert& shown) {
      const bool is_meant = acknowledge.number ? shown.number == *acknowledge.number
                                               : is_ours(shown.alert.sector) && !shown.alert.acknowledged_at;
      if (is_meant) {
        actions.requests.emplace_back(model::AcknowledgeAlert{id});
      }
    });
    if (actions.requests.empty()) {
      return say(Phrase::terminal_no_alert, {});
    }
    perform(actions);
  }

  void finish(std::optional<coordinate::CommandProblem> problem, const coordinate::AgentActions& actions) {
    if (problem) {
      const bool is_offer = *problem == coordinate::CommandProblem::no_such_offer;
      return say(is_offer ? Phrase::terminal_no_offer : Phrase::terminal_not_held, {});
    }
    perform(actions);
  }

  void explain(terminal::OrderProblem problem, std::string_view line) {
    const std::string word(line.substr(0, line.find(' ')));
    switch (problem) {
      case terminal::OrderProblem::unknown_word:
        return say(Phrase::terminal_unknown_order, {{"what", word}});
      case terminal::OrderProblem::needs_sector:
        return say(Phrase::terminal_needs_sector, {{"what", word}});
      case terminal::OrderProblem::needs_code:
        return say(Phrase::terminal_needs_code, {});
      case terminal::OrderProblem::needs_text:
        return say(Phrase::terminal_needs_text, {});
      case terminal::OrderProblem::needs_number:
        return say(Phrase::terminal_needs_number, {});
    }
  }

  // ---- words

  // A receipt is only told for what a person did.
  [[nodiscard]] std::string what_person_asked(const model::Request& body) const {
    if (const auto* report = std::get_if<model::PatrolReport>(&body)) {
      return fmt::format("report {}", report->sector.view());
    }
    if (const auto* decline = std::get_if<model::Decline>(&body)) {
      return fmt::format("decline {}", decline->sector.view());
    }
    if (const auto* release = std::get_if<model::Release>(&body); release != nullptr && release->code) {
      return fmt::format("release {}", release->sector.view());
    }
    if (const auto* acknowledge = std::get_if<model::AcknowledgeAlert>(&body)) {
      const ShownAlert* const shown = alerts_.find(acknowledge->alert);
      return shown != nullptr ? fmt::format("ack #{}", shown->number) : "ack";
    }
    return {};
  }

  // Of a sector or a zone; empty when the server has not told it.
  [[nodiscard]] std::string place_name(std::string_view id) const {
    const auto found = names_.find(id);
    return found == names_.end() ? std::string() : std::string(text::name(found->second, language_));
  }

  // The reason it was chosen, also while it is only offered.
  [[nodiscard]] std::string reason_of(model::Assignment assignment) const {
    assignment.state = model::SectorState::held;
    return text::why(assignment, language_);
  }

  [[nodiscard]] std::string state_text(OwnSector::State state) const {
    switch (state) {
      case OwnSector::State::held:
        return std::string(text::name(model::SectorState::held, language_));
      case OwnSector::State::lapsed:
        return std::string(text::name(model::SectorState::expiring, language_));
      case OwnSector::State::offered:
      case OwnSector::State::accepting:
        return std::string(text::name(model::SectorState::offered, language_));
    }
    return {};
  }

  static std::string epoch_text(std::uint64_t epoch) {
    return fmt::format("{}.{}", epoch >> 32, epoch & 0xffff'ffffU);
  }

  void say(Phrase phrase, text::Fills fills) {
    const std::string line = text::for_terminal(text::fill(phrase, language_, fills));
    if (is_terminal_) {
      std::cout << "\r\x1b[K";
    }
    std::cout << text::time_of_day(runtime::Process::now()) << "  " << line << '\n';
    prompt();
  }

  void prompt() {
    if (is_terminal_) {
      std::cout << options_.name << "> ";
    }
    std::cout << std::flush;
  }

  void describe(model::ProcessHealth& health) const {
    for (const OwnSector& own : agent_.sectors(service::coordination_now())) {
      if (own.state == OwnSector::State::held) {
        health.sectors.add(model::SectorState::held);
      } else if (own.state == OwnSector::State::offered) {
        health.sectors.add(model::SectorState::offered);
      }
    }
    health.count("requests_sent", client_->counters().sent);
    health.count("orders_received", client_->counters().received);
    health.subscriptions = subscriber_.health();
    if (!agent_.is_connected()) {
      health.missing.emplace_back(refused_since_ ? "stands by: another terminal has the name"
                                                 : "the coordination server");
    }
  }

  struct Asked {
    Instant at;
    std::string what;
  };

  config::Settings settings_;
  Options options_;
  Language language_;
  bool is_terminal_;
  std::unique_ptr<runtime::Process> process_;
  std::map<std::string, model::Names, std::less<>> names_;
  Replica<std::uint64_t, ShownAlert> alerts_{kMaxAlerts};
  std::uint32_t last_number_ = 0;
  std::map<std::uint64_t, Asked> asked_;
  std::map<model::SectorId, std::pair<std::uint64_t, std::size_t>> countdown_;
  coordinate::ControlPointAgent agent_;
  std::unique_ptr<bus::OrderClient> client_;
  bus::Subscriber subscriber_;
  std::unique_ptr<terminal::InputLines> input_;
  std::string remark_;
  std::optional<Instant> refused_since_;
  bool needs_new_session_ = false;
};

void require_known(const Options& options, const config::Settings& settings) {
  if (settings.geodata.empty()) {
    return;  // the server knows
  }
  const auto known = service::control_points_of(settings);
  std::vector<std::string> ids;
  ids.reserve(known.size());
  for (const auto& control_point : known) {
    ids.emplace_back(control_point.id.view());
  }
  service::require_control_point(options.name, ids);
}

}  // namespace

int run_control_point(int argc, char** argv) {
  cli::CommandLine line(
      "control-point",
      "A control point's terminal: shows the sectors it answers for and why, and the alerts in them; "
      "takes accept, decline, release, report, ack, show, help, quit.",
      cli::CommandLine::Reads::bus);
  Options options;
  line.argument("NAME", options.name, "The control point, such as belawan, batam, lumut, changi.");
  line.flag("--auto-accept", options.is_auto_accepting, "Accept every offer (for demonstrations).");
  line.flag("--headless", options.is_headless,
            "Read no commands; stand by while another terminal has the name.");
  line.flag("--take-over", options.takes_over,
            "End another live terminal of this name instead of being refused.");
  line.examples({"selat control-point belawan --take-over --lang id"});
  line.exit_statuses(
      "Exit status: 0 ended as asked or another terminal took over, 1 the work could not go on, 2 wrong "
      "options, "
      "unknown control point, or another live terminal has the name.");
  if (const auto status = line.parse(argc, argv)) {
    return *status;
  }
  require_known(options, line.settings());
  return ControlPointTerminal(line.settings(), options).run();
}

}  // namespace selat::app
