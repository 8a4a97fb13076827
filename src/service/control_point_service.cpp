#include "service/control_point_service.h"

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

#include "bus/order_client.h"
#include "bus/subscriber.h"
#include "coordinate/control_point_agent.h"
#include "runtime/exit_status.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"
#include "service/shown_alerts.h"
#include "terminal/control_point_command.h"
#include "terminal/control_point_screen.h"
#include "terminal/input_lines.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::service {
namespace {

using coordinate::AgentEvent;
using coordinate::OwnSector;

constexpr std::size_t kMaxQuestions = 1'024;
// At which times left an open offer is printed again.
constexpr std::array kCountdown = {Span::seconds(5), Span::seconds(2)};

Span patience_for(const model::Request& body) {
  if (std::holds_alternative<model::Join>(body) || std::holds_alternative<model::Renew>(body)) {
    return Span::seconds(3);  // the next sign of life repeats it
  }
  return std::holds_alternative<model::Accept>(body) ? Span::seconds(10) : Span::minutes(2);
}

model::SectorState shown_state(OwnSector::State state) {
  switch (state) {
    case OwnSector::State::held:
      return model::SectorState::held;
    case OwnSector::State::lapsed:
      return model::SectorState::expiring;
    case OwnSector::State::offered:
    case OwnSector::State::accepting:
      break;
  }
  return model::SectorState::offered;
}

bool is_a_person_at(const ControlPointOptions& options) {
  return !options.is_headless && ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1;
}

}  // namespace

struct ControlPointService::Impl {
  Impl(runtime::Process& its_process, const config::Settings& its_settings, ControlPointOptions its_options,
       std::ostream& out)
      : process(its_process),
        settings(its_settings),
        options(std::move(its_options)),
        is_interactive(is_a_person_at(options)),
        screen(out, {settings.language, is_interactive ? options.name : std::string()}, runtime::read_clocks),
        agent(agent_settings(options.takes_over)),
        subscriber(process.bus(), {alert_subscription()}) {
    connect(process.term());
    process.every(Span::milliseconds(250), [this] { tick(); });
    process.on_health([this](model::ProcessHealth& health) { describe(health); });
    process.on_stop([this] { leave(); });
    if (!options.is_headless) {
      input = std::make_unique<terminal::InputLines>(
          process.io(), [this](std::string_view line) { carry_out_line(line); },
          [this] {
            if (is_interactive) {
              process.stop(runtime::kSuccess);
            }
          });
      screen.print_help();
    }
  }

  // ---- the protocol

  [[nodiscard]] coordinate::ControlPointAgent::Settings agent_settings(bool takes_over) const {
    coordinate::ControlPointAgent::Settings protocol;
    protocol.timing.lease = settings.coordinate.lease;
    protocol.timing.renew_every = settings.coordinate.renew_every;
    protocol.timing.skew_bound = settings.coordinate.skew_bound;
    protocol.timing.answer_within = settings.coordinate.answer_within;
    protocol.is_auto_accepting = options.is_auto_accepting;
    protocol.take_over = takes_over;
    return protocol;
  }

  // A waiting terminal starts again with a later term, since for the server its former term is superseded.
  void begin_new_session() {
    agent = coordinate::ControlPointAgent(agent_settings(false));
    asked.clear();
    connect(static_cast<std::uint64_t>(runtime::read_clocks().wall.in_unix_microseconds()));
  }

  void connect(std::uint64_t term) {
    client.reset();
    client = std::make_unique<bus::OrderClient>(
        process.bus(), "coordinate", options.name, term,
        [this](const model::Order& order, std::optional<std::uint64_t> in_reply_to) {
          take(order, in_reply_to);
        });
  }

  void tick() {
    if (std::exchange(needs_new_session, false)) {
      begin_new_session();
    }
    const bool was_connected = agent.is_connected();
    perform(agent.tick(runtime::read_clocks()));
    if (was_connected && !agent.is_connected()) {
      screen.print(tr("No answer from the coordination server; sectors are held until their leases end."));
    }
    count_down();
  }

  void take(const model::Order& order, std::optional<std::uint64_t> in_reply_to) {
    std::optional<SteadyTime> asked_at;
    if (const auto request = in_reply_to ? asked.find(*in_reply_to) : asked.end(); request != asked.end()) {
      asked_at = request->second.at;
      if (std::holds_alternative<model::Receipt>(order) && !request->second.what.empty()) {
        screen.print(tr("{what}: received by the server"), {{"what", request->second.what}});
      }
    }
    if (const auto* const welcome = std::get_if<model::Welcome>(&order)) {
      take_over_places(*welcome);
    }
    if (const auto* const refusal = std::get_if<model::Refusal>(&order)) {
      remark = refusal->remark;
    }
    perform(agent.receive(order, asked_at, runtime::read_clocks()));
  }

