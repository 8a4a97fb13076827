#include "service/control_point_service.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bus/order_client.h"
#include "bus/subscriber.h"
#include "coordinate/control_point_agent.h"
#include "runtime/exit_status.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"
#include "service/heard_alerts.h"
#include "service/heard_reports.h"
#include "service/heard_sectors.h"
#include "service/open_offers.h"
#include "service/sent_words.h"
#include "service/server_remarks.h"
#include "service/terminal_file.h"
#include "service/told_alerts.h"
#include "service/typed_commands.h"
#include "service/whole_system.h"
#include "terminal/control_point_screen.h"
#include "terminal/standard_error.h"
#include "text/measure.h"
#include "text/names.h"
#include "text/terminal.h"
#include "text/translate.h"

namespace selat::service {
namespace {

using coordinate::AgentEvent;
using coordinate::OwnSector;
using Tone = terminal::ControlPointScreen::Tone;

constexpr std::size_t kMostQuestions = 1'024;
constexpr Span kWaitForTheFormer = Span::seconds(8);  // after a crash it counts as running for some seconds
constexpr Span kStoodStill = Span::seconds(3);  // between two ticks: it could hear nobody (Ctrl-Z, suspended)

Span patience_for(const model::Request& body) {
  if (std::holds_alternative<model::Join>(body) || std::holds_alternative<model::Renew>(body)) {
    return Span::seconds(3);  // the next sign of life repeats it
  }
  return std::holds_alternative<model::Accept>(body) ? Span::seconds(10) : Span::seconds(30);
}

// A refusal that speaks of the terminal and not of what it asked.
bool is_of_the_terminal(const model::Refusal& refusal) {
  using enum model::RefusalCode;
  return refusal.code == superseded || refusal.code == already_served ||
         refusal.code == unknown_control_point;
}

}  // namespace

struct ControlPointService::Impl {
  Impl(runtime::Process& its_process, const config::Settings& its_settings, ControlPointOptions its_options,
       terminal::Console& its_console)
      : process(its_process),
        settings(its_settings),
        options(std::move(its_options)),
        console(its_console),
        screen(console, settings.language, runtime::read_clocks),
        file(screen, file_of_terminal(settings, options.name), runtime::read_clocks),
        agent(agent_settings(options.takes_over, file.coordinator())),
        offers(screen, agent),
        reports(screen, options.name, settings.language, runtime::read_clocks) {
    console.start({.line = [this](std::string_view line) { take_line(line); },
                   .end_of_input = [this] { end_of_input(); },
                   .drained = [this] { alerts->drained(); },
                   .cannot_write = [this](const LocalizedMessage& why) { end_with(runtime::kFailure, why); }},
                  file.lines());
    begin_memory();
    connect(process.term());
    if (!options.is_headless) {
      reader = std::make_unique<bus::Subscriber>(
          process.bus(),
          std::vector{reports.subscription(), heard.subscription(), known_sectors.subscription()});
    }
    ticked_at = runtime::read_clocks().steady;
    remarks = std::make_unique<ServerRemarks>(
        ServerRemarks::Surroundings{.screen = screen,
                                    .heard = known_sectors,
                                    .settings = settings,
                                    .control_point = options.name,
                                    .endpoints = process.bus().endpoints_of("coordinate")},
        ticked_at);
    process.every(Span::milliseconds(250), [this] { tick(); });
    process.on_health([this](model::ProcessHealth& health) { describe(health); });
    process.on_stop([this] { leave(); });
    if (!options.is_headless) {
      for (const auto& [id, names] : geography_if_any(settings).places.names) {
        screen.add_places({{id, names}});  // until the server's come
      }
      screen.print(file.store() != nullptr
                       ? tr("{help} lists the commands; what is typed is kept until the server has it.")
                       : tr("{help} lists the commands."));
      alerts->print_earlier();
    }
  }

  // ---- memory

  // The file is another one now, or there is none.
  void use_file() {
    words->use(file.store());
    alerts->use(file.store());
    file.remember(agent.memory());
    file.tell();
  }

