#include "store/coordination_schema.h"

#include <array>
#include <string>

#include "store/file_kind.h"
#include "store/log_table.h"
#include "store/store_error.h"

namespace selat::store {
namespace {

// Without comments, since SQLite keeps this text in the first page. Unsigned numbers are their 64 bits.
// - term: each start, and each term taken above another that was heard; with what that server promises
// - sector: holder '' is nobody
// - alert: state and rule are for people, body is selat.v1.Alert; context: body is selat.v1.ContextEntry
// - last_context: by kind ('W', 'Z') the highest number ever given, which is not given again
// - standing: what is outstanding of all terms, and the number of the last save
// - chain_end: what the newest entry of the log is
// - sighting: those of the last day; body is selat.v1.Sighting
constexpr const char* kTables = R"sql(
CREATE TABLE term(term INTEGER PRIMARY KEY, began_at_us INTEGER NOT NULL, lease_us INTEGER NOT NULL,
 skew_bound_us INTEGER NOT NULL, checksum INTEGER NOT NULL) STRICT;
CREATE TABLE sector(id TEXT PRIMARY KEY, holder TEXT NOT NULL, epoch INTEGER NOT NULL, lease INTEGER NOT NULL,
 changed_at_us INTEGER NOT NULL, plan_version INTEGER NOT NULL, travel_time_us INTEGER NOT NULL,
 asset TEXT NOT NULL, priority REAL NOT NULL, open_alerts INTEGER NOT NULL, second_best TEXT NOT NULL,
 second_travel_time_us INTEGER, outline INTEGER NOT NULL, checksum INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE alert(id INTEGER PRIMARY KEY, state TEXT NOT NULL, rule TEXT NOT NULL, body BLOB NOT NULL,
 checksum INTEGER NOT NULL) STRICT;
CREATE TABLE exclusion(sector TEXT, control_point TEXT, until_us INTEGER NOT NULL, code TEXT NOT NULL,
 remark TEXT NOT NULL, checksum INTEGER NOT NULL, PRIMARY KEY(sector, control_point)) STRICT, WITHOUT ROWID;
CREATE TABLE speaker(control_point TEXT PRIMARY KEY, term INTEGER NOT NULL, fence INTEGER NOT NULL,
 is_standby INTEGER NOT NULL, has_left INTEGER NOT NULL, checksum INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE context(id TEXT PRIMARY KEY, body BLOB NOT NULL, checksum INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE last_context(kind TEXT PRIMARY KEY, number INTEGER NOT NULL, checksum INTEGER NOT NULL)
 STRICT, WITHOUT ROWID;
CREATE TABLE standing(one INTEGER PRIMARY KEY CHECK(one=1), lease_us INTEGER NOT NULL,
 skew_bound_us INTEGER NOT NULL, is_past_known INTEGER NOT NULL, saves INTEGER NOT NULL,
 checksum INTEGER NOT NULL) STRICT;
CREATE TABLE chain_end(one INTEGER PRIMARY KEY CHECK(one=1), entry INTEGER NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE TABLE sighting(id INTEGER PRIMARY KEY, body BLOB NOT NULL, checksum INTEGER NOT NULL) STRICT;
)sql";

}  // namespace

const FileKind kCoordinationKind = {.application = 0x53454c54,  // "SELT"
                                    .version = 4};

const CheckedTable kTerms = {
    .name = "term",
    .columns = "term, began_at_us, lease_us, skew_bound_us",
    .key = "term",
    .earlier = {"SELECT term, began_at_us, 0, 0 FROM term", "SELECT term, began_at_us, 0, 0 FROM term"}};

namespace {
constexpr std::string_view kEarlierSectors =
    "SELECT id, holder, epoch, lease, changed_at_us, plan_version, travel_time_us, asset, priority, "
    "open_alerts,"
    " second_best, second_travel_time_us, 0 FROM sector";
}  // namespace
const CheckedTable kSectors = {
    .name = "sector",
    .columns =
        "id, holder, epoch, lease, changed_at_us, plan_version, travel_time_us, asset, priority,"
        " open_alerts, second_best, second_travel_time_us, outline",
    .key = "id",
    .earlier = {kEarlierSectors, kEarlierSectors}};

const CheckedTable kAlerts = {
    .name = "alert",
    .columns = "id, state, rule, body",
    .key = "id",
    .earlier = {"SELECT id, state, rule, body FROM alert", "SELECT id, state, rule, body FROM alert"}};

const CheckedTable kExclusions = {
    .name = "exclusion",
    .columns = "sector, control_point, until_us, code, remark",
    .key = "sector, control_point",
    .earlier = {"SELECT sector, control_point, until_us, code, '' FROM exclusion",
                "SELECT sector, control_point, until_us, code, remark FROM exclusion"}};

const CheckedTable kSpeakers = {
    .name = "speaker",
    .columns = "control_point, term, fence, is_standby, has_left",
    .key = "control_point",
    .earlier = {"", "SELECT control_point, term, fence, is_standby, has_left FROM speaker"}};

const CheckedTable kContext = {
    .name = "context", .columns = "id, body", .key = "id", .earlier = {"", "SELECT id, body FROM context"}};

const CheckedTable kLastContext = {.name = "last_context",
                                   .columns = "kind, number",
                                   .key = "kind",
                                   .earlier = {"", "SELECT kind, number FROM last_context"}};

namespace {
// Until version 3 each sector had the lease of its own holder, and the past was never in doubt.
constexpr std::string_view kEarlierStanding = "SELECT 1, coalesce(max(lease_for_us), 0), 0, 1, 0 FROM sector";
}  // namespace
const CheckedTable kStanding = {.name = "standing",
                                .columns = "one, lease_us, skew_bound_us, is_past_known, saves",
                                .key = "one",
                                .earlier = {kEarlierStanding, kEarlierStanding}};

const CheckedTable kSightings = {
    .name = "sighting", .columns = "id, body", .key = "id", .earlier = {}, .since = 4};

std::span<const CheckedTable* const> checked_tables() {
  static constexpr std::array kAll = {&kTerms,   &kSectors,     &kAlerts,   &kExclusions, &kSpeakers,
                                      &kContext, &kLastContext, &kStanding, &kSightings};
  return kAll;
}

void make_tables(Database& database) {
  database.run(kTables);
  database.run(kLogSchema);
  set_kind(database, kCoordinationKind);
}

void require_schema(Database& database) {
  require_kind(database, kCoordinationKind);
  if (database.number("PRAGMA user_version") < kCoordinationKind.version) {
    throw StoreError(
        StoreProblem::newer,
        LocalizedMessage(tr("database {file}: it was written by an earlier version of Selat; start the "
                            "coordination server on it once"),
                         {{"file", database.file().string()}}));
  }
}

}  // namespace selat::store
