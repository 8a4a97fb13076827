#pragma once
// Reads the log of the coordination server, also while the server runs, and follows its chain.
//
// Thread: any. Errors: throws StoreError if the file cannot be opened or is of another version.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/enum_names.h"
#include "model/log_entry.h"

namespace selat::store {

// Where the chain of the log breaks first.
struct BrokenLink {
  enum class Kind : std::uint8_t {
    missing,  // the entry with this number is not there
    changed,  // its hash does not cover what it says after the one before
  } kind = Kind::changed;
  std::uint64_t number = 0;
  std::optional<model::LogEntry> entry;  // what stands there; of a missing one the next
};

struct AuditResult {
  std::uint64_t entries = 0;  // in order, from the first
  std::string last_hash;      // hexadecimal; of the last of these
  std::optional<BrokenLink> broken;
};

[[nodiscard]] AuditResult verify_log(const std::filesystem::path& database);

// The newest entries, the oldest of them first.
[[nodiscard]] std::vector<model::LogEntry> read_newest_log(const std::filesystem::path& database,
                                                           std::size_t most);

}  // namespace selat::store

namespace selat {
template <>
inline constexpr auto enum_names<store::BrokenLink::Kind> =
    std::to_array<std::string_view>({"missing", "changed"});
}  // namespace selat
