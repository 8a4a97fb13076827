#include "service/watch_terminal.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>

#include <boost/asio/io_context.hpp>
#include <unistd.h>

#include "bus/bus.h"
#include "bus/subscriber.h"
#include "runtime/command_error.h"
#include "runtime/machine_clock.h"
#include "runtime/process.h"
#include "runtime/tool_identity.h"
#include "service/no_answer.h"
#include "service/watch_desk.h"

namespace selat::service {
namespace {

// When nothing more of a state has come for so long, it is whole.
constexpr Span kQuiet = Span::milliseconds(300);
constexpr std::string_view kServer = "coordinate";

// What came of reading a topic.
enum class Heard : std::uint8_t {
  whole,
  not_this,  // the server lives and does not send it here
  nothing,
};

const config::Settings& checked(const config::Settings& settings) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(settings.bus.directory, ignored) && settings.bus.remote.empty()) {
    throw runtime::Failure(nothing_heard(settings));
  }
  return settings;  // NOLINT(bugprone-return-const-ref-from-parameter): handed on to a constructor, not kept
}

}  // namespace

struct WatchTerminal::Impl {
  Impl(const config::Settings& its_settings, std::optional<Span> its_patience)
      : settings(checked(its_settings)),
        patience(its_patience.value_or(patience_for(kServer, settings))),
        identity(runtime::tool_identity(settings)),
        bus(io, runtime::bus_options(settings, "top."), "top." + std::to_string(::getpid())) {}

  // Runs until it is so; false when it has not become so in time.
  bool run_until(const std::function<bool()>& holds) {
    const auto now = [] { return runtime::read_clocks().steady; };
    const SteadyTime latest = now() + patience;
    while (!holds() && now() < latest) {
      io.restart();
      io.run_one_for(std::chrono::milliseconds(20));
    }
    return holds();
  }

  [[noreturn]] void no_answer() const { throw runtime::Failure(not_heard(kServer, settings)); }

  // Reads a topic of the coordination server until `is_whole`.
  Heard try_read(bus::Subscription subscription, const std::function<bool()>& is_whole) {
    std::vector<bus::Subscription> subscriptions;
    subscriptions.push_back(std::move(subscription));
    const bus::Subscriber subscriber(bus, std::move(subscriptions));
    if (run_until(is_whole)) {
      return Heard::whole;
    }
    const auto health = subscriber.health();
    const bool is_alive = std::ranges::any_of(health, [](const auto& stream) { return stream.term != 0; });
    return is_alive ? Heard::not_this : Heard::nothing;
  }

  void read(bus::Subscription subscription, bus::Topic topic, const std::function<bool()>& is_whole) {
    require(try_read(std::move(subscription), is_whole), topic);
  }

  // All that the topic has, by key.
  template <typename Value>
  std::vector<Value> read_all(bus::Topic topic, std::uint64_t Value::* key) {
    std::map<std::uint64_t, Value> known;
    bool is_whole = false;
    read(bus::subscribe<Value>(
             "coordinate", {.apply = [&](const Value& value,
                                         const bus::Stamp&) { known.insert_or_assign(value.*key, value); },
                            .begin_snapshot = [&] { known.clear(); },
                            .end_snapshot = [&](const bus::Stamp&) { is_whole = true; }}),
         topic, [&] { return is_whole; });
    std::vector<Value> all;
    all.reserve(known.size());
    for (auto& [number, value] : known) {
      all.push_back(std::move(value));
    }
    return all;
  }

  Heard try_read_context(model::ContextTable& table) {
    SteadyTime heard_at;
    const auto apply = [&](const model::ContextTable& heard, const bus::Stamp&) {
      table = heard;
      heard_at = runtime::read_clocks().steady;
    };
    return try_read(bus::subscribe<model::ContextTable>("coordinate", {.apply = apply}), [&] {
      return heard_at != SteadyTime() && runtime::read_clocks().steady > heard_at + kQuiet;
    });
  }

  void require(Heard heard, bus::Topic topic) const {
    if (heard == Heard::not_this) {
      throw runtime::Failure(topic_not_sent(kServer, name_of(topic), settings));
    }
    if (heard == Heard::nothing) {
      no_answer();
    }
  }

  config::Settings settings;
  Span patience;
  runtime::ToolIdentity identity;
  boost::asio::io_context io;
  bus::Bus bus;
};

WatchTerminal::WatchTerminal(const config::Settings& settings, std::optional<Span> patience)
    : impl_(std::make_unique<Impl>(settings, patience)) {}
WatchTerminal::~WatchTerminal() = default;

std::string WatchTerminal::ask(const model::Request& request) {
  const bool may_anybody = std::holds_alternative<model::WriteLog>(request) ||
                           std::holds_alternative<model::ReportSighting>(request);
  if (!impl_->identity.is_watch() && !may_anybody) {
    throw runtime::Failure({tr("only the watch may do this: the key on this machine is that of {name}, with "
                               "which one may read, write into the log and report what was seen"),
                            {{"name", impl_->identity.name()}}});
  }
  std::optional<WatchDesk::Answer> answer;
  std::optional<model::ProcessHealth> server;
  std::vector<bus::Subscription> health;
  health.push_back(bus::subscribe<model::ProcessHealth>(
      "coordinate", {.apply = [&](const model::ProcessHealth& heard, const bus::Stamp&) { server = heard; }},
      bus::Start::live));
  const bus::Subscriber subscriber(impl_->bus, std::move(health));
  WatchDesk desk(impl_->bus, impl_->identity.name());
  desk.send(request, impl_->patience, [&](const WatchDesk::Answer& given) { answer = given; });
  static_cast<void>(impl_->run_until([&] { return answer.has_value(); }));
  if (answer) {
    if (const auto* const receipt = std::get_if<model::Receipt>(&*answer)) {
      return receipt->reference;
    }
    if (const auto* const refusal = std::get_if<model::Refusal>(&*answer)) {
      throw Refused(LocalizedMessage::from_outside(refusal_text(*refusal, impl_->settings.language)));
    }
  }
  if (server) {
    throw runtime::Failure(not_taken(*server, impl_->settings));
  }
  impl_->no_answer();
}

std::optional<model::ContextTable> WatchTerminal::context_if_permitted() {
  model::ContextTable table;
  return impl_->try_read_context(table) == Heard::whole ? std::optional(std::move(table)) : std::nullopt;
}

model::ContextTable WatchTerminal::context() {
  model::ContextTable table;
  impl_->require(impl_->try_read_context(table), bus::Topic::context);
  return table;
}

std::vector<model::LogEntry> WatchTerminal::log() {
  return impl_->read_all<model::LogEntry>(bus::Topic::log, &model::LogEntry::number);
}

std::vector<model::Sighting> WatchTerminal::sightings() {
  auto all = impl_->read_all<model::Sighting>(bus::Topic::sighting, &model::Sighting::id);
  std::ranges::stable_sort(all, {}, &model::Sighting::entered_at);
  return all;
}

std::vector<model::Alert> WatchTerminal::alerts() {
  return impl_->read_all<model::Alert>(bus::Topic::alert, &model::Alert::id);
}

}  // namespace selat::service
