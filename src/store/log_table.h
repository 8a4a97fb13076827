#pragma once
// The log of the coordination server in its database: append only, each entry chained to the one before.
//
// Thread: one. Errors: throws StoreError.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/log_entry.h"
#include "store/database.h"

namespace selat::store {

extern const char* const kLogSchema;

// The number and the hash of the newest entry; 0 and empty where there is none.
struct ChainEnd {
  std::uint64_t number = 0;
  std::string hash;
};
// As it was noted when that entry was written.
[[nodiscard]] ChainEnd noted_end(Database& database);
// After which the next entry goes: that, or the newest that is there where somebody has tampered with the
// note.
[[nodiscard]] ChainEnd chain_end(Database& database);

// Gives the entries their numbers and appends them after `end`, which follows. An entry that is in the log
// already (the same sender, term and request) is left out: it gets the number 0 if that was acknowledged, and
// its own if it is there from a save that failed after it was written.
void append_log(Database& database, std::vector<model::LogEntry>& entries, std::uint64_t acknowledged,
                ChainEnd& end);

// Calls `visit` for each entry from this number on, in order, until it returns false.
void read_log(Database& database, std::uint64_t from,
              const std::function<bool(const model::LogEntry&, const std::string& hash)>& visit);

// The newest entries, the oldest of them first.
[[nodiscard]] std::vector<model::LogEntry> newest_log(Database& database, std::size_t most);

}  // namespace selat::store