  void begin_memory() {
    file.tell();
    alerts = std::make_unique<ToldAlerts>(
        ToldAlerts::Surroundings{.io = process.io(),
                                 .console = console,
                                 .screen = screen,
                                 .store = file.store(),
                                 .clock = runtime::read_clocks,
                                 .send = [this](const model::NoticeReceipt& receipt) { send(receipt, {}); },
                                 .heard = &heard,
                                 .is_read = !options.is_headless});
    words = std::make_unique<SentWords>(SentWords::Surroundings{
        .screen = screen,
        .store = file.store(),
        .clock = runtime::read_clocks,
        .send =
            [this](const coordinate::Words& one) {
              send(one.body, {.uid = one.uid, .written_at = one.written_at});
            },
        .alert_number = [this](std::uint64_t alert) { return alerts->number_of(alert); }});
    commands = std::make_unique<TypedCommands>(TypedCommands::Surroundings{
        .screen = screen,
        .agent = agent,
        .offers = offers,
        .alerts = *alerts,
        .words = *words,
        .reports = reports,
        .sectors = known_sectors,
        .control_point = std::string_view(options.name),
        .clock = runtime::read_clocks,
        .perform = [this](const coordinate::AgentActions& actions) { perform(actions); },
        .quit = [this] { process.stop(runtime::kSuccess); },
        .settings = settings});
    words->remind(agent);
  }

  // ---- the protocol

  [[nodiscard]] coordinate::ControlPointAgent::Settings agent_settings(
      bool takes_over, const coordinate::CoordinatorMemory& memory) const {
    coordinate::ControlPointAgent::Settings protocol;
    protocol.timing.lease = settings.coordinate.lease;
    protocol.timing.renew_every = settings.coordinate.renew_every;
    protocol.timing.skew_bound = settings.coordinate.skew_bound;
    protocol.timing.answer_within = settings.coordinate.answer_within;
    protocol.is_auto_accepting = options.is_auto_accepting;
    protocol.take_over = takes_over;
    protocol.is_standby = is_standby();
    protocol.memory = memory;
    return protocol;
  }

  // Nobody answers here.
  [[nodiscard]] bool is_standby() const { return options.is_headless || !console.has_reader(); }

  // A waiting terminal starts again with a later term, since for the server its former term is superseded.
  void begin_new_session() {
    agent = coordinate::ControlPointAgent(agent_settings(false, agent.memory()));
    asked.clear();
    alerts->load();
    connect(static_cast<std::uint64_t>(runtime::read_clocks().wall.in_unix_microseconds()));
  }

  void connect(std::uint64_t term) {
    client.reset();
    client = std::make_unique<bus::OrderClient>(process.bus(), "coordinate", options.name, term,
                                                [this](const model::ReceivedOrder& order) { take(order); });
  }

  void tick() {
    if (std::exchange(needs_new_session, false)) {
      begin_new_session();
    }
    const Now now = runtime::read_clocks();
    const bool was_connected = agent.is_connected();
    perform(agent.tick(now));
    if (was_connected && !agent.is_connected()) {
      tell_of_silence(now);
    }
    ticked_at = now.steady;
    remarks->tick(now.steady, is_server_heard());
    if (!is_ended) {
      words->tick(agent.is_connected());
    }
    console.hold_piped(words->is_full());
    if (file.look_after()) {
      use_file();
    }
    alerts->tick();
    if (!options.is_auto_accepting) {
      offers.tick(now);
    }
  }

  void tell_of_silence(Now now) {
    if (const Span still = now.steady - ticked_at; still >= kStoodStill) {
      screen.print(tr("This terminal stood still for {span}; asking the server what is still ours."),
                   {{"span", text::duration(still, settings.language)}});
      return;
    }
    screen.print(tr("No answer from the coordination server; sectors are held until their leases end."), {},
                 Tone::urgent);
  }

  // It publishes, whether or not it answers.
  [[nodiscard]] bool is_server_heard() const {
    return reader &&
           std::ranges::any_of(reader->health(), [](const auto& stream) { return stream.term != 0; });
  }

  struct Asked {
    SteadyTime at;
    std::uint64_t uid = 0;  // of a person's words
  };

  void take(const model::ReceivedOrder& received) {
    const model::Order& order = received.body;
    const auto request = received.in_reply_to ? asked.find(*received.in_reply_to) : asked.end();
    const bool is_known = request != asked.end();
    const std::uint64_t uid = is_known ? request->second.uid : 0;
    const auto* const refusal = std::get_if<model::Refusal>(&order);
    if (const auto* const receipt = std::get_if<model::Receipt>(&order); uid != 0 && receipt != nullptr) {
      words->received(uid, receipt->reference);
    }
    if (uid != 0 && refusal != nullptr && !is_of_the_terminal(*refusal)) {
      return words->refused(uid, *refusal);
    }
    if (const auto* const places = std::get_if<model::Places>(&order)) {
      screen.add_places(places->places);
    }
    if (const auto* const notice = std::get_if<model::Notice>(&order);
        notice != nullptr && !is_ended && agent.may_be_told(received.coordinator_term)) {
      alerts->take(*notice, received.coordinator_run);
    }
    if (const auto* const welcome = std::get_if<model::Welcome>(&order)) {
      remarks->welcomed(*welcome);
      alerts->note_past(welcome->past_since);
    }
    why_refused = refusal == nullptr ? why_refused : refusal->why;
    perform(agent.receive(received, is_known ? std::optional(request->second.at) : std::nullopt,
                          runtime::read_clocks()));
  }

