#include "store/coordination_schema.h"

#include <string>
#include <vector>

#include "store/file_kind.h"
#include "store/log_table.h"
#include "store/store_error.h"

namespace selat::store {
namespace {

constexpr FileKind kKind = {.application = 0x53454c54,  // "SELT"
                            .version = 3};

// Unsigned numbers are stored as their 64 bits.
constexpr const char* kFirstTables = R"sql(
  CREATE TABLE term (
    term INTEGER PRIMARY KEY,
    began_at_us INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE sector (
    id TEXT PRIMARY KEY,
    holder TEXT NOT NULL,          -- '': unowned
    epoch INTEGER NOT NULL,
    lease INTEGER NOT NULL,
    changed_at_us INTEGER NOT NULL,
    plan_version INTEGER NOT NULL,
    travel_time_us INTEGER NOT NULL,
    asset TEXT NOT NULL,
    priority REAL NOT NULL,
    open_alerts INTEGER NOT NULL,
    second_best TEXT NOT NULL,
    second_travel_time_us INTEGER,
    outline INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE alert (
    id INTEGER PRIMARY KEY,
    state TEXT NOT NULL,           -- for people; the program reads body
    rule TEXT NOT NULL,
    body BLOB NOT NULL             -- selat.v1.Alert
  ) STRICT;
  CREATE TABLE exclusion (
    sector TEXT NOT NULL,
    control_point TEXT NOT NULL,
    until_us INTEGER NOT NULL,
    code TEXT NOT NULL,
    remark TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (sector, control_point)
  ) STRICT;
)sql";

// New in version 2, beside the log.
constexpr const char* kSecondTables = R"sql(
  CREATE TABLE chain_end (         -- of the log: what its newest entry is
    one INTEGER PRIMARY KEY CHECK (one = 1),
    entry INTEGER NOT NULL,
    hash BLOB NOT NULL
  ) STRICT;
  CREATE TABLE speaker (
    control_point TEXT PRIMARY KEY,
    term INTEGER NOT NULL,
    fence INTEGER NOT NULL,
    is_standby INTEGER NOT NULL,
    has_left INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE context (
    id TEXT PRIMARY KEY,
    body BLOB NOT NULL             -- selat.v1.ContextEntry
  ) STRICT;
  CREATE TABLE last_context (      -- the numbers of context entries are never used again
    kind TEXT PRIMARY KEY,         -- 'W', 'Z'
    number INTEGER NOT NULL
  ) STRICT;
)sql";

// New in version 3, beside the outline of a sector.
constexpr const char* kThirdTables = R"sql(
  CREATE TABLE promise (           -- what leases of earlier terms may still run
    one INTEGER PRIMARY KEY CHECK (one = 1),
    lease_us INTEGER NOT NULL,
    skew_bound_us INTEGER NOT NULL,
    is_past_known INTEGER NOT NULL
  ) STRICT;
)sql";

model::LogEntry first_version_entry(const Statement& row) {
  model::LogEntry entry;
  entry.at = Instant::unix_microseconds(row.integer(0));
  entry.kind = from_name<model::LogKind>(row.text(1)).value_or(model::LogKind::accepted);
  entry.from = std::string_view(row.text(2));
  entry.from_term = static_cast<std::uint64_t>(row.integer(3));
  entry.request = static_cast<std::uint64_t>(row.integer(4));
  entry.sector = std::string_view(row.text(5));
  entry.epoch = static_cast<std::uint64_t>(row.integer(6));
  entry.alert = static_cast<std::uint64_t>(row.integer(7));
  if (!row.is_null(8)) {
    entry.code = from_name<model::DeclineCode>(row.text(8));
  }
  if (!row.is_null(9)) {
    entry.place = geo::Position::e7(static_cast<std::int32_t>(row.integer(9)),
                                    static_cast<std::int32_t>(row.integer(10)));
  }
  entry.text = row.text(11);
  return entry;
}

// The log of version 1 had no chain: it begins with what that log says.
void bring_from_first_version(Database& database) {
  database.run("ALTER TABLE exclusion ADD COLUMN remark TEXT NOT NULL DEFAULT ''");
  database.run("ALTER TABLE log RENAME TO log_1");
  database.run(kLogSchema);
  database.run(kSecondTables);
  std::vector<model::LogEntry> entries;
  {
    Statement rows(database,
                   "SELECT at_us, kind, from_control_point, from_term, letter, sector, epoch, alert, code,"
                   " latitude_e7, longitude_e7, text FROM log_1 ORDER BY entry");
    while (rows.step()) {
      entries.push_back(first_version_entry(rows));
    }
  }
  ChainEnd end;
  append_log(database, entries, end);
  database.run("DROP TABLE log_1");
}

// Until version 3 each sector had the lease of its own holder.
void bring_from_second_version(Database& database) {
  database.run(kThirdTables);
  database.run("INSERT INTO promise SELECT 1, coalesce(max(lease_for_us), 0), 0, 1 FROM sector");
  database.run("ALTER TABLE sector DROP COLUMN lease_for_us");
  database.run("ALTER TABLE sector ADD COLUMN outline INTEGER NOT NULL DEFAULT 0");
}

}  // namespace

void open_schema(Database& database) {
  if (is_empty(database)) {
    Transaction transaction(database);
    database.run(kFirstTables);
    database.run(kLogSchema);
    database.run(kSecondTables);
    database.run(kThirdTables);
    set_kind(database, kKind);
    transaction.commit();
    return;
  }
  require_kind(database, kKind);
  require_sound(database);
  if (const std::int64_t version = database.number("PRAGMA user_version"); version < kKind.version) {
    Transaction transaction(database);
    if (version == 1) {
      bring_from_first_version(database);
    }
    bring_from_second_version(database);
    set_kind(database, kKind);
    transaction.commit();
  }
}

void require_schema(Database& database) {
  require_kind(database, kKind);
  if (database.number("PRAGMA user_version") < kKind.version) {
    throw StoreError(
        StoreProblem::newer,
        LocalizedMessage(tr("database {file}: it was written by an earlier version of Selat; start the "
                            "coordination server on it once"),
                         {{"file", database.file().string()}}));
  }
}

}  // namespace selat::store