  void take_over_places(const model::Welcome& welcome) {
    terminal::NamesById places;  // each welcome has all names
    for (const auto& place : welcome.places) {
      places.insert_or_assign(place.id, place.names);
    }
    screen.set_places(std::move(places));
  }

  void perform(const coordinate::AgentActions& actions) {
    for (const auto& request : actions.requests) {
      const SteadyTime at = runtime::read_clocks().steady;
      const std::uint64_t id = client->send(request, {}, patience_for(request));
      asked[id] = {at, what_person_asked(request)};
      if (asked.size() > kMaxQuestions) {
        asked.erase(asked.begin());
      }
    }
    for (const auto& event : actions.events) {
      show(event);
    }
  }

  void leave() {
    if (!agent.is_over() && agent.was_welcomed() && !options.is_headless) {
      screen.print(tr("Leaving; our sectors will be offered to others."));
    }
    perform(agent.leave());
  }

  // ---- what happens, shown

  void show(const AgentEvent& event) {
    const std::string sector(event.sector.view());
    const std::string name = screen.place_name(event.sector.view());
    const auto about = [&](MessageId phrase) { screen.print(phrase, {{"sector", sector}, {"name", name}}); };
    switch (event.kind) {
      case AgentEvent::Kind::connected:
        refused_since.reset();
        return screen.print(tr("Connected to the coordination server."));
      case AgentEvent::Kind::offered:
        if (!options.is_auto_accepting) {
          show_sector(tr("OFFERED {sector} {name}: {why}. Answer within {left}: {accept} {sector}, or "
                         "{decline} {sector} CODE"),
                      event.sector);
        }
        return;
      case AgentEvent::Kind::offer_passed:
        return about(tr("{sector} {name}: the offer has passed"));
      case AgentEvent::Kind::too_late:
        return about(tr("{sector} {name}: too late, the sector has gone on"));
      case AgentEvent::Kind::held:
        show_sector(tr("HELD {sector} {name}, epoch {epoch}: {why}"), event.sector);
        return show_alerts_in(event.sector);
      case AgentEvent::Kind::lost:
        return about(tr("{sector} {name} is no longer ours"));
      case AgentEvent::Kind::lapsed:
        return about(tr(
            "{sector} {name}: the lease is over without a word from the server. GIVE NO MORE ORDERS THERE"));
      case AgentEvent::Kind::regained:
        return about(tr("{sector} {name} is ours again"));
      case AgentEvent::Kind::refused:
        return screen.print(
            tr("{sector} refused by the server: {why}"),
            {{"sector", sector}, {"why", event.code ? name_of(*event.code) : std::string_view()}});
      case AgentEvent::Kind::already_served:
        return already_served();
      case AgentEvent::Kind::superseded:
        return superseded();
      case AgentEvent::Kind::unknown_here:
        std::cerr << "selat control-point: "
                  << text::translate(
                         LocalizedMessage(
                             tr("the coordination server knows no control point '{name}'; {known}"),
                             {{"name", options.name}, {"known", text::for_terminal(remark)}}),
                         settings.language)
                  << '\n';
        return process.stop(runtime::kUsage);
    }
  }

  // After a crash the former terminal counts as running for some seconds: wait for that before giving up.
  void already_served() {
    const SteadyTime now = runtime::read_clocks().steady;
    if (!refused_since) {
      refused_since = now;
      screen.print(tr("{holder}: another terminal was heard a moment ago; waiting for it to be silent"),
                   {{"holder", options.name}});
    }
    if (options.is_headless || now - *refused_since < Span::seconds(8)) {
      return;
    }
    std::cerr << "selat control-point: "
              << text::translate(
                     {tr("{holder} is served by another running terminal; --take-over ends that one"),
                      {{"holder", options.name}}},
                     settings.language)
              << '\n';
    process.stop(runtime::kUsage);
  }

  void superseded() {
    screen.print(tr("Another terminal has taken over {holder}."), {{"holder", options.name}});
    if (!options.is_headless) {
      return process.stop(runtime::kSuccess);
    }
    needs_new_session = true;  // waits until the other one ends
  }

