#include "store/audit.h"

#include <string>

#include "store/coordination_schema.h"
#include "store/database.h"
#include "store/log_chain.h"
#include "store/log_table.h"

namespace selat::store {

namespace {

// An entry with a value that no entry can have: reading it would bend it into one that can. 0: none.
std::uint64_t impossible_entry(Database& database) {
  std::string severities, codes;
  for (const auto& name : enum_names<model::Severity>) {
    severities += (severities.empty() ? "'" : ",'") + std::string(name) + "'";
  }
  for (const auto& name : enum_names<model::DeclineCode>) {
    codes += (codes.empty() ? "'" : ",'") + std::string(name) + "'";
  }
  return static_cast<std::uint64_t>(database.number(
      "SELECT coalesce(min(entry), 0) FROM log WHERE abs(latitude_e7) > 2147483647 OR abs(longitude_e7) >"
      " 2147483647 OR alert_number NOT BETWEEN 0 AND 4294967295 OR vessel NOT BETWEEN 0 AND 4294967295 OR"
      " (latitude_e7 IS NULL) <> (longitude_e7 IS NULL) OR severity NOT IN (" +
      severities + ") OR code NOT IN (" + codes + ")"));
}

}  // namespace

AuditResult verify_log(const std::filesystem::path& file) {
  Database database(file, Database::Access::reader);
  require_schema(database);
  AuditResult result;
  std::string before;
  const std::uint64_t impossible = impossible_entry(database);
  read_log(database, 0, [&](const model::LogEntry& entry, const std::string& hash) {
    if (entry.number != result.entries + 1) {
      result.broken = {BrokenLink::Kind::missing, result.entries + 1, entry};
      return false;
    }
    if (chain_hash(before, entry) != hash || entry.number == impossible) {
      result.broken = {BrokenLink::Kind::changed, entry.number, entry};
      return false;
    }
    before = hash;
    ++result.entries;
    return true;
  });
  const ChainEnd end = noted_end(database);
  if (!result.broken && result.entries < end.number) {
    result.broken = {BrokenLink::Kind::missing, result.entries + 1, std::nullopt};
  } else if (!result.broken && (result.entries != end.number || before != end.hash)) {
    result.broken = {BrokenLink::Kind::changed, result.entries, std::nullopt};
  }
  result.last_hash = as_hex(before);
  return result;
}

std::vector<model::LogEntry> read_newest_log(const std::filesystem::path& file, std::size_t most) {
  Database database(file, Database::Access::reader);
  require_schema(database);
  return newest_log(database, most);
}

}  // namespace selat::store
