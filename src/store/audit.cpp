#include "store/audit.h"

#include "store/coordination_schema.h"
#include "store/database.h"
#include "store/log_chain.h"
#include "store/log_table.h"

namespace selat::store {

AuditResult verify_log(const std::filesystem::path& file) {
  Database database(file, Database::Access::reader);
  require_schema(database);
  AuditResult result;
  std::string before;
  read_log(database, 0, [&](const model::LogEntry& entry, const std::string& hash) {
    if (entry.number != result.entries + 1) {
      result.broken = {BrokenLink::Kind::missing, result.entries + 1, entry};
      return false;
    }
    if (chain_hash(before, entry) != hash) {
      result.broken = {BrokenLink::Kind::changed, entry.number, entry};
      return false;
    }
    before = hash;
    ++result.entries;
    return true;
  });
  if (!result.broken && result.entries < chain_end(database).number) {
    result.broken = {BrokenLink::Kind::missing, result.entries + 1, std::nullopt};
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
