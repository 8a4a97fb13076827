#pragma once
// What a command of the watch asks of a running system, one thing at a time: sends a request to the
// coordination server and waits for its answer, or reads one of its topics once.
//
// Thread: one; runs an io_context of its own while it waits. Errors: Failure with one line: nothing runs, the
// server does not answer or not this key (and where it was looked for), or why it refused; bus::BusError.
// With the key of a control point it reads, and writes entries of the log and sightings in that one's name;
// nothing else.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/settings.h"
#include "model/alert.h"
#include "model/context_entry.h"
#include "model/log_entry.h"
#include "model/request.h"
#include "model/sighting.h"
#include "runtime/command_error.h"
#include "units/instant.h"

namespace selat::service {

// The server answered, and does not take it.
struct Refused : runtime::Failure {
  using runtime::Failure::Failure;
};

class WatchTerminal {
 public:
  // Without `patience` it waits as long as patience_for() says (service/no_answer.h).
  explicit WatchTerminal(const config::Settings& settings, std::optional<Span> patience = {});
  ~WatchTerminal();
  WatchTerminal(const WatchTerminal&) = delete;
  WatchTerminal& operator=(const WatchTerminal&) = delete;

  // Returns the reference of the Receipt (model/order.h).
  std::string ask(const model::Request& request);
  [[nodiscard]] model::ContextTable context();
  // Empty where the server is heard and this machine's key may not hear that.
  [[nodiscard]] std::optional<model::ContextTable> context_if_permitted();
  // The newest of the log, the oldest of them first.
  [[nodiscard]] std::vector<model::LogEntry> log();
  // Those of the last day, the oldest first; and the alerts there are.
  [[nodiscard]] std::vector<model::Sighting> sightings();
  [[nodiscard]] std::vector<model::Alert> alerts();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace selat::service
