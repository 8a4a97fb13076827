#include "runtime/process.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <exception>
#include <filesystem>
#include <fstream>
#include <optional>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include "model/request.h"
#include "runtime/exit_status.h"
#include "runtime/machine_clock.h"
#include "runtime/next_term.h"
#include "runtime/paths.h"
#include "runtime/state_since.h"
#include "runtime/tool_identity.h"

namespace selat::runtime {

namespace {

// Several terminals of one name share its key: "top.4711" uses that of "top", "terminal-4711.lumut" that of
// "control-point.lumut". The tools of a person share the key "top" (tool_identity.h).
std::string key_of(const std::string& process) {
  const auto dot = process.find('.');
  if (process.starts_with("terminal-") && dot != std::string::npos) {
    return "control-point" + process.substr(dot);
  }
  return process.starts_with("top.") ? "top" : process;
}

std::vector<bus::Topic> topics_named(const std::vector<std::string>& names) {
  std::vector<bus::Topic> topics;
  for (const std::string& name : names) {
    if (const auto topic = from_name<bus::Topic>(name)) {
      topics.push_back(*topic);
    }
  }
  return topics;
}

}  // namespace

bus::BusOptions bus_options(const config::Settings& settings, const std::string& process) {
  bus::BusOptions options;
  options.clock = read_clocks;
  options.own_key = process.starts_with("top.") ? key_of_tools(settings) : key_of(process);
  for (const char* const watch : {"top", "up"}) {  // both have the screen of the watch
    options.permissions[watch].orders_from = model::kWatchDesk;
  }
  for (const auto& [key, peer] : settings.bus.peers) {
    bus::Permission& permission = options.permissions[key];
    if (!peer.orders_from.empty()) {
      permission.orders_from = peer.orders_from;
    }
    if (peer.topics) {
      permission.topics = topics_named(*peer.topics);
    }
  }
  options.directory = settings.bus.directory.empty() ? default_run_directory() : settings.bus.directory;
  options.keys = settings.bus.keys;
  for (const auto& [other, remote] : settings.bus.remote) {
    options.remote[other] = {.publish = remote.publish, .request = remote.request, .orders = remote.orders};
  }
  return options;
}

namespace {

constexpr Span kHealthEvery = Span::seconds(1);
constexpr Span kRestoredIsSaidFor = Span::minutes(1);

// Terminals of one name are one after the other of the same control point, so they share the file.
std::uint64_t own_term(const config::Settings& settings, const std::string& process) {
  std::vector<std::filesystem::path> directories;
  if (!settings.data_directory.empty()) {
    directories.push_back(settings.data_directory / "terms");
  }
  directories.push_back(bus_options(settings, process).directory);
  return next_term(directories, key_of(process), read_clocks().wall);
}

// Writes the log to standard error, where the supervisor or a terminal reads it.
void log_to_stderr(const std::string& process) {
  auto logger = std::make_shared<spdlog::logger>(process, std::make_shared<spdlog::sinks::stderr_sink_st>());
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %n %l: %v", spdlog::pattern_time_type::utc);
  logger->flush_on(spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

std::uint64_t resident_bytes() {
  std::uint64_t total_pages = 0;
  std::uint64_t resident_pages = 0;
  std::ifstream("/proc/self/statm") >> total_pages >> resident_pages;
  return resident_pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

struct Process::Impl {
  struct Repeated {
    Repeated(boost::asio::io_context& io, Span own_period, std::function<void()> own_work)
        : timer(io), period(own_period), due(read_clocks().steady + own_period), work(std::move(own_work)) {}
    boost::asio::steady_timer timer;
    Span period;
    SteadyTime due;
    std::function<void()> work;
  };

  Impl(std::string process_name, const config::Settings& settings)
      : name(std::move(process_name)),
        directory(bus_options(settings, name).directory),
        signals(io, SIGINT, SIGTERM),
        others(io, SIGHUP, SIGUSR1, SIGUSR2),
        bus(io, bus_options(settings, name), name),
        term(own_term(settings, name)),
        publisher(bus, {.term = term}),
        started_at(read_clocks().wall) {
    log_to_stderr(name);
    std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is a full disk, and no reason to end
    signals.async_wait([this](const boost::system::error_code& error, int) {
      if (!error) {
        stop(kSuccess);
      }
    });
    std::signal(SIGPIPE, SIG_IGN);  // a reader that has gone is an error of write()
    wait_for_other_signals();
    every(kHealthEvery, [this] {
      look_after_endpoints();
      publish_health(model::ProcessState::running);
    });
  }

  // A terminal that is closed, or a habit from other programs, must not end the system.
  void wait_for_other_signals() {
    others.async_wait([this](const boost::system::error_code& error, int number) {
      if (error) {
        return;
      }
      if (number == SIGHUP && on_hangup) {
        on_hangup();
      } else {
        spdlog::info("signal {} changes nothing: settings are read at the start", number);
      }
      wait_for_other_signals();
    });
  }

  void every(Span period, std::function<void()> work) {
    repeated.push_back(std::make_unique<Repeated>(io, period, std::move(work)));
    wait(*repeated.back());
  }

  // The next time is counted from when the last was due, so that the period does not drift. Missed turns are
  // skipped.
  void wait(Repeated& one) {
    const Span left = one.due - read_clocks().steady;
    one.timer.expires_after(std::chrono::microseconds(left.in_microseconds()));
    one.timer.async_wait([this, &one](const boost::system::error_code& error) {
      if (error || is_stopping) {
        return;
      }
      one.work();
      one.due = std::max(one.due + one.period, read_clocks().steady);
      wait(one);
    });
  }

  // The run directory may be removed while this process runs.
  void look_after_endpoints() {
    try {
      if (bus.restore_endpoints() > 0) {
        spdlog::warn(
            "the run directory {} was removed; it was made anew, and this process listens there again",
            directory.string());
        ++times_restored;
        restored_at = read_clocks().steady;
      }
      unreachable = {};
    } catch (const bus::BusError& error) {
      if (unreachable.empty()) {
        spdlog::error("cannot be found by other processes any more: {}", error.what());
      }
      unreachable = error.message();
    }
  }

  void describe_endpoints(model::ProcessHealth& health) {
    if (times_restored > 0) {
      health.count("run_directory_made_anew", times_restored);
    }
    if (!unreachable.empty()) {
      health.state = model::ProcessState::degraded;
      health.missing.push_back(unreachable);
    } else if (restored_at && read_clocks().steady - *restored_at < kRestoredIsSaidFor) {
      health.state = model::ProcessState::degraded;
      health.missing.emplace_back(LocalizedMessage(tr("the run directory {directory} was removed and made "
                                                      "anew; nothing may remove it while Selat runs"),
                                                   {{"directory", directory.string()}}));
    }
  }

  void publish_health(model::ProcessState state) {
    model::ProcessHealth health;
    health.process = name;
    health.term = term;
    health.at = read_clocks().wall;
    health.state = state;
    health.started_at = started_at;
    health.cpu = Span::microseconds(process_cpu_us());
    health.resident_bytes = resident_bytes();
    if (const bus::PeerCounters peers = bus.peers(); peers != bus::PeerCounters{}) {
      health.count("peers_admitted", peers.admitted);
      health.count("peers_refused", peers.refused);
      health.count("peers_handshake_failed", peers.failed_handshakes);
      health.count("peers_wrong_role", peers.wrong_roles);
      health.count("peers_malformed", peers.malformed);
      health.count("peers_over_limit", peers.over_limit);
      health.count("peers_cut_off", peers.cut_off);
    }
    for (const auto& fill : health_fillers) {
      fill(health);
    }
    describe_endpoints(health);
    if (health.state == model::ProcessState::running && !health.missing.empty()) {
      health.state = model::ProcessState::waiting;
    }
    state_since.note(health.state, health.at);
    health.state_since = state_since.of(health.state, health.at);
    publisher.publish(health);
  }

  void stop(int status) {
    if (std::exchange(is_stopping, true)) {
      return;
    }
    exit_status = status;
    for (const auto& end : on_stop) {
      end();
    }
    publish_health(model::ProcessState::stopping);
    io.stop();
  }

  int run() {
    publish_health(model::ProcessState::starting);
    try {
      io.run();
    } catch (const std::exception& error) {
      spdlog::critical("ends: {}", error.what());
      exit_status = kFailure;
    }
    return exit_status;
  }

  boost::asio::io_context io{1};
  std::string name;
  std::filesystem::path directory;  // of the sockets
  boost::asio::signal_set signals, others;
  bus::Bus bus;
  std::uint64_t term;
  bus::Publisher publisher;
  Instant started_at;
  StateSince<model::ProcessState> state_since;
  std::vector<std::function<void(model::ProcessHealth&)>> health_fillers;
  std::vector<std::function<void()>> on_stop;
  std::function<void()> on_hangup;
  std::vector<std::unique_ptr<Repeated>> repeated;
  std::uint64_t times_restored = 0;
  std::optional<SteadyTime> restored_at;
  LocalizedMessage unreachable;  // why other processes cannot find this one; empty: they can
  bool is_stopping = false;
  int exit_status = kSuccess;
};

Process::Process(std::string name, const config::Settings& settings)
    : impl_(std::make_unique<Impl>(std::move(name), settings)) {}
Process::~Process() = default;

boost::asio::io_context& Process::io() {
  return impl_->io;
}
bus::Bus& Process::bus() {
  return impl_->bus;
}
bus::Publisher& Process::publisher() {
  return impl_->publisher;
}
std::uint64_t Process::term() const {
  return impl_->term;
}

void Process::on_health(std::function<void(model::ProcessHealth&)> fill) {
  impl_->health_fillers.push_back(std::move(fill));
}
void Process::tell_health() {
  impl_->publish_health(model::ProcessState::running);
}
void Process::on_stop(std::function<void()> stop) {
  impl_->on_stop.push_back(std::move(stop));
}
void Process::on_hangup(std::function<void()> act) {
  impl_->on_hangup = std::move(act);
}
void Process::every(Span period, std::function<void()> work) {
  impl_->every(period, std::move(work));
}
int Process::run() {
  return impl_->run();
}
void Process::stop(int exit_status) {
  impl_->stop(exit_status);
}

}  // namespace selat::runtime