  void show_sector(MessageId phrase, const model::SectorId& id) {
    for (const OwnSector& own : agent.sectors(runtime::read_clocks())) {
      if (own.assignment.sector == id) {
        screen.print_sector(phrase, own.assignment, shown_state(own.state), own.left);
      }
    }
  }

  void count_down() {
    if (options.is_auto_accepting) {
      return;
    }
    for (const OwnSector& own : agent.sectors(runtime::read_clocks())) {
      if (own.state != OwnSector::State::offered) {
        continue;
      }
      auto& [epoch, said] = countdown[own.assignment.sector];
      if (std::exchange(epoch, own.assignment.epoch) != own.assignment.epoch) {
        said = 0;
      }
      if (said < kCountdown.size() && own.left <= kCountdown[said]) {
        ++said;
        show_sector(tr("{sector} {name}: {left} left to answer"), own.assignment.sector);
      }
    }
  }

  // ---- alerts

  bus::Subscription alert_subscription() {
    return bus::subscribe<model::Alert>(
        "coordinate", {.apply =
                           [this](const model::Alert& alert, const bus::Stamp&) {
                             if (const auto news = alerts.apply(alert)) {
                               show_news(*news);
                             }
                           },
                       .begin_snapshot = [this] { alerts.begin_snapshot(); },
                       .end_snapshot =
                           [this](const bus::Stamp&) {
                             std::ranges::for_each(alerts.end_snapshot(),
                                                   [this](const auto& over) { show_news(over); });
                           }});
  }

  void show_news(const ShownAlert& news) {
    if (is_ours(news.told_in)) {
      screen.print_alert(news.number, news.alert);
    }
  }

  [[nodiscard]] bool is_ours(const model::SectorId& sector) const {
    return agent.is_effective(sector, runtime::read_clocks());
  }

  void show_alerts_in(const model::SectorId& sector) {
    alerts.for_each([&](const ShownAlert& shown) {
      if (shown.alert.sector == sector) {
        screen.print_alert(shown.number, shown.alert);
      }
    });
  }

  // ---- what a person types

  void carry_out_line(std::string_view line) {
    const auto command = terminal::read_command(line);
    if (command) {
      std::visit([this](const auto& one) { carry_out(one); }, *command);
    } else {
      print_problem(command.error(), line);
    }
    screen.print_prompt();
  }

  void carry_out(const terminal::EmptyLine&) {}
  void carry_out(const terminal::HelpCommand&) { screen.print_help(); }
  void carry_out(const terminal::QuitCommand&) { process.stop(runtime::kSuccess); }

  void carry_out(const terminal::ShowCommand&) {
    const auto sectors = agent.sectors(runtime::read_clocks());
    if (sectors.empty()) {
      screen.print(tr("no sectors"));
    }
    for (const OwnSector& own : sectors) {
      show_sector(tr("{sector} {name}: {state}, {left} left, epoch {epoch}: {why}"), own.assignment.sector);
      show_alerts_in(own.assignment.sector);
    }
  }

  void carry_out(const terminal::AcceptCommand& accept) {
    std::vector<model::SectorId> wanted;
    for (const OwnSector& own : agent.sectors(runtime::read_clocks())) {
      if (own.state == OwnSector::State::offered) {
        wanted.push_back(own.assignment.sector);
      }
    }
    if (accept.sector) {
      wanted = {*accept.sector};
    }
    if (wanted.empty()) {
      return screen.print(tr("no open offer of that sector"));
    }
    if (wanted.size() > 1 && !accept.is_all) {
      return screen.print(tr("name a sector, such as: {what} S05"), {{"what", tr("command", "accept")}});
    }
    for (const auto& sector : wanted) {
      coordinate::AgentActions actions;
      finish(agent.accept(sector, runtime::read_clocks(), actions), actions);
    }
  }
  void carry_out(const terminal::DeclineCommand& decline) {
    coordinate::AgentActions actions;
    finish(agent.decline(decline.sector, decline.code, decline.remark, actions), actions);
  }
  void carry_out(const terminal::ReleaseCommand& release) {
    coordinate::AgentActions actions;
    finish(agent.release(release.sector, release.code, actions), actions);
  }
  void carry_out(const terminal::ReportCommand& report) {
    coordinate::AgentActions actions;
    finish(agent.report(report.sector, report.text, std::nullopt, runtime::read_clocks(), actions), actions);
  }
  void carry_out(const terminal::AcknowledgeCommand& acknowledge) {
    coordinate::AgentActions actions;
    alerts.for_each([&](const ShownAlert& shown) {
      const bool is_meant = acknowledge.number
                                ? shown.number == *acknowledge.number
                                : is_ours(shown.alert.sector) && model::is_unacknowledged(shown.alert);
      if (is_meant) {
        actions.requests.emplace_back(model::AcknowledgeAlert{shown.alert.id, shown.alert.anomaly.severity});
      }
    });
    if (actions.requests.empty()) {
      return screen.print(tr("no open alert of that number"));
    }
    perform(actions);
  }

