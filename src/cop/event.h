#pragma once
// What happened in the running system, as values; the output that shows an event puts it into words.

#include <string>
#include <variant>
#include <vector>

#include "base/localized_message.h"
#include "model/alert.h"
#include "model/feed_health.h"
#include "model/log_entry.h"
#include "model/sector_table.h"
#include "units/instant.h"

namespace selat::cop {

struct FeedChanged {
  std::string feed;
  model::FeedState state;
  LocalizedMessage reason;  // of the last failure; empty if there was none
};

// For the first time, or again because it became more severe.
struct AlertRaised {
  model::Alert alert;
};

// A line was written into the log of the coordination server.
struct LogWritten {
  model::LogEntry entry;
};

// Ended or retracted, as the alert's state says.
struct AlertOver {
  model::Alert alert;
};

struct SectorGranted {
  model::Assignment assignment;
};

struct SectorUncovered {
  model::SectorRow row;
};

// A process has become degraded (no room for the database), or has recovered.
struct ProcessChanged {
  std::string process;
  bool is_degraded;
  std::vector<LocalizedMessage> missing;
};

// A child of `up` died and is started again.
struct ChildRestarted {
  std::string process;
  std::string how;        // "signal 9 (Killed)"
  std::string last_line;  // why, as it said itself; may be empty
};

struct Event {
  Instant at;
  std::variant<FeedChanged, AlertRaised, AlertOver, SectorGranted, SectorUncovered, ProcessChanged,
               ChildRestarted, LogWritten>
      what;
};

}  // namespace selat::cop
