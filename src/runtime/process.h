#pragma once
// The common parts of each long-running process: an io_context, an orderly end on SIGINT and SIGTERM, a log,
// a bus, a publisher, and its health, published each second. No other signal that a person or a closed
// terminal sends ends it (SIGHUP, SIGUSR1, SIGUSR2, SIGPIPE). Where the run directory is removed, it is made
// anew. A command makes a Process, builds a service on it and calls run().
//
// Objects that use io() or bus() must be made after the Process and destroyed before it. The log is written
// to standard error by spdlog's default logger.
//
// Thread: one; everything runs on io(). An exception from a handler ends run() with a line in the log and
// status 1.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "bus/publisher.h"
#include "config/settings.h"
#include "model/process_health.h"
#include "units/instant.h"

namespace boost::asio {
class io_context;
}

namespace selat::runtime {

class Process {
 public:
  // Throws bus::BusError. `name` is the process's name on the bus ("ingest", "control-point.belawan").
  Process(std::string name, const config::Settings& settings);
  ~Process();

  [[nodiscard]] boost::asio::io_context& io();
  [[nodiscard]] bus::Bus& bus();
  [[nodiscard]] bus::Publisher& publisher();
  [[nodiscard]] std::uint64_t term() const;  // always growing: next_term.h
  // `fill` adds to the health published each second: counters, subscriptions, what is missing. If something
  // is missing the state is `waiting`, unless `fill` sets another one.
  void on_health(std::function<void(model::ProcessHealth&)> fill);
  // Publishes it now: what it tells has changed.
  void tell_health();
  // `stop` is called once when the process is asked to end, before the io_context stops; several in order.
  void on_stop(std::function<void()> stop);
  // What to do when the terminal is closed (SIGHUP); else nothing.
  void on_hangup(std::function<void()> act);
  // Calls `work` every `period` on io(), by the monotonic clock.
  void every(Span period, std::function<void()> work);
  // Runs until a signal or stop(). Returns the exit status.
  int run();
  void stop(int exit_status = 0);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The bus as the settings describe it.
[[nodiscard]] bus::BusOptions bus_options(const config::Settings& settings, const std::string& process);

}  // namespace selat::runtime