  void send(model::Request body, model::RequestHead head) {
    if (agent.is_listening() && std::holds_alternative<model::NoticeReceipt>(body)) {
      return;  // all is told again, and answered then
    }
    if (auto* const renew = std::get_if<model::Renew>(&body)) {
      renew->heard_alerts = alerts->not_stored();
    }
    file.remember(agent.memory());  // before anything that follows from it is said
    head.fence = agent.fence();
    head.coordinator_term = agent.memory().term;
    head.coordinator_run = agent.memory().run;
    const std::uint64_t id = client->send(body, head, patience_for(body));
    asked[id] = {runtime::read_clocks().steady, head.uid};
    if (asked.size() > kMostQuestions) {
      asked.erase(asked.begin());
    }
  }

  void perform(const coordinate::AgentActions& actions) {
    for (const auto& request : actions.requests) {
      if (!words->say_again(request)) {
        send(request, {});
      }
    }
    for (const auto& event : actions.events) {
      words->take(event);
      show(event);
    }
  }

  void leave() {
    if (!agent.is_over() && agent.was_welcomed() && !options.is_headless) {
      screen.print(tr("Leaving; our sectors will be offered to others."));
    }
    if (!options.is_headless) {
      say_what_is_unfinished();
      words->say_what_waits(options.name);
    }
    perform(agent.leave());
  }

  void end_with(int status, const LocalizedMessage& why) {
    process.stop(status);
    console.drop_prompt();
    terminal::say_on_standard_error("selat control-point: " + text::translate(why, settings.language));
  }

  // ---- what happens, shown

  void show(const AgentEvent& event) {
    const std::string sector(event.sector.view());
    const std::string name = screen.place_name(event.sector.view());
    const auto about = [&](MessageId phrase, Tone tone = Tone::plain) {
      screen.print(phrase, {{"sector", sector}, {"name", name}}, tone);
    };
    switch (event.kind) {
      case AgentEvent::Kind::connected:
        return connected();
      case AgentEvent::Kind::offered:
        return offered(event.sector);
      case AgentEvent::Kind::offer_passed:
        return about(tr("{sector} {name}: the offer has passed"));
      case AgentEvent::Kind::too_late:
        return about(tr("{sector} {name}: too late, the sector has gone on"));
      case AgentEvent::Kind::held:
        return commands->print_sector(tr("HELD {sector} {name}: {why}"), event.sector);
      case AgentEvent::Kind::lost:
        return about(tr("{sector} {name} is no longer ours"));
      case AgentEvent::Kind::lapsed:
        return about(tr("{sector} {name}: the lease is over without a word from the server. GIVE NO MORE "
                        "ORDERS THERE"),
                     Tone::urgent);
      case AgentEvent::Kind::regained:
        return about(tr("{sector} {name} is ours again"));
      case AgentEvent::Kind::refused:
        return screen.print(
            tr("{sector} refused by the server: {why}"),
            {{"sector", sector}, {"why", text::label(event.code.value_or(model::RefusalCode::malformed))}});
      case AgentEvent::Kind::already_served:
        return already_served();
      case AgentEvent::Kind::superseded:
        return superseded();
      case AgentEvent::Kind::earlier_server:
        return screen.print(tr("A coordination server answers that has lost its past; it is not obeyed until "
                               "it has learnt what it lost. Sectors are held until their leases end."),
                            {}, Tone::urgent);
      case AgentEvent::Kind::past_lost:
        alerts->not_confirmed();
        return screen.print(
            tr("The coordination server has lost its past. It asks what is held; alerts of before "
               "count again when it names them."),
            {}, Tone::urgent);
      case AgentEvent::Kind::cannot_store:
        remarks->answered();
        return screen.print(tr("The coordination server answers, but it can store nothing: {why}. Until that "
                               "is mended it gives no sector and receives no words; what is typed here is "
                               "kept and sent then."),
                            {{"why", why_refused}}, Tone::urgent);
      case AgentEvent::Kind::clock_jumped:
        return screen.print(
            tr("The clock of this machine has jumped; asking the server what is still ours."));
      case AgentEvent::Kind::unknown_here:
        return end_with(runtime::kUsage,
                        {tr("the coordination server knows no control point '{name}'; {known}"),
                         {{"name", options.name}, {"known", why_refused}}});
    }
  }

