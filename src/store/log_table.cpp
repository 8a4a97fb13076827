#include "store/log_table.h"

#include <algorithm>

#include "store/log_chain.h"
#include "store/store_error.h"

namespace selat::store {
namespace {

template <typename Enum>
Cell name_or_null(const std::optional<Enum>& value) {
  return value ? Cell(std::string(name_of(*value))) : Cell();
}

constexpr std::string_view kColumns =
    "entry, at_us, kind, from_control_point, from_term, request, sector, epoch, alert, alert_number, "
    "severity,"
    " code, latitude_e7, longitude_e7, vessel, reference, text, hash, written_at_us";

model::LogEntry read_entry(const Statement& row) {
  model::LogEntry entry;
  entry.number = unsigned_bits(row.integer(0));
  entry.at = Instant::unix_microseconds(row.integer(1));
  entry.kind = from_name<model::LogKind>(row.text(2)).value_or(model::LogKind::accepted);
  entry.from = std::string_view(row.text(3));
  entry.from_term = unsigned_bits(row.integer(4));
  entry.request = unsigned_bits(row.integer(5));
  entry.sector = std::string_view(row.text(6));
  entry.epoch = unsigned_bits(row.integer(7));
  entry.alert = unsigned_bits(row.integer(8));
  entry.alert_number = static_cast<std::uint32_t>(row.integer(9));
  if (!row.is_null(10)) {
    entry.severity = from_name<model::Severity>(row.text(10));
  }
  if (!row.is_null(11)) {
    entry.code = from_name<model::DeclineCode>(row.text(11));
  }
  if (!row.is_null(12)) {
    entry.place = geo::Position::e7(static_cast<std::int32_t>(row.integer(12)),
                                    static_cast<std::int32_t>(row.integer(13)));
  }
  if (!row.is_null(14)) {
    entry.vessel = model::Mmsi(static_cast<std::uint32_t>(row.integer(14)));
  }
  entry.reference = row.text(15);
  entry.text = row.text(16);
  if (!row.is_null(18)) {
    entry.written_at = Instant::unix_microseconds(row.integer(18));
  }
  return entry;
}

}  // namespace

// from_control_point '' is the server, or 'watch'; of from_term 0 a person wrote it, and request is the uid
// of the words; written_at_us is by the clock of the terminal at which a person wrote it; hash:
// store/log_chain.h.
const char* const kLogSchema = R"sql(
CREATE TABLE log(entry INTEGER PRIMARY KEY, at_us INTEGER NOT NULL, kind TEXT NOT NULL,
 from_control_point TEXT NOT NULL, from_term INTEGER NOT NULL, request INTEGER NOT NULL, sector TEXT NOT NULL,
 epoch INTEGER NOT NULL, alert INTEGER NOT NULL, alert_number INTEGER NOT NULL, severity TEXT, code TEXT,
 latitude_e7 INTEGER, longitude_e7 INTEGER, vessel INTEGER, reference TEXT NOT NULL, text TEXT NOT NULL,
 hash BLOB NOT NULL, written_at_us INTEGER, UNIQUE(from_control_point, from_term, request)) STRICT;
)sql";

ChainEnd noted_end(Database& database) {
  Statement statement(database, "SELECT entry, hash FROM chain_end");
  return statement.step() ? ChainEnd{unsigned_bits(statement.integer(0)), statement.text(1)} : ChainEnd{};
}

ChainEnd chain_end(Database& database) {
  Statement statement(database, "SELECT entry, hash FROM log ORDER BY entry DESC LIMIT 1");
  ChainEnd noted = noted_end(database);
  if (!statement.step() || unsigned_bits(statement.integer(0)) <= noted.number) {
    return noted;
  }
  return {unsigned_bits(statement.integer(0)), statement.text(1)};
}

void append_log(Database& database, std::vector<model::LogEntry>& entries, std::uint64_t acknowledged,
                ChainEnd& end) {
  Statement known(database,
                  "SELECT entry FROM log WHERE from_control_point = ?1 AND from_term = ?2 AND request = ?3");
  Statement append(
      database,
      "INSERT INTO log VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19)");
  for (model::LogEntry& entry : entries) {
    entry.number = 0;
    known.bind({std::string(entry.from.view()), signed_bits(entry.from_term), signed_bits(entry.request)});
    if (known.step()) {
      const std::uint64_t number = unsigned_bits(known.integer(0));
      entry.number = number > acknowledged ? number : 0;
      continue;
    }
    entry.number = end.number + 1;
    end = {entry.number, chain_hash(end.hash, entry)};
    append.execute(
        {signed_bits(entry.number), entry.at.in_unix_microseconds(), std::string(name_of(entry.kind)),
         std::string(entry.from.view()), signed_bits(entry.from_term), signed_bits(entry.request),
         std::string(entry.sector.view()), signed_bits(entry.epoch), signed_bits(entry.alert),
         std::int64_t{entry.alert_number}, name_or_null(entry.severity), name_or_null(entry.code),
         entry.place ? Cell(std::int64_t{entry.place->latitude_e7()}) : Cell(),
         entry.place ? Cell(std::int64_t{entry.place->longitude_e7()}) : Cell(),
         entry.vessel ? Cell(std::int64_t{entry.vessel->number()}) : Cell(), entry.reference, entry.text,
         Blob{end.hash}, entry.written_at ? Cell(entry.written_at->in_unix_microseconds()) : Cell()});
  }
  Statement(database, "INSERT OR REPLACE INTO chain_end VALUES (1, ?1, ?2)")
      .execute({signed_bits(end.number), Blob{end.hash}});
}

void read_log(Database& database, std::uint64_t from,
              const std::function<bool(const model::LogEntry&, const std::string& hash)>& visit) {
  Statement rows(database, "SELECT " + std::string(kColumns) + " FROM log WHERE entry >= ?1 ORDER BY entry");
  rows.bind({signed_bits(from)});
  while (rows.step() && visit(read_entry(rows), rows.text(17))) {
  }
}

std::vector<model::LogEntry> newest_log(Database& database, std::size_t most) {
  Statement rows(database, "SELECT " + std::string(kColumns) + " FROM log ORDER BY entry DESC LIMIT ?1");
  rows.bind({static_cast<std::int64_t>(most)});
  std::vector<model::LogEntry> entries;
  while (rows.step()) {
    entries.push_back(read_entry(rows));
  }
  std::ranges::reverse(entries);
  return entries;
}

}  // namespace selat::store
