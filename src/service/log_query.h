#pragma once
// Which entries of the log of the coordination server a person asks for, and where they come from.
//
// Thread: one. Errors: UsageError, Failure (service/watch_terminal.h), and of a database that cannot be read.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "config/settings.h"
#include "model/log_entry.h"
#include "units/instant.h"

namespace selat::service {

// Empty or 0: not given.
struct LogQuery {
  std::string since;  // "8h", "06:00"
  std::string kind;
  std::uint64_t most = 0;    // the newest so many
  bool is_handover = false;  // what a relieving officer reads
  std::filesystem::path database;
};

[[nodiscard]] std::vector<model::LogEntry> log_entries(const config::Settings& settings,
                                                       const LogQuery& query, Instant now);

// Since when entries are asked for; of a handover the last eight hours, unless it is said. `Instant()`: all.
[[nodiscard]] Instant since_of(const LogQuery& query, Instant now);

// What is left of the entries, which are in order.
[[nodiscard]] std::vector<model::LogEntry> selected(std::vector<model::LogEntry> entries,
                                                    const LogQuery& query, Instant now);

}  // namespace selat::service