  void connected() {
    refused_since.reset();
    screen.print(tr("Connected to the coordination server."));
    words->welcomed(alerts->past_since());
    alerts->welcomed();
  }

  void offered(const model::SectorId& sector) {
    const Now now = runtime::read_clocks();
    if (!options.is_auto_accepting && offers.take(sector, now)) {
      commands->accept(sector);
    }
  }

  void already_served() {
    const SteadyTime now = runtime::read_clocks().steady;
    if (!refused_since) {
      remarks->answered();
      refused_since = now;
      screen.print(tr("{holder}: another terminal was heard a moment ago; waiting for it to be silent"),
                   {{"holder", options.name}});
    }
    if (!options.is_headless && now - *refused_since >= kWaitForTheFormer) {
      end_with(runtime::kUsage,
               {tr("{holder} is served by another running terminal; --take-over ends that one"),
                {{"holder", options.name}}});
    }
  }

  void say_what_is_unfinished() {
    if (const std::string unfinished = console.unfinished(); !unfinished.empty()) {
      screen.print(tr("NOT SENT, since it was not entered yet: {text}"), {{"text", unfinished}},
                   Tone::urgent);
    }
  }

  // A person's terminal ends only with a key of that person, so that nothing that is being typed goes to the
  // shell unseen.
  void superseded() {
    screen.print(tr("Another terminal has taken over {holder}."), {{"holder", options.name}}, Tone::urgent);
    if (options.is_headless) {
      needs_new_session = true;  // waits until the other one ends
      return;
    }
    say_what_is_unfinished();
    if (!console.is_interactive()) {
      return process.stop(runtime::kSuccess);
    }
    words->say_what_waits(options.name);
    is_ended = true;
    console.drop_prompt();
    screen.print(tr("This terminal is over: nothing typed here reaches anybody. Press Enter to end it."), {},
                 Tone::urgent);
  }

  // ---- what a person types

  void end_of_input() {
    if (console.is_interactive()) {
      return process.stop(runtime::kSuccess);
    }
    agent.set_standby(is_standby(), runtime::read_clocks());
  }

  void take_line(std::string_view line) {
    if (is_ended) {
      if (!line.empty()) {
        screen.print(tr("NOT SENT: {text}"), {{"text", line}}, Tone::urgent);
      }
      return process.stop(runtime::kSuccess);
    }
    if (console.is_interactive() && file.store() != nullptr && !line.empty()) {
      std::ignore = file.store()->remember(line);  // only for recalling it; words are kept on their own
    }
    commands->carry_out(line);
    console.hold_piped(words->is_full());
  }

  // ---- health

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
    health.count("words_waiting", words->waiting());
    if (!agent.is_connected()) {
      health.missing.emplace_back(refused_since ? tr("waits: another terminal has the name")
                                                : tr("the coordination server"));
    }
  }

  runtime::Process& process;
  config::Settings settings;
  ControlPointOptions options;
  terminal::Console& console;
  terminal::ControlPointScreen screen;
  TerminalFile file;
  coordinate::ControlPointAgent agent;
  OpenOffers offers;
  HeardReports reports;
  HeardAlerts heard;
  HeardSectors known_sectors{runtime::read_clocks};
  std::unique_ptr<ToldAlerts> alerts;
  std::unique_ptr<SentWords> words;
  std::unique_ptr<TypedCommands> commands;
  std::unique_ptr<ServerRemarks> remarks;
  std::map<std::uint64_t, Asked> asked;  // by request
  std::unique_ptr<bus::OrderClient> client;
  std::unique_ptr<bus::Subscriber> reader;  // of log and alerts, where somebody reads
  LocalizedMessage why_refused;
  SteadyTime ticked_at;
  std::optional<SteadyTime> refused_since;
  bool needs_new_session = false;
  bool is_ended = false;  // superseded; a person is to see it
};

ControlPointService::ControlPointService(runtime::Process& process, const config::Settings& settings,
                                         ControlPointOptions options, terminal::Console& console)
    : impl_(std::make_unique<Impl>(process, settings, std::move(options), console)) {}
ControlPointService::~ControlPointService() = default;

void ControlPointService::carry_out(std::string_view line) {
  impl_->commands->carry_out(line);
}

}  // namespace selat::service