  void finish(std::optional<coordinate::CommandProblem> problem, const coordinate::AgentActions& actions) {
    if (problem) {
      const bool is_offer = *problem == coordinate::CommandProblem::no_such_offer;
      return screen.print(is_offer ? tr("no open offer of that sector") : tr("we do not hold that sector"),
                          {});
    }
    perform(actions);
  }

  void print_problem(terminal::TypingProblem problem, std::string_view line) {
    // In the order of the enum.
    constexpr auto kPhrases = std::to_array<MessageId>(
        {tr("unknown command: '{what}'; {help} lists the commands"), tr("name a sector, such as: {what} S05"),
         tr("give a reason: {codes}"), tr("write what you report after the sector"),
         tr("give the alert's number, such as: {ack} 3, or {ack} {all}")});
    static_assert(kPhrases.size() == enum_count<terminal::TypingProblem>);
    screen.print(kPhrases[static_cast<std::size_t>(problem)], {{"what", line.substr(0, line.find(' '))}});
  }

  // ---- words

  [[nodiscard]] std::string with_word(MessageId command, std::string_view of) const {
    return fmt::format("{} {}", text::translate(command, settings.language), of);
  }

  // A receipt is printed only for requests of a person.
  [[nodiscard]] std::string what_person_asked(const model::Request& body) const {
    if (const auto* report = std::get_if<model::PatrolReport>(&body)) {
      return with_word(tr("command", "report"), report->sector.view());
    }
    if (const auto* decline = std::get_if<model::Decline>(&body)) {
      return with_word(tr("command", "decline"), decline->sector.view());
    }
    if (const auto* release = std::get_if<model::Release>(&body); release != nullptr && release->code) {
      return with_word(tr("command", "release"), release->sector.view());
    }
    if (const auto* acknowledge = std::get_if<model::AcknowledgeAlert>(&body)) {
      const ShownAlert* const shown = alerts.find(acknowledge->alert);
      return with_word(tr("command", "ack"),
                       shown != nullptr ? fmt::format("#{}", shown->number) : std::string());
    }
    return {};
  }

  void describe(model::ProcessHealth& health) const {
    for (const OwnSector& own : agent.sectors(runtime::read_clocks())) {
      if (own.state == OwnSector::State::held) {
        health.sectors.add(model::SectorState::held);
      } else if (own.state == OwnSector::State::offered) {
        health.sectors.add(model::SectorState::offered);
      }
    }
    health.count("requests_sent", client->counters().sent);
    health.count("orders_received", client->counters().received);
    health.subscriptions = subscriber.health();
    if (!agent.is_connected()) {
      health.missing.emplace_back(refused_since ? tr("waits: another terminal has the name")
                                                : tr("the coordination server"));
    }
  }

  struct Asked {
    SteadyTime at;
    std::string what;
  };

  runtime::Process& process;
  config::Settings settings;
  ControlPointOptions options;
  bool is_interactive;
  terminal::ControlPointScreen screen;
  ShownAlerts alerts;
  std::map<std::uint64_t, Asked> asked;
  std::map<model::SectorId, std::pair<std::uint64_t, std::size_t>> countdown;
  coordinate::ControlPointAgent agent;
  std::unique_ptr<bus::OrderClient> client;
  bus::Subscriber subscriber;
  std::unique_ptr<terminal::InputLines> input;
  std::string remark;
  std::optional<SteadyTime> refused_since;
  bool needs_new_session = false;
};

ControlPointService::ControlPointService(runtime::Process& process, const config::Settings& settings,
                                         ControlPointOptions options, std::ostream& out)
    : impl_(std::make_unique<Impl>(process, settings, std::move(options), out)) {}
ControlPointService::~ControlPointService() = default;

void ControlPointService::carry_out(std::string_view line) {
  impl_->carry_out_line(line);
}

}  // namespace selat::service
